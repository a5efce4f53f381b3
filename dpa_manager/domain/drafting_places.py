"""Where something that is missing is filled in: the page and the field for every path of the facts.

A rule of completeness names what it found by a path (`Problem.field`); a preview names the word
that it lacks by the same paths (`domain.wording.gap_fields`). `place_of` is the one table from
such a path to a page of drafting and a field on it. It knows every path or raises: nobody is sent
to a page that merely happens to be there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dpa_manager.domain.choices import TERM_NAMES


class UnknownField(LookupError):
    """A path that no page fills in."""


@dataclass(frozen=True)
class Place:
    """A page of drafting and a field on it.

    `part` is a page of the engagement (parties, terms, activities, role, flows, subprocessors,
    measures, retention, check) or one beyond it: client, firm (the own organisation), register (a
    sub-processor's or recipient's own data), templates. `activity` is the number of the activity
    whose page it is; None where the page is of all. `anchor` is the id of the field, "" for the
    top. `row` is the number in Annex IV of the sub-processor whose own data the register lacks.
    """

    part: str
    activity: int | None = None
    anchor: str = ""
    row: int | None = None


Steps = tuple[str, ...]

# Fields of the engagement itself; the anchor is the field's name in the form.
_ENGAGEMENT = {
    "engagement": "title",
    "title": "title",
    "subject_matter": "subject_matter",
    "controller_duties": "controller_duties",
    "principal_contract": "contract_name",
    "duration_kind": "duration_kind",
    "effective_on": "effective_on",
    "start_on": "start_on",
    "end_on": "end_on",
    "replaces": "replaces",
}
# Lists that stand beside the terms, each filled in at one place of their page.
_BESIDE_TERMS = ("access_functions", "legal_retention", "onward_permissions", "special_terms")

# What an organisation's form calls the parts of a party.
_ORGANISATION = {
    "legal_name": "legal_name",
    "trade_name": "trade_name",
    "legal_form": "legal_form",
    "register_kind": "register_kind",
    "register_no": "register_no",
    "address": "street",
    "address.street": "street",
    "address.postcode": "postcode",
    "address.city": "city",
    "address.country": "country_code",
}
_CLIENT = {
    "role": "role",
    "language": "language",
    "region": "postcode",
    "public_body": "public_body",
    "authority": "authority_key",
    "end_controllers": "end_controllers",
    "end_controllers_note": "end_controllers",
    "min_signature_level": "signature_level_key",
}
_FIRM = {
    "privacy_email": "privacy_email",
    "instruction_email": "instruction_email",
    "general_email": "general_email",
    "phone": "phone",
    "privacy_officer_kind": "privacy_officer_kind",
    "privacy_statement_on": "privacy_statement_on",
    "staff_confidentiality": "staff_confidentiality_nl",
}
# Persons of a party by the role that they have there.
_PERSONS = {
    "contact": "privacy",
    "dpo": "dpo",
    "eu_representative": "eu_representative",
    "signatories": "signatory",
}

_ACTIVITY_FORM = (
    "title", "purposes", "own_purposes", "operations", "service_kinds", "channels", "locations",
    "platforms", "automated_decision", "client_role", "began_on",
)  # fmt: skip
# What is said of one category of data, on the page of retention.
_OF_A_CATEGORY = (
    "retention", "description", "sensitive", "reason", "safeguards", "legal_basis",
)  # fmt: skip
# What a rule says where a flow goes to nobody that is known.
_NOBODY = "unknown"
# What belongs to the engagement's own row of a sub-processor or recipient.
_OWN_OF_SUBPROCESSOR = ("key", "flows", "delimitation", "since_on", "starts_on")
_OWN_OF_RECIPIENT = ("flows", "purpose", "instruction_on", "event", "name", "group", "kind")
_REGISTER_OF_SUBPROCESSOR = {
    "contact": "contact_name",
    "contact.name": "contact_name",
    "contact.email": "contact_email",
    "service": "service",
    "locations": "locations",
    "access_from": "access_from",
    "chain": "chain",
    "transfers": "transfers",
    "contract_signed_on": "contract",
    "is_mirror_check_complete": "contract",
    "notice_days": "contract",
} | _ORGANISATION
_REGISTER_OF_RECIPIENT = {"address": "street", "country": "country_code", "transfer": "transfers"}


def place_of(field: str, subject: str = "") -> Place:
    """The place of a path of the facts; raises UnknownField.

    `subject` is what a problem says beside its path; no path needs it today.
    """
    head, *rest = field.split(".")
    try:
        return _HEADS[head](tuple(rest))
    except (LookupError, ValueError) as error:
        raise UnknownField(field) from error


def _of_terms(rest: Steps) -> Place:
    return Place("terms", anchor=_one_of(TERM_NAMES, rest[0]) if rest else "")


def _of_client(rest: Steps) -> Place:
    if not rest:
        return Place("client")
    if rest[0] in _CLIENT:
        return Place("client", anchor=_CLIENT[rest[0]])
    if rest[0] in _PERSONS or rest[0] == "contacts":
        return Place("parties", anchor=f"client-{_role(rest)}")
    return Place("client", anchor=_anchor_in(_ORGANISATION, rest))


def _of_firm(rest: Steps) -> Place:
    if not rest or rest[0] in _PERSONS or rest[0] == "contacts":
        return Place("firm", anchor="contacts" if rest else "")
    if rest[0] == "has_confidentiality_evidence":
        # The evidence is what it is: nothing can be typed, the sentence about it stands here.
        return Place("firm", anchor=_FIRM["staff_confidentiality"])
    return Place("firm", anchor=_anchor_in(_FIRM | _ORGANISATION, rest))


def _role(rest: Steps) -> str:
    """The role of a person: that of the path, or the subject of Annex I.D."""
    if rest[0] != "contacts":
        return _PERSONS[rest[0]]
    return rest[1] if len(rest) > 1 else "instructions"


def _of_activities(rest: Steps) -> Place:
    if not rest:
        return Place("activities")
    number, part, *deeper = int(rest[0]), *(rest[1:] or ("",))
    if not part:
        return Place("activities", number)
    if part == "role":
        return Place("role", number)
    if part in ("data", "subjects", "flows", "subprocessors"):
        return _of_matrix(number, part, tuple(deeper))
    return Place("activities", number, _one_of(_ACTIVITY_FORM, part))


def _of_matrix(number: int, part: str, rest: Steps) -> Place:
    """Whose data, which and to whom are ticked in the matrix; what is said of them is not."""
    if part == "data" and len(rest) > 1 and rest[1] not in ("category", "nature"):
        _one_of(_OF_A_CATEGORY, rest[1])
        return Place("retention", number, f"retention-{number}-{rest[0]}")
    if part == "subprocessors" and rest and rest[0] != _NOBODY:
        # Who is used is on the list; what is missing is the client's yes, which stands there.
        return Place("subprocessors", anchor=f"authorise-{rest[0]}")
    return Place("flows", number)


def _of_subprocessors(rest: Steps) -> Place:
    if not rest:
        return Place("subprocessors")
    number, path = int(rest[0]), rest[1:]
    if not path or path[0] in _OWN_OF_SUBPROCESSOR:
        return Place("subprocessors", anchor=f"subprocessor-{number}")
    return Place("register", anchor=_anchor_in(_REGISTER_OF_SUBPROCESSOR, path), row=number)


def _of_recipients(rest: Steps) -> Place:
    """A recipient has no page of its own: all of it is seen in the engagement's row."""
    if not rest:
        return Place("subprocessors", anchor="recipients")
    number, path = int(rest[0]), rest[1:]
    if path and path[0] not in _OWN_OF_RECIPIENT:
        _anchor_in(_REGISTER_OF_RECIPIENT, path)
    return Place("subprocessors", anchor=f"recipient-{number}")


