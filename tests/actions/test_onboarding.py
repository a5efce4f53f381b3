"""Clients and their contacts."""

from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.actions import onboarding
from dpa_manager.actions.onboarding import TypedClient, TypedEndController
from dpa_manager.domain.errors import Conflict, DomainError, Refused
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.models import Client, Contact, ContactRole, EndController
from dpa_manager.models.event import EventPersonal
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import CLIENT, acts, add_client, doing, engage, start_firm

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'


def test_a_client_gets_what_is_usual_at_its_place(toolbox):
    client = onboarding.add_client(TypedClient(CLIENT), **doing(toolbox))
    row = Client.get()
    assert row == client
    assert (row.register_no, row.region, row.language, row.authority_key) == (
        "0999001020",
        "flanders",
        "nl",
        "gba",
    )
    assert acts() == ["client added"]


def test_a_public_body_in_flanders_has_the_flemish_authority_unless_it_says_otherwise(toolbox):
    typed = TypedClient(CLIENT, public_body="flemish")
    client = onboarding.add_client(typed, **doing(toolbox))
    assert client.authority_key == "vtc"
    onboarding.change_client(client, replace(typed, authority_key="gba"), **doing(toolbox))
    assert Client.get().authority_key == "gba"


def test_in_brussels_the_language_is_chosen(toolbox):
    brussels = replace(CLIENT, postcode="1000", city="Brussel")
    with pytest.raises(Refused) as refusal:
        onboarding.add_client(TypedClient(brussels), **doing(toolbox))
    assert refusal.value.field == "language"
    client = onboarding.add_client(TypedClient(brussels, language="en"), **doing(toolbox))
    assert (client.region, client.language) == ("brussels", "en")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("kbo", "BE 1000.000.021", "1000000021"),
        ("siren", "732 829 320", "732829320"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("kvk", "12345678", "12345678"),
        ("other", "HRB 1234", "HRB 1234"),
        ("", "", ""),
    ],
)
def test_register_numbers_of_each_kind_are_taken(toolbox, kind, typed, kept):
    organisation = replace(CLIENT, register_kind=kind, register_no=typed)
    assert onboarding.add_client(TypedClient(organisation), **doing(toolbox)).register_no == kept


def test_a_hostile_name_is_kept_letter_by_letter(toolbox):
    client = onboarding.add_client(
        TypedClient(replace(CLIENT, legal_name=HOSTILE)), **doing(toolbox)
    )
    assert Client.get_by_id(client.id).legal_name == HOSTILE
    told = [row.value for row in EventPersonal.select().where(EventPersonal.name == "client")]
    assert '"legal_name":"Müller & Söhne <\\"Test\\"> O\'Neil {{7*7}} NV"' in told[0]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"legal_name": ""}, "legal_name"),
        ({"legal_name": "x" * 3000}, "legal_name"),
        ({"legal_name": "a\x00"}, "legal_name"),
        ({"legal_name": "\ud83d"}, "legal_name"),
        ({"register_no": "0999.001.021"}, "register_no"),
        ({"register_no": "2999.001.020"}, "register_no"),
        ({"register_kind": "duns"}, "register_kind"),
        ({"register_kind": ""}, "register_kind"),
        ({"country_code": "Belgium"}, "country_code"),
        ({"street": "x\ny"}, "street"),
    ],
)
def test_a_refused_client_leaves_no_row_and_no_event(toolbox, changes, field):
    with pytest.raises(Refused) as refusal:
        onboarding.add_client(TypedClient(replace(CLIENT, **changes)), **doing(toolbox))
    assert refusal.value.field == field
    assert refusal.value.sentence.fr
    assert Client.select().count() == 0
    assert acts() == []


