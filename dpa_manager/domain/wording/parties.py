"""Words about the parties: who they are, who signs, whom to reach (page 1, Annex I)."""

from dpa_manager.domain import register_numbers
from dpa_manager.domain.parties import (
    Address,
    Authority,
    ClientFacts,
    ContactPoint,
    EndController,
    Party,
    Person,
    ProcessorFacts,
    Signatory,
)
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.domain.wording.voice import Voice, joined, phone

Words = dict[str, object]

# The fixed order of Annex I.D (AGREEMENT 3.1); rows of other subjects follow.
_SUBJECTS = (
    "instructions",
    "breaches",
    "breaches_second",
    "requests",
    "subprocessors",
    "audits",
    "end",
)
_SECOND_CONTACT = "breaches_second"
# Subjects for which the Client must name somebody itself (R-PRE-7, R-F-1, R-E-1).
_NAMED_BY_CLIENT = ("instructions", "breaches", "requests")
_ROLES_OF_KBITS = {
    "controller": "role_processor",
    "processor": "role_sub_processor",
    "mixed": "role_kbits_mixed",
}


def party_words(reading: Reading) -> Words:
    """`client`, `kbits`, `contacts`, `authority` and the controllers behind the Client."""
    client, processor = reading.facts.client, reading.facts.processor
    are_both_belgian = _is_belgian(client.party) and _is_belgian(processor.party)
    return {
        "client": _client(client, voice=reading.voice, has_country=not are_both_belgian),
        "kbits": _kbits(reading, has_country=not are_both_belgian),
        "contacts": _contacts(client.party, processor.party, voice=reading.voice),
        "authority": _authority(client.authority, voice=reading.voice),
        "instruction_givers": reading.voice.stacked(
            point.person.name
            for point in client.party.contacts
            if point.subject.key == "instructions"
        ),
        "client_is_controller": client.role == "controller",
        "client_is_processor": client.role in ("processor", "mixed"),
        "client_is_mixed": client.role == "mixed",
        "end_controllers": [_end_controller(row) for row in client.end_controllers],
        "end_controllers_note": client.end_controllers_note,
        "has_end_controllers_note": bool(client.end_controllers_note),
    }


def address_line(address: Address, *, voice: Voice, has_country: bool = True) -> str:
    """Street, postcode and city as registered, and the country in the document's language."""
    city = f"{address.postcode} {address.city}".strip()
    return joined(address.street, city, voice.term(address.country) if has_country else "")


def register_line(party: Party, *, voice: Voice) -> str:
    """The label and the number in the register; "" when no number is known."""
    kind = party.register_kind
    number = register_numbers.shown(kind.key if kind else "", party.register_no)
    return f"{voice.term(kind)} {number}".strip() if number else ""


def _client(client: ClientFacts, *, voice: Voice, has_country: bool) -> Words:
    party = client.party
    nobody = voice.word("none_masculine")
    return _party(party, voice=voice, has_country=has_country) | {
        "role_label": voice.word(f"role_{client.role}"),
        "dpo": _person(party.dpo, nobody=voice.word("none_appointed")),
        "has_dpo": party.dpo is not None,
        "eu_representative": _person(party.eu_representative, nobody=nobody),
        "has_eu_representative": party.eu_representative is not None,
    }


def _kbits(reading: Reading, *, has_country: bool) -> Words:
    processor, voice = reading.facts.processor, reading.voice
    party = processor.party
    is_formal = processor.privacy_officer_kind == "formal_dpo"
    address = address_line(party.address, voice=voice, has_country=False)
    statement = voice.day(processor.privacy_statement_on)
    return _party(party, voice=voice, has_country=has_country) | {
        "role_label": voice.word(_ROLES_OF_KBITS[reading.facts.client.role]),
        "dpo": _person(party.dpo if is_formal else None, nobody=voice.word("none_appointed")),
        "has_formal_dpo": is_formal,
        "privacy_email": processor.privacy_email,
        "instruction_email": processor.instruction_email,
        "phone": phone(processor.phone),
        "letterhead": " · ".join(part for part in (address, _office_email(processor)) if part),
        "privacy_statement": (
            f"{voice.word('privacy_statement_of')} {statement}"
            if statement
            else voice.word("privacy_statement")
        ),
    }


