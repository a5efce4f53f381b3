"""Table of cases: the parties, their signatories and their contacts."""

from dataclasses import replace

from dpa_manager.domain.parties import EndController, Person
from tests.domain.completeness.changed_cases import (
    FACTS,
    row,
    with_client,
    with_contact,
    with_own_party,
    with_party,
    with_processor,
)
from tests.domain.completeness.complete_template import complete_case
from tests.domain.completeness.complete_words import UNITED_STATES

COMPLETE = complete_case()
PARTY = FACTS.client.party
DIRECTOR, PROXY = PARTY.signatories
AN = PARTY.contact or Person()
ADDRESS = PARTY.address
AUTHORITY = FACTS.client.authority
NO_PHONE = replace(AN, phone="")


def _address(**changes: object):
    return with_party(address=replace(ADDRESS, **changes))


def _controllers(*controllers: EndController):
    return with_client(role="processor", end_controllers=controllers)


CASES = (
    row("R-ENG-1", "no title", "title", complete_case(title=" "), complete_case(title="A")),
    row("R-ENG-1", "no reference", "engagement", complete_case(engagement=""), COMPLETE),
    row("R-PRE-1", "no legal name", "client.legal_name", with_party(legal_name=""), COMPLETE),
    row("R-PRE-1", "no street", "client.address.street", _address(street=" "), COMPLETE),
    row("R-PRE-1", "no city", "client.address.city", _address(city=""), COMPLETE),
    row("R-PRE-1", "no country", "client.address.country", _address(country=None), COMPLETE),
    row(
        "R-PRE-1",
        "a Belgian address without a postcode",
        "client.address.postcode",
        _address(postcode=""),
        _address(postcode="", country=UNITED_STATES),
    ),
    row("R-PRE-1", "no number", "client.register_no", with_party(register_no=""), COMPLETE),
    row(
        "R-PRE-1",
        "no number kind",
        "client.register_kind",
        with_party(register_kind=None),
        COMPLETE,
    ),
    row("R-PRE-1", "nobody signs", "client.signatories", with_party(signatories=()), COMPLETE),
    row(
        "R-PRE-1",
        "a signatory without a name",
        "client.signatories.1.name",
        with_party(signatories=(replace(DIRECTOR, name=""),)),
        with_party(signatories=(DIRECTOR,)),
    ),
    row(
        "R-PRE-1",
        "a signatory without a capacity",
        "client.signatories.2.capacity",
        with_party(signatories=(DIRECTOR, replace(PROXY, capacity=None))),
        with_party(signatories=(DIRECTOR, PROXY)),
    ),
    row("R-PRE-1", "no contact", "client.contact", with_party(contact=None), COMPLETE),
    row(
        "R-PRE-1",
        "a contact without an e-mail address",
        "client.contact",
        with_party(contact=replace(AN, email="")),
        with_party(contact=replace(AN, phone="")),
    ),
    row("R-PRE-1", "a nameless DPO", "client.dpo", with_party(dpo=Person()), with_party(dpo=None)),
    row(
        "R-PRE-1",
        "a nameless representative in the Union",
        "client.eu_representative",
        with_party(eu_representative=Person()),
        with_party(eu_representative=AN),
    ),
    row(
        "R-PRE-1",
        "KBITS without a number",
        "processor.register_no",
        with_own_party(register_no=""),
        COMPLETE,
    ),
    row(
        "R-FORM-1",
        "a company without a legal form",
        "client.legal_form",
        with_party(legal_form=""),
        with_party(legal_form="", is_natural_person=True),
    ),
    row("R-AUTH-1", "no authority", "client.authority", with_client(authority=None), COMPLETE),
    row(
        "R-AUTH-1",
        "an authority without an address",
        "client.authority",
        with_client(authority=replace(AUTHORITY, address=type(AUTHORITY.address)())),
        with_client(authority=replace(AUTHORITY, email="")),
    ),
    row(
        "R-ENDC-1",
        "a processor that names no controller",
        "client.end_controllers",
        _controllers(),
        with_client(role="mixed", end_controllers_note="Twee ziekenhuizen; lijst bij de klant."),
    ),
    row(
        "R-ENDC-1",
        "an end controller without address and contact",
        "client.end_controllers.1.contact",
        _controllers(EndController("Stad Gent")),
        _controllers(EndController("Stad Gent", contact="dpo@gent.example")),
    ),
    row(
        "R-ENDC-1",
        "a nameless end controller",
        "client.end_controllers.1.name",
        _controllers(EndController("", "Botermarkt 1")),
        _controllers(EndController("Stad Gent", "Botermarkt 1")),
    ),
    row(
        "R-OWN-1",
        "no address for instructions",
        "processor.instruction_email",
        with_processor(instruction_email=""),
        with_processor(general_email=""),
    ),
    row("R-OWN-1", "no phone", "processor.phone", with_processor(phone=""), COMPLETE),
    row(
        "R-OWN-1",
        "no e-mail",
        "processor.privacy_email",
        with_processor(privacy_email=""),
        COMPLETE,
    ),
    row(
        "R-OWN-1",
        "an undated statement",
        "processor.privacy_statement_on",
        with_processor(privacy_statement_on=None),
        COMPLETE,
    ),
    row(
        "R-OWN-2",
        "a formal officer without a name",
        "processor.dpo",
        with_processor(privacy_officer_kind="formal_dpo"),
        with_processor(
            privacy_officer_kind="formal_dpo", party=replace(FACTS.processor.party, dpo=AN)
        ),
    ),
    row(
        "R-SIGN-1i",
        "an unconfirmed authority",
        "client.signatories.1",
        with_party(signatories=(replace(DIRECTOR, is_authority_confirmed=False),)),
        with_party(signatories=(DIRECTOR,)),
    ),
    row(
        "R-SIGN-3",
        "a proxy holder without a dated mandate",
        "client.signatories.1.mandate_on",
        with_party(signatories=(replace(PROXY, mandate_on=None),)),
        with_party(signatories=(replace(DIRECTOR, mandate_on=None),)),
    ),
    row(
        "R-SIGN-4",
        "three signatories",
        "client.signatories",
        with_party(signatories=(DIRECTOR, PROXY, DIRECTOR)),
        with_party(signatories=(DIRECTOR, PROXY)),
    ),
    row(
        "R-SIGN-5",
        "no signature level",
        "client.min_signature_level",
        with_client(min_signature_level=None),
        with_client(is_signed_on_paper=True),
    ),
    row(
        "R-CON-1",
        "nobody for audits at the client",
        "client.contacts.audits",
        with_contact("audits", None),
        with_contact("audits", NO_PHONE),
    ),
    row(
        "R-CON-1",
        "a second breach contact without an e-mail address",
        "client.contacts.breaches_second",
        with_contact("breaches_second", replace(AN, email="")),
        with_contact("breaches_second", AN),
    ),
    row(
        "R-CON-1",
        "nobody for instructions at KBITS",
        "processor.contacts.instructions",
        with_contact("instructions", None, is_own=True),
        # The client's own row is R-PRE-7.
        with_contact("instructions", None),
    ),
    row(
        "R-CON-2",
        "a breach contact without a phone number",
        "client.contacts.breaches.phone",
        with_contact("breaches", NO_PHONE),
        with_contact("instructions", NO_PHONE),
    ),
    row(
        "R-CON-2",
        "KBITS's second breach contact without a phone number",
        "processor.contacts.breaches_second.phone",
        with_contact("breaches_second", NO_PHONE, is_own=True),
        with_contact("end", NO_PHONE, is_own=True),
    ),
)