@pytest.mark.parametrize(
    "typed",
    [
        TypedClient(CLIENT, role="owner"),
        TypedClient(CLIENT, language="de"),
        TypedClient(CLIENT, public_body="european"),
        TypedClient(CLIENT, authority_key="ico"),
        TypedClient(CLIENT, signature_level_key="none"),
        TypedClient(CLIENT, end_controllers=(TypedEndController("A"), TypedEndController("A"))),
        TypedClient(CLIENT, end_controllers=(TypedEndController(""),)),
        TypedClient(CLIENT, end_controllers_note=Phrase("x" * 3000)),
    ],
)
def test_an_unknown_choice_leaves_no_row_and_no_event(toolbox, typed):
    with pytest.raises(Refused):
        onboarding.add_client(typed, **doing(toolbox))
    assert Client.select().count() == EndController.select().count() == 0
    assert acts() == []


def test_the_same_number_is_no_second_client(toolbox):
    onboarding.add_client(TypedClient(CLIENT), **doing(toolbox))
    typed_otherwise = replace(CLIENT, legal_name="Lichtpunt", register_no="BE0999001020")
    with pytest.raises(Conflict) as refusal:
        onboarding.add_client(TypedClient(typed_otherwise), **doing(toolbox))
    assert refusal.value.field == "register_no"
    assert Client.select().count() == 1
    assert acts() == ["client added"]


def test_a_change_tells_what_was_and_what_is_and_no_change_tells_nothing(toolbox):
    client = onboarding.add_client(TypedClient(CLIENT), **doing(toolbox))
    onboarding.change_client(client, TypedClient(CLIENT), **doing(toolbox))
    assert acts() == ["client added"]
    controllers = (TypedEndController("Stad Gent", "Botermarkt 1"),)
    changed = TypedClient(
        replace(CLIENT, street="Kouter 2"), role="processor", end_controllers=controllers
    )
    onboarding.change_client(client, changed, **doing(toolbox))
    assert acts() == ["client added", "client changed"]
    (told,) = [r.value for r in EventPersonal.select().where(EventPersonal.name == "changed")]
    assert '"street":["Kouter 1","Kouter 2"]' in told
    assert Client.get().street == "Kouter 2"
    assert EndController.get().name == "Stad Gent"
    onboarding.change_client(client, changed, **doing(toolbox))
    assert len(acts()) == 2


def test_a_client_may_keep_its_own_number_and_not_take_anothers(toolbox):
    first = onboarding.add_client(TypedClient(CLIENT), **doing(toolbox))
    other = replace(CLIENT, register_no="0999.002.010")
    onboarding.add_client(TypedClient(other), **doing(toolbox))
    onboarding.change_client(first, TypedClient(replace(CLIENT, city="Ghent")), **doing(toolbox))
    with pytest.raises(Conflict):
        onboarding.change_client(first, TypedClient(other), **doing(toolbox))
    assert Client.get_by_id(first.id).register_no == "0999001020"


def test_a_contact_for_one_engagement_replaces_the_clients_own_for_that_subject(toolbox):
    start_firm(toolbox)
    client = add_client(toolbox)
    here, elsewhere = engage(toolbox, client), engage(toolbox, client)
    onboarding.add_contact(
        client,
        TypedPerson("Bo Maes", email="bo@lichtpunt.example", roles=("breaches", "instructions")),
        engagement=here,
        **doing(toolbox),
    )

    def reached(engagement):
        party = gather_facts(engagement.reference, on=toolbox.today()).client.party
        return {point.subject.key: point.person.name for point in party.contacts}

    assert reached(here)["breaches"] == reached(here)["instructions"] == "Bo Maes"
    assert reached(here)["audits"] == "An Peeters"
    assert set(reached(elsewhere).values()) == {"An Peeters"}


def test_a_contact_given_roles_for_an_engagement_can_lose_them_again(toolbox):
    start_firm(toolbox)
    client = add_client(toolbox)
    engagement = engage(toolbox, client)
    bo = onboarding.add_contact(client, TypedPerson("Bo Maes"), **doing(toolbox))
    onboarding.assign_contact(engagement, bo, roles=["audits"], **doing(toolbox))
    assert ContactRole.select().where(ContactRole.contact == bo).count() == 1
    onboarding.assign_contact(engagement, bo, roles=[], **doing(toolbox))
    assert ContactRole.select().where(ContactRole.contact == bo).count() == 0


