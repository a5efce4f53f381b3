"""The stage for the story: a clock that is moved, who acts, and what the story gave a name."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.cli.demonstration.given import StoryError
from dpa_manager.cli.demonstration.story import Colleague
from dpa_manager.domain.actors import DEMONSTRATION, Actor
from dpa_manager.queries.lookup import find_engagement

if TYPE_CHECKING:
    from dpa_manager.models import Client, Engagement, Recipient, Subprocessor

# People need a moment between two acts; so do the events of one step in the history.
BETWEEN_READINGS = timedelta(seconds=2)


class StoryClock:
    """A clock that goes on a little each time it is read, and never beyond `latest`."""

    def __init__(self, *, latest: datetime) -> None:
        self.latest = latest
        self.instant = min(latest, datetime.min.replace(tzinfo=latest.tzinfo))

    def move_to(self, instant: datetime) -> None:
        """Go on to `instant`; never back, so that no chain of the history runs backwards."""
        self.instant = min(self.latest, max(self.instant, instant))

    def __call__(self) -> datetime:
        """The instant in UTC."""
        read = self.instant
        self.instant = min(self.latest, self.instant + BETWEEN_READINGS)
        return read


@dataclass
class Stage:
    """Where the acts are performed; rows that the story names are kept by the name it gives them.

    `today` is the day of loading, from which the story counts its days.
    """

    toolbox: Toolbox
    clock: StoryClock
    today: date
    staff: dict[str, Colleague]
    by: Actor
    clients: "dict[str, Client]" = field(default_factory=dict)
    subprocessors: "dict[str, Subprocessor]" = field(default_factory=dict)
    recipients: "dict[str, Recipient]" = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)

    @property
    def doing(self) -> dict[str, Any]:
        """What every action is given besides its subject."""
        return {"by": self.by, "toolbox": self.toolbox}

    def enter(self, key: str) -> None:
        """From now on this colleague acts."""
        self.by = actor_of(self.staff[key])

    def engagement(self, key: str) -> "Engagement":
        """The engagement of this name as it stands now, its client joined."""
        return find_engagement(self.references[key])

    def target(self, key: str) -> tuple[str, str]:
        """The kind and the reference of whom a flow goes to; raises StoryError."""
        if key == "stays":
            return "stays", ""
        if key in self.subprocessors:
            return "subprocessor", self.subprocessors[key].reference
        if key in self.recipients:
            return "recipient", self.recipients[key].reference
        raise StoryError(f"Nobody is called {key}.")


def actor_of(colleague: Colleague) -> Actor:
    """The colleague as the history names them."""
    return Actor(colleague.name, colleague.email, DEMONSTRATION)


def set_stage(
    house: Toolbox, *, staff: dict[str, Colleague], opened_at: datetime, by: str
) -> Stage:
    """The stage for a house: its clock stands at `opened_at`; documents stay DOCX at first."""
    clock = StoryClock(latest=house.now())
    clock.move_to(opened_at)
    return Stage(
        toolbox=replace(house, clock=clock, converter=None),
        clock=clock,
        today=house.today(),
        staff=staff,
        by=actor_of(staff[by]),
    )
