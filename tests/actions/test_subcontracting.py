"""The register of sub-processors and recipients, and what clients say to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dpa_manager.actions import directing, mapping, subcontracting
from dpa_manager.actions.mapping import TypedFlow
from dpa_manager.actions.subcontracting import TypedLink, TypedSubprocessor, TypedTransfer
from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.domain.errors import Conflict, DomainError, NotFound, Refused
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import (
    Authorisation,
    EngagementRecipient,
    Recipient,
    Subprocessor,
    Transfer,
)
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import (
    SUPPLIER,
    acts,
    add_client,
    add_recipient,
    add_supplier,
    doing,
    engage,
    start_firm,
    words,
)

SURVEYLOOP = TypedOrganisation("Surveyloop Inc.", country_code="US", city="Austin")


@pytest.fixture
def engagement(toolbox):
    start_firm(toolbox)
    return engage(toolbox, add_client(toolbox))


def listed(engagement, toolbox, supplier, on=None):
    """The row of Annex IV.A for the only flow, which goes to the supplier."""
    flow = TypedFlow(1, "client_staff", "email", "subprocessor", supplier.reference)
    mapping.replace_matrix(engagement, [flow], **doing(toolbox))
    (row,) = gather_facts(engagement.reference, on=on or toolbox.today()).subprocessors
    return row


def test_references_count_up_in_each_register(toolbox):
    suppliers = [add_supplier(toolbox, TypedOrganisation(name)) for name in ("A", "B")]
    receivers = [add_recipient(toolbox, name) for name in ("A", "B")]
    assert [one.reference for one in suppliers] == ["SUB-0001", "SUB-0002"]
    assert [one.reference for one in receivers] == ["REC-0001", "REC-0002"]


def test_a_sub_processor_is_told_with_contact_places_and_chain(engagement, toolbox):
    supplier = add_supplier(
        toolbox,
        access_from=(("US", "support"),),
        chain=(TypedLink("Kluis BV", "Dok 2", "dpo@kluis.example", "BE", is_listed=False),),
    )
    told = listed(engagement, toolbox, supplier)
    assert told.party.legal_name == "Noordzee Hosting NV"
    assert told.party.register_no == "0999006067"
    assert told.contact.email == "lies@noordzee.example"
    assert told.is_mirror_check_complete
    assert told.is_outside_eea
    assert [(t.country.key, t.mechanism) for t in told.transfers] == [("US", None)]
    assert (told.chain[0].country.key, told.chain[0].is_listed) == ("BE", False)


def test_a_link_of_the_chain_outside_the_eea_needs_a_ground_too(engagement, toolbox):
    link = TypedLink("Night Shift Ltd", "1 Road, Pune", "dpo@night.example", "IN")
    told = listed(engagement, toolbox, add_supplier(toolbox, chain=(link,)))
    assert not told.chain[0].is_eea
    assert told.is_outside_eea
    assert [(t.country.key, t.mechanism) for t in told.transfers] == [("IN", None)]


def test_norway_is_inside_the_eea(engagement, toolbox):
    told = listed(engagement, toolbox, add_supplier(toolbox, locations=(("NO", "datacentre"),)))
    assert (told.is_outside_eea, told.transfers) == (False, ())


def test_a_contract_that_lacks_a_duty_is_no_mirror(engagement, toolbox):
    supplier = add_supplier(toolbox)
    contract = subcontracting.TypedContract(date(2026, 1, 1), mirrored_duties=MIRRORED_DUTIES[:-1])
    subcontracting.record_contract(supplier, contract, **doing(toolbox))
    assert not listed(engagement, toolbox, supplier).is_mirror_check_complete


@pytest.mark.parametrize(
    ("country", "is_listed", "on", "is_adequate"),
    [
        ("US", True, date(2026, 11, 24), True),
        ("US", False, date(2026, 11, 24), False),
        ("GB", False, date(2031, 12, 27), True),
        ("GB", False, date(2031, 12, 28), False),
        ("IN", True, date(2026, 11, 24), False),
        ("BR", False, date(2026, 1, 25), False),
        ("BR", False, date(2026, 1, 26), True),
    ],
)
def test_adequacy_is_that_of_the_day_and_of_the_organisation(
    engagement, toolbox, country, is_listed, on, is_adequate
):
    supplier = add_supplier(toolbox, SURVEYLOOP, locations=((country, "datacentre"),))
    ground = TypedTransfer(country, "adequacy", is_listed=is_listed, checked_on=date(2026, 3, 1))
    subcontracting.set_transfers(supplier, [ground], **doing(toolbox))
    (transfer,) = listed(engagement, toolbox, supplier, on=on).transfers
    assert transfer.is_adequate is is_adequate
    assert transfer.checked_on == date(2026, 3, 1)
    if is_adequate:
        assert transfer.document
        assert transfer.needs_organisation_listing is (country == "US")


def test_clauses_are_told_with_their_module_and_without_the_end_of_a_decision(engagement, toolbox):
    supplier = add_supplier(toolbox, SURVEYLOOP, locations=(("GB", "datacentre"),))
    ground = TypedTransfer(
        "GB", "scc_m3", document="Clauses of May", impact_assessment_on=date(2026, 5, 1)
    )
    subcontracting.set_transfers(supplier, [ground], **doing(toolbox))
    (told,) = listed(engagement, toolbox, supplier).transfers
    assert (told.mechanism.key, told.module, told.adequacy_expires_on) == ("scc_m3", "3", None)
    assert told.impact_assessment_on == date(2026, 5, 1)


def test_the_dpos_yes_covers_all_grounds_of_one_target(engagement, toolbox):
    supplier = add_supplier(toolbox, SURVEYLOOP, locations=(("US", "datacentre"),))
    grounds = [TypedTransfer("US", "d_contract"), TypedTransfer("IN", "scc_m3")]
    subcontracting.set_transfers(supplier, grounds, **doing(toolbox))
    subcontracting.approve_transfers(supplier, **doing(toolbox))
    assert {row.is_dpo_approved for row in Transfer.select()} == {True}
    before = acts()
    subcontracting.approve_transfers(supplier, **doing(toolbox))
    assert acts() == before


@pytest.mark.parametrize(
    "grounds",
    [
        [TypedTransfer("XX", "adequacy")],
        [TypedTransfer("US", "trust")],
        [TypedTransfer("US", "adequacy", fallback_key="hope")],
        [TypedTransfer("US", "adequacy"), TypedTransfer("US", "scc_m3")],
        [TypedTransfer("US", "adequacy", document="x" * 3000)],
    ],
)
def test_refused_grounds_leave_those_before(toolbox, grounds):
    supplier = add_supplier(toolbox)
    subcontracting.set_transfers(supplier, [TypedTransfer("GB", "adequacy")], **doing(toolbox))
    before = acts()
    with pytest.raises(DomainError):
        subcontracting.set_transfers(supplier, grounds, **doing(toolbox))
    assert [row.country_code for row in Transfer.select()] == ["GB"]
    assert acts() == before


@pytest.mark.parametrize(
    "typed",
    [
        TypedSubprocessor(replace(SUPPLIER, legal_name="")),
        TypedSubprocessor(replace(SUPPLIER, register_no="0999.006.068")),
        TypedSubprocessor(SUPPLIER, contact_email="x"),
        TypedSubprocessor(SUPPLIER, locations=(("BE", "cloud nine"),)),
        TypedSubprocessor(SUPPLIER, kinds=("magic",)),
        TypedSubprocessor(SUPPLIER, state="asleep"),
        TypedSubprocessor(SUPPLIER, chain=(TypedLink(""),)),
        TypedSubprocessor(SUPPLIER, service=Phrase(fr="x" * 3000)),
    ],
)
def test_a_refused_sub_processor_leaves_no_row_and_no_event(toolbox, typed):
    with pytest.raises(Refused):
        subcontracting.add_subprocessor(typed, **doing(toolbox))
    assert Subprocessor.select().count() == 0
    assert acts() == []


def test_the_same_legal_person_is_in_a_register_once(toolbox):
    add_supplier(toolbox)
    add_recipient(toolbox)
    before = acts()
    with pytest.raises(Conflict):
        add_supplier(toolbox, replace(SUPPLIER, legal_name="Noordzee"))
    with pytest.raises(Conflict):
        add_recipient(toolbox)
    assert acts() == before


def test_a_change_of_a_sub_processor_is_told_once(toolbox):
    supplier = add_supplier(toolbox)
    before = acts()
    typed = TypedSubprocessor(replace(SUPPLIER, city="Ostend"), state="retiring")
    for _ in range(2):
        subcontracting.change_subprocessor(supplier, typed, **doing(toolbox))
    assert acts() == [*before, "sub-processor changed"]
    assert Subprocessor.get().city == "Ostend"


def test_an_authorisation_holds_from_its_day_until_it_is_withdrawn(engagement, toolbox):
    supplier, client, today = add_supplier(toolbox), engagement.client, toolbox.today()
    assert not listed(engagement, toolbox, supplier).is_authorised
    said = directing.TypedAuthorisation("general", today, "Agreement", "An Peeters")
    directing.authorise(client, supplier, said, **doing(toolbox))
    day = timedelta(days=1)

    def is_authorised(on):
        return listed(engagement, toolbox, supplier, on=on).is_authorised

    assert [is_authorised(today - day), is_authorised(today)] == [False, True]
    directing.withdraw_authorisation(client, supplier, withdrawn_on=today + day, **doing(toolbox))
    assert [is_authorised(today), is_authorised(today + day)] == [True, False]
    directing.authorise(client, supplier, said, **doing(toolbox))
    assert is_authorised(today + day)
    assert Authorisation.select().count() == 1


def test_what_was_never_authorised_is_not_withdrawn(engagement, toolbox):
    supplier = add_supplier(toolbox)
    with pytest.raises(NotFound):
        directing.withdraw_authorisation(
            engagement.client, supplier, withdrawn_on=toolbox.today(), **doing(toolbox)
        )
    with pytest.raises(Refused):
        directing.authorise(
            engagement.client,
            supplier,
            directing.TypedAuthorisation("silent", toolbox.today()),
            **doing(toolbox),
        )
    assert Authorisation.select().count() == 0


def test_a_listed_sub_processor_keeps_its_number_and_says_how_its_task_is_marked_off(
    engagement, toolbox
):
    first, second = add_supplier(toolbox), add_supplier(toolbox, SURVEYLOOP)
    starts_on = toolbox.today() + timedelta(days=40)
    for supplier in (second, first, second):
        directing.list_on_engagement(
            engagement,
            supplier,
            delimitation=words("Storage only"),
            starts_on=starts_on,
            **doing(toolbox),
        )
    told = listed(engagement, toolbox, first)
    assert (told.number, told.delimitation) == (2, words("Storage only"))
    # Whoever begins later is not there since today: the time to object is judged (R-SUB-6).
    assert (told.since_on, told.starts_on) == (None, starts_on)


def test_a_recipient_is_told_with_purpose_and_instruction(engagement, toolbox):
    receiver = add_recipient(toolbox, street="Laan 8", postcode="9100", city="Sint-Niklaas")
    told = directing.TypedDirection(words("Repairing the grid"), date(2026, 10, 1))
    directing.direct_recipient(engagement, receiver, told, **doing(toolbox))
    flow = TypedFlow(1, "client_staff", "email", "recipient", receiver.reference)
    mapping.replace_matrix(engagement, [flow], **doing(toolbox))
    (row,) = gather_facts(engagement.reference, on=toolbox.today()).recipients
    assert (row.number, row.purpose, row.instruction_on) == (1, told.purpose, date(2026, 10, 1))
    assert row.address == "Laan 8, 9100 Sint-Niklaas"
    assert (row.group.key, row.kind.words.en) == ("controller_directed", "independent controller")


@pytest.mark.parametrize(
    ("group", "typed", "field"),
    [
        ("controller_directed", directing.TypedDirection(words("x")), "instruction_on"),
        (
            "commercial_partners",
            directing.TypedDirection(words("x"), date(2026, 1, 1)),
            "event",
        ),
        (
            "commercial_partners",
            directing.TypedDirection(words("x"), None, "Open day"),
            "instruction_on",
        ),
    ],
)
def test_the_conditions_of_a_group_of_recipients_are_kept(engagement, toolbox, group, typed, field):
    receiver = add_recipient(toolbox, group_key=group)
    before = acts()
    with pytest.raises(Refused) as refusal:
        directing.direct_recipient(engagement, receiver, typed, **doing(toolbox))
    assert refusal.value.field == field
    assert EngagementRecipient.select().count() == 0
    assert acts() == before


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"group_key": "friends"},
        {"kind_key": "sub_processor"},
        {"kind_key": "nobody"},
        {"country_code": "XX"},
        {"contact_email": "a b"},
    ],
)
def test_a_refused_recipient_leaves_no_row_and_no_event(toolbox, typed):
    with pytest.raises(Refused):
        add_recipient(toolbox, **({"name": "Post"} | typed))
    assert Recipient.select().count() == 0
    assert acts() == []
