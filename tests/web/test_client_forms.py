"""Clients and their contacts in forms: little to fill in, nothing lost, nothing of others."""

import lxml.html
import pytest

from dpa_manager.models import Client, Contact, ContactRole, EndController
from dpa_manager.models.event import Event
from dpa_manager.vocabulary.library import vocabulary
from tests.factories import a_client
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

NEW = "/clients/new"
HOSTILE = "\"><script>alert(1)</script> {{ 7*7 }} %s ' ; DROP TABLE client; --"
BRUGES = {
    "register_no": "BE 0999.003.097",
    "legal_name": "Brouwershof Retail",
    "legal_form": "NV",
    "street": "Gildestraat 4",
    "postcode": "2800",
    "city": "Mechelen",
    "language": "",
}
AN = {"name": "An Peeters", "email": "an@brouwershof.example", "phone": "015 00 00 01"}


@pytest.fixture
def manager(app):
    return sign_in(app, a_member_of_staff("account-manager"))


def send(browser, path, changes, *, holding="legal_name", of=None):
    """Send the form of `path` with `changes`; `of` is an older copy of its page."""
    return browser.post(path, data=sent(of or browser.get(path).text, changes, holding=holding))


def roles_of(contact):
    rows = ContactRole.select().where(ContactRole.contact == contact)
    return {(row.role, row.engagement_id) for row in rows}


def last_act():
    return Event.select().order_by(Event.id.desc()).first().act


def test_a_client_takes_seven_fields_and_leads_to_its_first_contact(manager):
    answer = send(manager, NEW, BRUGES)

    client = Client.get(Client.legal_name == "Brouwershof Retail")
    assert answer.status_code == 303
    assert answer.location == f"/clients/{client.public_id}/contacts/new"
    assert (client.register_no, client.language, client.authority_key) == (
        "0999003097", "nl", "gba",
    )  # fmt: skip
    assert (client.role, client.country_code, client.region) == ("controller", "BE", "flanders")


def test_the_account_manager_who_adds_a_client_may_change_it(manager):
    send(manager, NEW, BRUGES)
    client = Client.get(Client.legal_name == "Brouwershof Retail")

    page = manager.get(f"/clients/{client.public_id}/edit")

    assert page.status_code == 200
    assert 'value="0999.003.097"' in page.text


def test_a_known_number_leads_to_the_client_that_has_it(manager):
    known = Client.get()

    answer = send(manager, NEW, BRUGES | {"register_no": "0999002010"})

    assert answer.status_code == 400
    assert f'href="/clients/{known.public_id}"' in answer.text
    assert 'value="0999.002.010"' in answer.text


def test_a_known_number_is_told_even_when_more_is_wrong(manager):
    answer = send(manager, NEW, {"register_no": "0999002010", "legal_name": "X"})

    assert answer.status_code == 400
    assert f'href="/clients/{Client.get().public_id}"' in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("register_no", "0999.003.098"),
        ("register_no", "12"),
        ("legal_name", ""),
        ("legal_name", "x" * 301),
        ("city", "Meche\x00len"),
        ("country_code", "XX"),
        ("role", "king"),
        ("public_body", "royal"),
        ("signature_level_key", "wax"),
    ],
)
def test_a_wrong_value_of_a_client_stands_beside_its_field(manager, field, value):
    answer = send(manager, NEW, BRUGES | {field: value})

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert "Gildestraat 4" in answer.text
    assert not Client.select().where(Client.street == "Gildestraat 4").exists()


def test_in_brussels_the_language_has_to_be_chosen(manager):
    refused = send(manager, NEW, BRUGES | {"postcode": "1000", "city": "Brussel"})
    chosen = send(manager, NEW, BRUGES | {"postcode": "1000", "language": "fr"})

    assert (refused.status_code, chosen.status_code) == (400, 303)
    assert 'id="language-error"' in refused.text
    assert Client.get(Client.postcode == "1000").language == "fr"


def test_a_client_without_a_number_can_be_added_and_another_one_too(manager):
    for name in ("Eerste", "Tweede"):
        answer = send(manager, NEW, BRUGES | {"register_no": "", "legal_name": name})
        assert answer.status_code == 303

    assert Client.select().where(Client.register_no == "").count() == 2


def test_a_row_is_added_without_a_script_and_keeps_what_was_typed(manager):
    typed = BRUGES | {"role": "processor", "end_controllers-0-name": "Stad Mechelen"}

    more = send(manager, NEW, typed | {"add": "end_controllers"})
    page = more.text
    answer = send(manager, NEW, {"end_controllers-1-name": "Stad Gent"}, of=page)

    assert more.status_code == 200
    assert "Stad Mechelen" in page
    assert answer.status_code == 303
    assert [row.name for row in EndController.select()] == ["Stad Gent", "Stad Mechelen"]


def test_no_browser_asks_for_a_controller_behind_the_client(manager):
    page = lxml.html.fromstring(manager.get(NEW).text)

    required = {one.get("name") for one in page.xpath("//*[@required]")}
    assert required == {"legal_name"}


def test_an_emptied_row_is_gone(manager):
    send(manager, NEW, BRUGES | {"end_controllers-0-name": "Stad Mechelen"})
    path = f"/clients/{Client.get(Client.city == 'Mechelen').public_id}/edit"

    assert send(manager, path, {"end_controllers-0-name": ""}).status_code == 303

    assert not EndController.select().exists()


