"""Actors: who does something, and by which door they came in."""

from dataclasses import dataclass

COMMAND_LINE = "command line"
WEB = "web"
DEMONSTRATION = "demonstration"
WORKER = "worker"

CHANNELS = (COMMAND_LINE, WEB, DEMONSTRATION, WORKER)


@dataclass(frozen=True)
class Actor:
    """Who acts, as the history names them; `channel` is one of CHANNELS.

    `session_id` is the key of the session's row in which a person acts on a page, else 0: once it
    has ended, nothing that they do is kept.
    """

    name: str
    email: str
    channel: str
    session_id: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError for a channel that the history does not know."""
        if self.channel not in CHANNELS:
            raise ValueError(f"Unknown channel {self.channel!r}.")
