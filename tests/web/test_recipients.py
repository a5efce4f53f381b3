"""The register of recipients on pages: read by staff, added on the spot, kept by the officer."""

import pytest

from dpa_manager.models import Client, Recipient, Transfer
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in

LIST = "/dpo/recipients"
FACTS = {
    "name": "Ombudsdienst Energie",
    "group_key": "controller_directed",
    "kind_key": "independent_controller",
    "country_code": "België",
    "contact_email": "info@ombudsdienst.example",
}
MORE = {"street": "Laan 8", "postcode": "1000", "city": "Brussel"}
GROUND = {
    "transfers-0-country_code": "US",
    "transfers-0-mechanism_key": "d_consent",
    "transfers-0-document": "Letter",
    "transfers-0-checked_on": "2026-10-01",
    "transfers-0-fallback_key": "",
}


@pytest.fixture
def officer(app):
    return sign_in(app, a_member_of_staff("dpo"))


@pytest.fixture
def manager(app):
    return sign_in(app, a_member_of_staff("account-manager"))


@pytest.fixture
def receiver(house):
    return Recipient.get()


def page_of(row, *more):
    return "/".join((LIST, row.public_id, *more))


@pytest.mark.parametrize("role", ["account-manager", "dpo", "signatory", "admin"])
def test_staff_read_the_register_and_only_the_officer_writes_it(app, receiver, role):
    browser = sign_in(app, a_member_of_staff(role))
    reads = 403 if role == "admin" else 200
    writes = 200 if role == "dpo" else 403

    for path in (LIST, f"{LIST}.csv", f"{LIST}.xlsx", page_of(receiver)):
        assert browser.get(path).status_code == reads, path
    for path in (f"{LIST}/new", page_of(receiver, "edit"), page_of(receiver, "transfers")):
        assert browser.get(path).status_code == writes, path


def test_a_person_of_a_client_has_no_page_of_the_register(app, receiver):
    browser = sign_in(app, a_person_of(Client.get()))

    assert browser.get(page_of(receiver)).status_code == 403


def test_a_recipient_is_added_and_changed(officer):
    assert officer.submit(f"{LIST}/new", FACTS | MORE).status_code == 303
    row = Recipient.get(Recipient.name == FACTS["name"])
    assert (row.country_code, row.city) == ("BE", "Brussel")

    changed = FACTS | MORE | {"city": "Gent", "country_code": "France"}
    assert officer.submit(page_of(row, "edit"), changed).status_code == 303
    assert Recipient.get_by_id(row.id).city == "Gent"
    assert Recipient.get_by_id(row.id).country_code == "FR"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("group_key", "friends"),
        ("kind_key", "sub_processor"),
        ("country_code", "Atlantis"),
        ("contact_email", "no"),
    ],
)
@pytest.mark.parametrize("way", ["new", "propose"])
def test_a_wrong_value_stands_beside_its_field_and_the_rest_stays(officer, way, field, value):
    before = Recipient.select().count()
    given = FACTS | (MORE if way == "new" else {})

    answer = officer.submit(f"{LIST}/{way}", given | {field: value})

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    kept = FACTS["name"] if field != "name" else FACTS["contact_email"]
    assert f'value="{kept}"' in answer.text
    assert Recipient.select().count() == before


def test_a_manager_adds_one_on_the_spot_and_no_ground(manager):
    assert manager.submit(f"{LIST}/propose", FACTS).status_code == 303
    row = Recipient.get(Recipient.name == FACTS["name"])
    smuggled = FACTS | {"name": "Other"} | GROUND
    assert manager.submit(f"{LIST}/propose", smuggled).status_code == 400
    answer = manager.submit(page_of(row, "transfers"), GROUND, on=f"{LIST}/propose")
    assert answer.status_code == 403
    assert Transfer.select().where(Transfer.recipient == row).count() == 0


def test_the_officer_keeps_and_approves_a_ground(officer):
    officer.submit(f"{LIST}/new", FACTS | MORE | {"country_code": "US"})
    row = Recipient.get(Recipient.name == FACTS["name"])
    assert f"{page_of(row)}/transfers" in officer.get(page_of(row)).text

    assert officer.submit(page_of(row, "transfers"), GROUND).status_code == 303
    assert officer.submit(page_of(row, "approve"), on=page_of(row)).status_code == 303

    ground = Transfer.get(Transfer.recipient == row)
    assert (ground.mechanism_key, ground.is_dpo_approved) == ("d_consent", True)


def test_hostile_words_are_shown_as_they_are(officer):
    name = "<b>Bold</b> {{ 7*7 }} & Co"
    assert officer.submit(f"{LIST}/new", FACTS | MORE | {"name": name}).status_code == 303
    row = Recipient.get(Recipient.name == name)

    for path in (LIST, page_of(row), page_of(row, "edit")):
        text = officer.get(path).text
        assert "&lt;b&gt;Bold&lt;/b&gt; {{ 7*7 }} &amp; Co" in text
        assert "<b>Bold" not in text
