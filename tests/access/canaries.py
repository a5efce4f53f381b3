"""Canaries: words that say whose they are, put into every column that may hold free text.

A canary is `CANARY-<owner>-<16 hex>`; the owner is A, B or C for a client, F for what the firm
shows to its clients, S for what only its staff may see. The digits stand for the column, so that
one that flew tells where it came from.
"""

import hashlib
import re

import peewee

from dpa_manager.models import TABLES
from dpa_manager.models.base import PhraseField, PublicIdField
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

PATTERN = re.compile(r"canary-([abcfs])-[0-9a-f]{16}", re.IGNORECASE)
LENGTH = len("CANARY-A-") + 16
# Where a canary does not fit, no sentence does either.
_SHORTEST = LENGTH + 5
_CODED_ENDINGS = ("_key", "_kind", "_code", "_hash", "sha256", "_no", "_id")
# What the program itself writes into a column, never a person: codes, keys and secrets.
_CODES = frozenset(
    {
        *("Event.chain", "Event.act", "Event.channel", "Event.subject", "Event.personal"),
        *("Event.hash", "ChainHead.chain", "ChainHead.hash", "EventPersonal.name"),
        *("EventPersonal.salt", "Checkpoint.heads", "Checkpoint.previous_seal"),
        *("Checkpoint.seal", "OwnContactRole.role", "ContactRole.role", "Setting.name"),
        *("ListItem.key", "Measure.key", "Measure.iso", "Template.key", "Template.kind"),
        *("Agreement.kind", "Agreement.reference", "Engagement.reference", "Session.end_reason"),
        *("Activity.service_kinds", "Activity.own_purposes", "Activity.operations"),
        *("Activity.channels", "Activity.locations", "ActivityData.safeguard_keys"),
        *("Subprocessor.kinds", "Subprocessor.locations", "Subprocessor.access_from"),
        *("Subprocessor.mirrored_duties", "Credential.password_hash", "Credential.totp_secret"),
        *("Credential.totp_pending", "SignInAttempt.account", "SignInAttempt.network"),
        *("SecurityLog.kind", "SecurityLog.user", "SecurityLog.session", "OutgoingMail.key"),
        *("OutgoingMail.message_id", "OutgoingMail.kind", "OutgoingMail.leased_by"),
    }
)


def canary(owner, column="", *, name=""):
    """The canary of this owner and column ("Table.column")."""
    digits = hashlib.sha256(f"{owner} {column} {name}".encode()).hexdigest()[:16]
    return f"CANARY-{owner}-{digits}"


def origins():
    """Which column each canary stands for, by its lower case."""
    columns = [name_of(field) for table in TABLES for field in free_columns(table)]
    return {canary(o, name).lower(): name for o in "ABCFS" for name in [*columns, "file"]}


def name_of(field):
    return f"{field.model.__name__}.{field.name}"


def free_columns(table):
    """The columns of `table` that may hold what somebody typed: all, save what is known as code."""
    return [field for field in table._meta.sorted_fields if _is_free(field)]


def _is_free(field):
    if isinstance(field, PublicIdField) or name_of(field) in _CODES:
        return False
    if isinstance(field, peewee.CharField) and field.max_length < _SHORTEST:
        return False
    is_text = isinstance(field, peewee.CharField | peewee.TextField | peewee.JSONField)
    return is_text and not _is_closed(field)


def _is_closed(field):
    """Whether the column holds one of a closed list of values, by its CHECK or by its name."""
    checks = " ".join(getattr(check, "sql", "") for check in field.model._meta.constraints or ())
    return f"{field.name} IN (" in checks or field.name.endswith(_CODED_ENDINGS)


def marked(row, owner):
    """The free columns of `row` with canaries beside what they hold, by column name."""
    return {f.name: _marked(f, row, owner) for f in free_columns(type(row))}


def _marked(field, row, owner):
    sign, value = canary(owner, name_of(field)), getattr(row, field.name)
    if isinstance(field, PhraseField):
        words = value.as_dict() if value else dict.fromkeys(LANGUAGES, "")
        return Phrase(**{language: f"{sign} {text}".strip() for language, text in words.items()})
    if isinstance(field, peewee.JSONField):
        return _JSON[name_of(field)](value, sign)
    if "email" in field.name or name_of(field) == "OutgoingMail.recipient":
        return f"{sign.lower()}.{row.id}@{owner.lower()}.example"
    if field.name == "path":
        return f"/{sign}"
    if field.name.endswith("_url"):
        return f"https://{owner.lower()}.example/{sign}"
    return f"{sign} {row.id} {value or ''}".strip()[: field.max_length]


# Where a person's words are in a column of JSON; a new such column has to be added.
_JSON = {
    "KeptForm.fields": lambda _, sign: [["title", sign]],
    "Engagement.terms": lambda value, sign: value | {"return_format": sign},
    "Activity.role_answers": lambda value, sign: [
        [question, answer, f"{sign} {reason}"] for question, answer, reason in value
    ],
    "Activity.platforms": lambda _, sign: [{"name": sign, "contract_of": "client"}],
    "Subprocessor.chain": lambda _, sign: [
        {"name": sign, "address": sign, "contact": sign, "country": "BE", "is_listed": True}
    ],
    "ListItem.content": lambda value, _: value,
    "Setting.value": lambda value, _: value,
    "SecurityLog.details": lambda value, sign: value | {"canary": sign},
    "OutgoingMail.content": lambda value, sign: dict.fromkeys(value, sign) | {"client": sign},
}
