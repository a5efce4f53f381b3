"""What somebody may read at all: whose canaries, identifiers and references may be in an answer."""

import re

from tests.access.canaries import PATTERN, origins
from tests.access.expected import Policy

_IDENTIFIER = re.compile(r"(?<![\w-])(?:[\w-]{22}|KBITS-\d{4}-\d{4}(?:-DPA)?)(?![\w])")
# What admins see of clients: names of clients and people, and mails; never what is in agreements.
_PEOPLE_TABLES = {"Client", "User", "Membership", "Session", "OutgoingMail", "SecurityLog"}
# The firm's registers: staff read all of them, whichever client a vendor works for.
_REGISTERS = {"Subprocessor", "Recipient", "Transfer"}


class Sight:
    """Finds in an answer what its reader should not read."""

    def __init__(self, tenants):
        self._secrets = tenants.secrets
        self._origins = origins()
        self._clients = {owner: row.public_id for owner, row in tenants.clients.items()}

    def foreign(self, persona, text, *, policy=None):
        """Each secret in `text` that is not this person's to read, in words."""
        policy = policy or Policy()
        found = {match.group().lower(): match.group(1).upper() for match in PATTERN.finditer(text)}
        for sign, owner in sorted(found.items()):
            column = self._origins.get(sign, "?")
            if not _may_read(persona, owner, column, policy=policy):
                yield f"{sign} of {column}"
        for name in sorted(set(_IDENTIFIER.findall(text))):
            owner = self._secrets.get(name)
            is_seat = name in [self._clients[letter] for letter in persona.seats]
            if owner and not is_seat and not _may_know(persona, owner, policy=policy):
                yield f"{name} of {owner}"


def _may_read(persona, owner, column, *, policy):
    if not persona.stage:
        return False
    if owner == "S":
        return persona.is_staff
    if owner == "F":
        return True
    if persona.is_staff and column.partition(".")[0] in _REGISTERS:
        return _reads_clients(persona)
    if column == "Client.legal_name" and owner in persona.seats:
        return True
    if not _may_know(persona, owner, policy=policy):
        return False
    return _reads_clients(persona) or column.partition(".")[0] in _PEOPLE_TABLES


def _may_know(persona, owner, *, policy):
    """Whether a client is somebody for this person: their own, or one that their work reaches."""
    if persona.owner:
        return owner == persona.owner
    if not persona.is_staff or persona.stage != "open":
        return False
    if policy.sees_only_assigned and persona.name == "account-manager":
        return owner == "A"
    return True


def _reads_clients(persona):
    return bool(persona.owner) or persona.name != "admin"
