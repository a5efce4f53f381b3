"""Who may do what: one table of roles, acts, whose data and in which state (DOMAIN 7.9).

Whatever is not in the table is denied. An act is a noun and a verb, "agreement.draft". The extent
of a grant says whose data it reaches; a grant may also be limited to states of the noun.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Extent(StrEnum):
    """Whose data a grant reaches."""

    ALL = "all"
    ASSIGNED = "assigned"
    """The clients that an account manager looks after."""
    OPEN = "open"
    """All clients, or the assigned ones where the firm chose so (`managers_see_only_assigned`)."""
    OWN = "own"
    """The client for whom a person of clients acts."""


@dataclass(frozen=True)
class Grant:
    """A permission: how far it reaches, and in which states of the noun; none means any."""

    extent: Extent
    states: frozenset[str] = frozenset()

    def holds_in(self, state: str) -> bool:
        """Whether it holds while the noun is in `state`."""
        return not self.states or state in self.states


_ALL, _ASSIGNED = Grant(Extent.ALL), Grant(Extent.ASSIGNED)
_OPEN, _OWN = Grant(Extent.OPEN), Grant(Extent.OWN)

# A client sees an agreement from the day it was sent: what is still being written is the firm's.
SENT_STATES = frozenset(
    {
        "sent_for_review",
        "change_requested",
        "agreed",
        "signing",
        "signed_by_client",
        "in_force",
        "suspended",
        "superseded",
        "terminated",
        "closing",
        "closed",
        "rejected",
        "expired_offer",
    }
)
DRAFT_STATES = frozenset({"draft", "internal_check", "change_requested"})

_READS_CLIENTS = (
    "client.read",
    "engagement.read",
    "agreement.read",
    "data_map.read",
    "history.read",
)
_READS_LISTS = ("subprocessor.read", "recipient.read", "template.read", "list.read")

_CLIENT_READER: dict[str, Grant] = {
    "client.read": _OWN,
    "engagement.read": _OWN,
    "agreement.read": Grant(Extent.OWN, SENT_STATES),
    "agreement.comment": Grant(Extent.OWN, frozenset({"sent_for_review", "change_requested"})),
    "data_map.read": _OWN,
    "subprocessor.read": _OWN,
    "recipient.read": _OWN,
    "measure.read": _OWN,
    "team.read": _OWN,
}

PERMISSIONS: Mapping[str, Mapping[str, Grant]] = {
    "account-manager": {
        **dict.fromkeys(_READS_CLIENTS, _OPEN),
        **dict.fromkeys((*_READS_LISTS, "measure.read"), _ALL),
        "client.create": _ALL,
        "client.write": _ASSIGNED,
        "client.assign": _ASSIGNED,
        "engagement.write": _ASSIGNED,
        "agreement.draft": Grant(Extent.ASSIGNED, DRAFT_STATES),
        "subprocessor.propose": _ALL,
        "recipient.propose": _ALL,
        "team.read": _OPEN,
        "team.write": _ASSIGNED,
        "mail.read": _ASSIGNED,
        "mail.handle": _ASSIGNED,
    },
    "dpo": {
        **dict.fromkeys((*_READS_CLIENTS, *_READS_LISTS, "measure.read"), _ALL),
        "client.create": _ALL,
        "client.write": _ALL,
        "client.assign": _ALL,
        "engagement.write": _ALL,
        "agreement.draft": Grant(Extent.ALL, DRAFT_STATES),
        "agreement.approve": Grant(Extent.ALL, frozenset({"internal_check"})),
        "subprocessor.propose": _ALL,
        "subprocessor.write": _ALL,
        "recipient.propose": _ALL,
        "recipient.write": _ALL,
        "template.write": _ALL,
        "list.write": _ALL,
        "team.read": _ALL,
        "user.read": _ALL,
        "setting.read": _ALL,
        "mail.read": _ALL,
        "mail.handle": _ALL,
        "firm_history.read": _ALL,
        "security_log.read": _ALL,
    },
    "signatory": {
        **dict.fromkeys(_READS_CLIENTS, _ALL),
        **dict.fromkeys((*_READS_LISTS, "measure.read"), _ALL),
        "agreement.sign_for_firm": Grant(Extent.ALL, frozenset({"signing", "signed_by_client"})),
    },
    "admin": {
        "user.read": _ALL,
        "user.write": _ALL,
        "client.assign": _ALL,
        "team.read": _ALL,
        "team.write": _ALL,
        "setting.read": _ALL,
        "setting.write": _ALL,
        "mail.read": _ALL,
        "mail.handle": _ALL,
        "firm_history.read": _ALL,
        "security_log.read": _ALL,
    },
    "client-reader": _CLIENT_READER,
    "client-signatory": {
        **_CLIENT_READER,
        "agreement.sign_for_client": Grant(Extent.OWN, frozenset({"agreed", "signing"})),
        "team.write": _OWN,
    },
}

ACTS = frozenset(act for acts in PERMISSIONS.values() for act in acts)


def grants(roles: Iterable[str], act: str) -> tuple[Grant, ...]:
    """The grants of `act` that these roles give together; raises KeyError for unknown acts."""
    if act not in ACTS:
        raise KeyError(act)
    found = (PERMISSIONS[role].get(act) for role in sorted(set(roles)))
    return tuple(grant for grant in found if grant is not None)