def test_a_signatorys_capacity_and_mandate_are_in_the_facts(toolbox):
    start_firm(toolbox)
    client = add_client(toolbox)
    engagement = engage(toolbox, client)
    onboarding.add_contact(
        client,
        TypedPerson(
            "Bo Claes",
            roles=("signatory",),
            capacity_key="proxy_holder",
            mandate_on=date(2026, 5, 3),
        ),
        **doing(toolbox),
    )
    an, bo = gather_facts(engagement.reference, on=toolbox.today()).client.party.signatories
    assert (an.name, an.is_authority_confirmed) == ("An Peeters", True)
    assert (bo.capacity.key, bo.mandate_on, bo.is_authority_confirmed) == (
        "proxy_holder",
        date(2026, 5, 3),
        False,
    )


def test_a_removed_contact_is_in_no_agreement_to_come(toolbox):
    start_firm(toolbox)
    client = add_client(toolbox)
    engagement = engage(toolbox, client)
    onboarding.remove_contact(client, Contact.get(), **doing(toolbox))
    party = gather_facts(engagement.reference, on=toolbox.today()).client.party
    assert (party.contacts, party.signatories, party.contact) == ((), (), None)


@pytest.mark.parametrize(
    "person",
    [
        TypedPerson(""),
        TypedPerson("A", email="a@example.be, b@example.be"),
        TypedPerson("A", phone="ring me"),
        TypedPerson("A", roles=("boss",)),
        TypedPerson("A", capacity_key="emperor"),
        TypedPerson("A", position="x" * 201),
    ],
)
def test_a_refused_contact_leaves_no_row_and_no_event(toolbox, person):
    client = onboarding.add_client(TypedClient(CLIENT), **doing(toolbox))
    with pytest.raises(Refused):
        onboarding.add_contact(client, person, **doing(toolbox))
    assert Contact.select().count() == ContactRole.select().count() == 0
    assert acts() == ["client added"]


def test_a_contact_of_another_client_is_refused_everywhere(toolbox):
    start_firm(toolbox)
    mine = add_client(toolbox)
    other = add_client(toolbox, TypedOrganisation("Other", postcode="9000"))
    foreign = Contact.get(Contact.client == other)
    engagement = engage(toolbox, mine)
    before = acts()
    attempts = (
        lambda: onboarding.change_contact(mine, foreign, TypedPerson("X"), **doing(toolbox)),
        lambda: onboarding.remove_contact(mine, foreign, **doing(toolbox)),
        lambda: onboarding.assign_contact(engagement, foreign, roles=["end"], **doing(toolbox)),
        lambda: onboarding.add_contact(
            other, TypedPerson("X"), engagement=engagement, **doing(toolbox)
        ),
    )
    for attempt in attempts:
        with pytest.raises(DomainError):
            attempt()
    assert acts() == before
    assert Contact.get_by_id(foreign.id).name == "An Peeters"


def test_a_button_that_is_pressed_twice_adds_one_client_and_one_person(toolbox, clock):
    typed = TypedClient(replace(CLIENT, register_kind="", register_no=""))
    person = TypedPerson("An Peeters", email="an@lichtpunt.example")
    client = onboarding.add_client(typed, **doing(toolbox))
    with pytest.raises(Conflict) as second:
        onboarding.add_client(typed, **doing(toolbox))
    onboarding.add_contact(client, person, **doing(toolbox))
    with pytest.raises(Conflict) as third:
        onboarding.add_contact(client, person, **doing(toolbox))

    assert (second.value.code, second.value.field) == ("client-added-just-now", "legal_name")
    assert (third.value.code, third.value.field) == ("contact-exists", "name")
    assert (Client.select().count(), Contact.select().count()) == (1, 1)
    # Later it is another one of the same name, as may be.
    clock.move(minutes=1)
    onboarding.add_client(typed, **doing(toolbox))
    assert Client.select().count() == 2