def _of_measures(rest: Steps) -> Place:
    if not rest or rest[0] in ("name", "version", "dated_on"):
        return Place("measures")
    if rest[0] == "headings":
        return Place("measures", anchor=f"heading-{rest[1]}")
    return Place("measures", anchor=f"measure-{rest[0]}")


def _anchor_in(anchors: Mapping[str, str], path: Steps) -> str:
    """The anchor of the longest known beginning of a path; raises LookupError."""
    for length in range(len(path), 0, -1):
        known = anchors.get(".".join(path[:length]))
        if known is not None:
            return known
    raise LookupError(path)


def _one_of(names: tuple[str, ...], name: str) -> str:
    if name not in names:
        raise LookupError(name)
    return name


def _always(place: Place) -> Callable[[Steps], Place]:
    return lambda rest: place


_HEADS: Mapping[str, Callable[[Steps], Place]] = {
    **{name: _always(Place("parties", anchor=anchor)) for name, anchor in _ENGAGEMENT.items()},
    **{name: _always(Place("terms", anchor=name)) for name in _BESIDE_TERMS},
    "terms": _of_terms,
    "client": _of_client,
    "processor": _of_firm,
    "certificates": _always(Place("firm")),
    "activities": _of_activities,
    # A flow that no activity has cannot be: what is missing is an activity.
    "flows": _always(Place("activities")),
    "subprocessors": _of_subprocessors,
    "recipients": _of_recipients,
    "measures": _of_measures,
    "template": _always(Place("templates")),
    "languages": _always(Place("check", anchor="language")),
    "facts": _always(Place("check")),
}