@pytest.mark.parametrize("name", ["²", "-1", "9" * 30, "x", "0-x-0"])
def test_a_strange_number_of_a_row_is_no_fault(manager, name):
    answer = send(manager, NEW, BRUGES | {f"end_controllers-{name}-name": "Stad"})

    assert answer.status_code in (303, 400)


def test_hostile_words_stand_on_the_page_as_they_were_typed(manager):
    sent_words = BRUGES | {"legal_name": HOSTILE, "city": HOSTILE[:100], "register_no": ""}

    assert send(manager, NEW, sent_words).status_code == 303

    client = Client.get(Client.legal_name == HOSTILE)
    page = manager.get(f"/clients/{client.public_id}/edit").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} %s" in page


def test_a_client_sent_as_it_is_changes_nothing(visitor):
    client, events = Client.get(), Event.select().count()
    before = Client.select().dicts().get()

    assert send(visitor, f"/clients/{client.public_id}/edit", {}).status_code == 303

    assert Client.select().dicts().get() == before
    assert Event.select().count() == events


def test_two_people_who_change_the_same_field_see_both_texts(app, visitor):
    path = f"/clients/{Client.get().public_id}/edit"
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    assert send(other, path, {"city": "Heverlee"}, of=theirs).status_code == 303
    answer = send(visitor, path, {"city": "Kessel-Lo"}, of=mine)

    assert answer.status_code == 409
    assert "Heverlee" in answer.text
    assert "Kessel-Lo" in answer.text
    assert Client.get().city == "Heverlee"


def test_two_people_who_change_different_fields_both_are_kept(app, visitor):
    path = f"/clients/{Client.get().public_id}/edit"
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, {"city": "Heverlee"}, of=theirs)
    send(visitor, path, {"street": "Nieuwstraat 1"}, of=mine)

    assert (Client.get().city, Client.get().street) == ("Heverlee", "Nieuwstraat 1")


def test_a_manager_who_does_not_look_after_a_client_changes_nothing_of_it(manager):
    client = Client.get()
    contact = Contact.get(Contact.client == client)
    for path in ("edit", "contacts/new", f"contacts/{contact.public_id}"):
        assert manager.get(f"/clients/{client.public_id}/{path}").status_code == 403


def test_the_first_contact_is_proposed_for_everything_and_signs(manager):
    path = send(manager, NEW, BRUGES).location

    answer = send(manager, path, AN | {"then": "engagement"}, holding="email")

    contact = Contact.get(Contact.name == "An Peeters")
    assert answer.location == f"/engagements/new?client={path.split('/')[2]}"
    every = {(role, None) for role in [*vocabulary().contact_subjects, "signatory"]}
    assert roles_of(contact) == every


@pytest.fixture
def people(visitor):
    """The address of the contacts of the complete client."""
    return f"/clients/{Client.get().public_id}/contacts"


def test_one_person_takes_many_roles_by_ticking_them(visitor, people):
    ticked = {"subjects": ["audits", "end"], "offices": ["dpo"], "is_for_everything": None}

    answer = send(visitor, f"{people}/new", AN | ticked, holding="email")

    contact = Contact.get(Contact.name == "An Peeters")
    assert answer.status_code == 303
    assert {role for role, _ in roles_of(contact)} == {"audits", "end", "dpo"}


def test_a_contact_is_changed_removed_and_taken_back_with_its_roles(visitor, people):
    send(visitor, f"{people}/new", AN | {"subjects": ["audits"]}, holding="email")
    contact = Contact.get(Contact.name == "An Peeters")
    path = f"{people}/{contact.public_id}"

    send(visitor, path, {"name": "An P.", "is_signatory": "y"}, holding="email")
    visitor.submit(f"{path}/remove", on=path)
    removed = Contact.get_by_id(contact.id)
    page = visitor.get(f"/clients/{Client.get().public_id}").text
    visitor.submit(f"{path}/restore", on=path)

    back = Contact.get_by_id(contact.id)
    assert (removed.is_active, back.is_active, back.name) == (False, True, "An P.")
    assert f"{path}/restore" in page
    assert {role for role, _ in roles_of(back)} == {"audits", "signatory"}
    assert last_act() == "contact restored"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("email", "a@b"), ("phone", "call me"), ("mandate_on", "soon")],
)
def test_a_wrong_value_of_a_contact_stands_beside_its_field(visitor, people, field, value):
    answer = send(visitor, f"{people}/new", AN | {field: value}, holding="email")

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert not Contact.select().where(Contact.name == "An Peeters").exists()


@pytest.mark.parametrize("path", ["", "/remove", "/restore"])
def test_a_contact_of_another_client_is_not_found(visitor, people, path):
    other = Contact.create(client=a_client(legal_name="Ander NV"), name="Iemand")

    answer = visitor.submit(f"{people}/{other.public_id}{path}", on=f"{people}/new")

    assert answer.status_code == 404
    assert Contact.get_by_id(other.id).is_active


def test_two_people_who_change_one_contact_see_both_texts(app, visitor, people):
    path = f"{people}/{Contact.get().public_id}"
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, {"position": "directeur"}, of=theirs, holding="email")
    answer = send(visitor, path, {"position": "voorzitter"}, of=mine, holding="email")

    assert answer.status_code == 409
    assert "directeur" in answer.text
    assert Contact.get().position == "directeur"
