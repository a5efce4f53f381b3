"""Mails: the kinds that the program sends, and the life of one."""

from dataclasses import dataclass
from datetime import timedelta

QUEUED, SENT, REFUSED, BOUNCED, GIVEN_UP, CANCELLED = MAIL_STATES = (
    "queued",
    "sent",
    "refused",
    "bounced",
    "given_up",
    "cancelled",
)
# What a person has to deal with: the mail did not arrive, and nobody else will notice.
UNDELIVERED = (REFUSED, BOUNCED, GIVEN_UP)


# What every text may use: the recipient's name and the firm's.
COMMON_VALUES = ("name", "firm")


@dataclass(frozen=True)
class MailKind:
    """A kind of mail. `values` are the names its text uses beside COMMON_VALUES.

    `has_link` and `has_code` say what it carries; `lives_hours` is how long sending it makes
    sense. The value `change` is a whole sentence, the values `role` and `roles` are labels.
    """

    key: str
    values: tuple[str, ...] = ()
    has_link: bool = False
    has_code: bool = False
    lives_hours: int = 72

    @property
    def lives(self) -> timedelta:
        """How long sending it makes sense."""
        return timedelta(hours=self.lives_hours)


_ALL = (
    MailKind("staff-invitation", ("inviter", "roles", "until"), has_link=True),
    MailKind("client-invitation", ("inviter", "client", "role", "until"), has_link=True),
    MailKind("client-added", ("inviter", "client", "role")),
    MailKind("password-reset", ("until",), has_link=True, lives_hours=1),
    MailKind("sign-in-link", ("until",), has_link=True, lives_hours=1),
    MailKind("sign-in-code", ("minutes",), has_code=True, lives_hours=1),
    MailKind("new-device", ("device", "address", "moment")),
    MailKind("password-changed", ("device", "address", "moment")),
    MailKind("factor-changed", ("change", "device", "address", "moment")),
    MailKind("access-changed", ("change", "moment")),
)
MAIL_KINDS: dict[str, MailKind] = {kind.key: kind for kind in _ALL}

# How long to wait after the first, second, third and every later attempt that failed.
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))


def waits_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed; at least one."""
    return _WAITS[min(attempts, len(_WAITS)) - 1]