def _office_email(processor: ProcessorFacts) -> str:
    return processor.privacy_email or processor.general_email


def _party(party: Party, *, voice: Voice, has_country: bool) -> Words:
    kind = party.register_kind
    signatories = [_signatory(person, voice=voice) for person in party.signatories]
    lines = [str(row["line"]) for row in signatories]
    return {
        "legal_name": party.legal_name,
        "trade_name": party.trade_name,
        "has_trade_name": bool(party.trade_name),
        "legal_form": party.legal_form,
        "has_legal_form": bool(party.legal_form),
        "register_kind_label": voice.term(kind),
        "register_no": register_numbers.shown(kind.key if kind else "", party.register_no),
        "address_label": voice.word("address" if party.is_natural_person else "registered_office"),
        "address": address_line(party.address, voice=voice, has_country=has_country),
        "signatories": signatories,
        "represented_by": voice.stacked(lines),
        "contact": _person(party.contact),
        "has_second_signatory": len(lines) > 1,
        "first_signatory": lines[0] if lines else "",
        "second_signatory": lines[1] if len(lines) > 1 else "",
    }


def _signatory(person: Signatory, *, voice: Voice) -> Words:
    day = voice.day(person.mandate_on)
    mandate = f"{voice.word('mandate_of')} {day}" if day else ""
    capacity = voice.term(person.capacity)
    return {
        "name": person.name,
        "capacity": capacity,
        "mandate": mandate,
        "has_mandate": bool(mandate),
        "line": joined(person.name, capacity, mandate),
    }


def _person(person: Person | None, *, nobody: str = "") -> Words:
    """A person; where there is none, `nobody` stands in the place of the name."""
    if person is None:
        return {"name": nobody, "position": "", "email": "", "phone": "", "line": nobody}
    number = phone(person.phone)
    return {
        "name": person.name,
        "position": person.position,
        "email": person.email,
        "phone": number,
        "line": joined(person.name, person.position, person.email, number),
    }


def _contacts(client: Party, kbits: Party, *, voice: Voice) -> list[Words]:
    """One row a subject, or several where a party names several persons for it."""
    points: dict[str, ContactPoint] = {}
    for point in (*client.contacts, *kbits.contacts):
        points.setdefault(point.subject.key, point)
    known = [key for key in _SUBJECTS if key in points]
    others = [key for key in points if key not in _SUBJECTS]
    rows: list[Words] = []
    for key in known + others:
        ours = _for_subject(kbits, key, has_fallback=True)
        theirs = _for_subject(client, key, has_fallback=key not in _NAMED_BY_CLIENT)
        nobody = "" if key in _NAMED_BY_CLIENT else voice.word("none_masculine")
        rows.extend(
            {
                "subject": voice.term(points[key].subject),
                "client": _person(_at(theirs, place), nobody=nobody),
                "kbits": _person(_at(ours, place), nobody=nobody),
            }
            for place in range(max(len(ours), len(theirs), 1))
        )
    return rows


def _for_subject(party: Party, key: str, *, has_fallback: bool) -> list[Person]:
    """The persons for a subject; a party's general contact where it named nobody.

    A second contact is never made up: the general contact may be the first one already.
    """
    named = [point.person for point in party.contacts if point.subject.key == key]
    if named or party.contact is None or not has_fallback or key == _SECOND_CONTACT:
        return named
    return [party.contact]


def _at(persons: list[Person], place: int) -> Person | None:
    """The person in this place of a list; a shorter list repeats its last one."""
    return persons[min(place, len(persons) - 1)] if persons else None


def _authority(authority: Authority | None, *, voice: Voice) -> Words:
    if authority is None:
        return {"name": "", "address": "", "email": "", "has_email": False}
    return {
        "name": voice.of(authority.name),
        "address": voice.of(authority.address),
        "email": authority.email,
        "has_email": bool(authority.email),
    }


def _end_controller(row: EndController) -> Words:
    return {"name": row.name, "address": row.address, "contact": row.contact}


def _is_belgian(party: Party) -> bool:
    """Is the seat in Belgium? An address without country is taken for a Belgian one."""
    country = party.address.country
    return country is None or country.key.upper() == "BE"
