"""Rules about the parties: who they are, who signs, which authority is competent."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import party_name, sides
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    INFO,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
)
from dpa_manager.domain.parties import Party, Person

book = Rulebook()

SIGNATURE_PLACES_A_PARTY = 2
PROXY_HOLDER = "proxy_holder"


def _parties(case: DraftCase) -> tuple[tuple[str, Party], ...]:
    return sides(case.facts.client, case.facts.processor)


@book.rule("R-ENG-1", BLOCK, article="28(3)", field="engagement")
def engagement_is_named(case: DraftCase) -> Iterator[Finding]:
    """The engagement has a reference and a name, since both are printed."""
    for name in ("engagement", "title"):
        if not getattr(case.facts, name).strip():
            yield found(name, missing=name_of(name))


@book.rule("R-PRE-1", BLOCK, article="28(3)", field="client")
def parties_are_identified(case: DraftCase) -> Iterator[Finding]:
    """A party has a name, an address, a register number, a signatory with capacity, a contact."""
    for side, party in _parties(case):
        for path, name in _missing_of(party):
            yield found(
                f"{side}.{path}",
                subject=party.legal_name,
                party=party_name(side, party),
                missing=name_of(name),
            )


def _missing_of(party: Party) -> Iterator[tuple[str, str]]:
    if not party.legal_name.strip():
        yield "legal_name", "legal_name"
    yield from missing_of_address(party)
    if party.register_kind is None:
        yield "register_kind", "register_kind"
    if not party.register_no.strip():
        yield "register_no", "register_no"
    yield from _missing_of_signatories(party)
    yield from _missing_of_persons(party)


def missing_of_address(party: Party) -> Iterator[tuple[str, str]]:
    """Paths and names of the parts of the address that are missing."""
    address = party.address
    if not address.street.strip():
        yield "address.street", "street"
    if not address.city.strip():
        yield "address.city", "city"
    if address.country is None:
        yield "address.country", "country"
    elif address.country.key == "BE" and not address.postcode.strip():
        yield "address.postcode", "postcode"


def _missing_of_signatories(party: Party) -> Iterator[tuple[str, str]]:
    if not party.signatories:
        yield "signatories", "signatory"
    for place, signatory in enumerate(party.signatories, start=1):
        if not signatory.name.strip():
            yield f"signatories.{place}.name", "signatory"
        if signatory.capacity is None:
            yield f"signatories.{place}.capacity", "capacity"


def _missing_of_persons(party: Party) -> Iterator[tuple[str, str]]:
    if not _is_reachable(party.contact):
        yield "contact", "privacy_contact"
    if party.dpo is not None and not _is_reachable(party.dpo):
        yield "dpo", "dpo"
    if party.eu_representative is not None and not _is_reachable(party.eu_representative):
        yield "eu_representative", "eu_representative"


def _is_reachable(person: Person | None) -> bool:
    return person is not None and bool(person.name.strip() and person.email.strip())


@book.rule("R-FORM-1", WARN, article="28(3)", field="client.legal_form")
def company_has_a_legal_form(case: DraftCase) -> Iterator[Finding]:
    """The legal form decides who is the party: a company or a person."""
    for side, party in _parties(case):
        if not party.is_natural_person and not party.legal_form.strip():
            yield found(
                f"{side}.legal_form", subject=party.legal_name, party=party_name(side, party)
            )


@book.rule("R-AUTH-1", BLOCK, article="28(3), 51", field="client.authority")
def authority_is_known(case: DraftCase) -> Iterator[Finding]:
    """Annex I.E names the competent supervisory authority with its address."""
    authority = case.facts.client.authority
    if authority is None or not authority.name or not authority.address:
        yield found("client.authority")


@book.rule(
    "R-ENDC-1",
    BLOCK,
    article="28(4), 30(2)(a)",
    field="client.end_controllers",
    applies=lambda case: case.facts.client.role in ("processor", "mixed"),
)
def end_controllers_are_known(case: DraftCase) -> Iterator[Finding]:
    """A client that is itself a processor names its controllers, or says why it may not."""
    client = case.facts.client
    if not client.end_controllers and not client.end_controllers_note.strip():
        yield found("client.end_controllers", missing=name_of("end_controllers"))
    for place, controller in enumerate(client.end_controllers, start=1):
        path = f"client.end_controllers.{place}"
        if not controller.name.strip():
            yield found(f"{path}.name", missing=name_of("name"))
        if not (controller.address.strip() or controller.contact.strip()):
            yield found(
                f"{path}.contact", subject=controller.name, missing=name_of("address_or_contact")
            )


@book.rule("R-OWN-1", BLOCK, article="28(3)", field="processor")
def processor_is_reachable(case: DraftCase) -> Iterator[Finding]:
    """KBITS's addresses and the date of its privacy statement are printed."""
    processor = case.facts.processor
    for name in ("privacy_email", "instruction_email", "phone"):
        if not getattr(processor, name).strip():
            yield found(f"processor.{name}", missing=name_of(name))
    if processor.privacy_statement_on is None:
        yield found("processor.privacy_statement_on", missing=name_of("privacy_statement_on"))


@book.rule("R-OWN-2", BLOCK, article="37(7)", field="processor.dpo")
def formal_officer_is_named(case: DraftCase) -> Iterator[Finding]:
    """Whoever says that it has a data protection officer names that person."""
    processor = case.facts.processor
    if processor.privacy_officer_kind == "formal_dpo" and processor.party.dpo is None:
        yield found("processor.dpo")


@book.rule("R-SIGN-1i", INFO, article="28(9)", field="client.signatories")
def authority_to_sign_is_confirmed(case: DraftCase) -> Iterator[Finding]:
    """A signatory's power to bind the party was checked.

    DOMAIN 7.1 asks for it on the way from agreed to signing, where R-SIGN-1 blocks; a draft only
    tells, so that a text can be written and read while a mandate is still on its way.
    """
    for side, party in _parties(case):
        for place, signatory in enumerate(party.signatories, start=1):
            if signatory.name.strip() and not signatory.is_authority_confirmed:
                yield found(
                    f"{side}.signatories.{place}",
                    subject=signatory.name,
                    person=signatory.name,
                    party=party_name(side, party),
                )


@book.rule("R-SIGN-3", WARN, article="28(9)", field="client.signatories")
def mandate_is_dated(case: DraftCase) -> Iterator[Finding]:
    """Who signs by mandate has a mandate with a date, which is printed under the name."""
    for side, party in _parties(case):
        for place, signatory in enumerate(party.signatories, start=1):
            is_proxy = signatory.capacity and signatory.capacity.key == PROXY_HOLDER
            if is_proxy and signatory.mandate_on is None:
                yield found(
                    f"{side}.signatories.{place}.mandate_on",
                    subject=signatory.name,
                    person=signatory.name,
                    party=party_name(side, party),
                )


@book.rule("R-SIGN-4", BLOCK, article="28(9)", field="client.signatories")
def signatories_have_a_place(case: DraftCase) -> Iterator[Finding]:
    """The signature block has two places a party."""
    for side, party in _parties(case):
        if len(party.signatories) > SIGNATURE_PLACES_A_PARTY:
            yield found(
                f"{side}.signatories", subject=party.legal_name, party=party_name(side, party)
            )


@book.rule("R-SIGN-5", BLOCK, article="28(9)", field="client.min_signature_level")
def signature_level_is_agreed(case: DraftCase) -> Iterator[Finding]:
    """The level of signature is printed, so it must be chosen."""
    if case.facts.client.min_signature_level is None:
        yield found("client.min_signature_level")
