"""The own organisation and its persons on pages: read by officers, changed by administrators."""

import pytest

from dpa_manager.models import OwnContact, OwnContactRole, OwnOrganisation
from dpa_manager.models.event import Event
from tests.web.signed_in import a_member_of_staff, sign_in

PAGE = "/admin/organisation"
EDIT = f"{PAGE}/edit"
NEW = f"{PAGE}/contacts/new"
PERSON = {
    "name": "Kim",
    "position": "zaakvoerder",
    "email": "kim@kbits.example",
    "phone": "056 51 38 91",
    "capacity_key": "",
    "mandate_on": "",
}


@pytest.fixture
def admin(app):
    return sign_in(app, a_member_of_staff("admin"))


def firm():
    """What the form of the firm sends when nothing is changed."""
    row = OwnOrganisation.get()
    given = {
        name: getattr(row, name)
        for name in (
            "legal_name", "trade_name", "legal_form", "register_kind", "register_no", "street",
            "postcode", "city", "country_code", "phone", "general_email", "privacy_email",
            "instruction_email", "privacy_officer_kind",
        )
    }  # fmt: skip
    words = row.staff_confidentiality.as_dict()
    return given | {f"staff_confidentiality_{code}": text for code, text in words.items()} | {
        "privacy_statement_on": row.privacy_statement_on.isoformat()
    }  # fmt: skip


def columns():
    return OwnOrganisation.select().dicts().get()


@pytest.mark.parametrize(
    ("path", "readers"), [(PAGE, {"dpo", "admin"}), (EDIT, {"admin"}), (NEW, {"admin"})]
)
def test_the_firm_is_read_by_officers_and_changed_by_administrators(app, path, readers):
    for role in ("account-manager", "dpo", "signatory", "admin"):
        answer = sign_in(app, a_member_of_staff(role)).get(path)
        assert answer.status_code == (200 if role in readers else 403), role
        if path == PAGE:
            assert ("/edit" in answer.text) is (role == "admin")


def test_the_page_shows_what_agreements_print(admin):
    page = admin.get(PAGE).text
    for words in ("KBITS", "0544.651.634", "Fr. Wallecanstraat 11", "Hendrik Sabbe", "056"):
        assert words in page


def test_the_form_sent_as_it_is_changes_nothing(admin):
    before, events = columns(), Event.select().count()
    assert admin.submit(EDIT, firm()).status_code == 303
    assert columns() == before
    assert Event.select().count() == events


def test_a_change_of_the_firm_is_kept_and_told(admin):
    assert admin.submit(EDIT, firm() | {"street": "Grote Markt 1"}).status_code == 303
    assert OwnOrganisation.get().street == "Grote Markt 1"
    assert Event.select().order_by(Event.id.desc()).first().act == "firm described"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("legal_name", ""),
        ("register_no", "0544.651.635"),
        ("privacy_email", "a@x.be, b@x.be"),
        ("country_code", "XX"),
        ("privacy_statement_on", "yesterday"),
        ("privacy_officer_kind", "king"),
        ("phone", "call me"),
    ],
)
def test_a_wrong_value_stands_beside_its_field_and_the_rest_stays(admin, field, value):
    before = columns()
    answer = admin.submit(EDIT, firm() | {"city": "Kortrijk", field: value})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert "Kortrijk" in answer.text
    assert columns() == before


def test_a_person_is_added_changed_and_left_out(admin):
    roles = {"roles": ["signatory", "privacy"], "capacity_key": "director"}
    assert admin.submit(NEW, PERSON | roles | {"mandate_on": "2026-01-31"}).status_code == 303
    row = OwnContact.get(OwnContact.name == "Kim")
    assert str(row.mandate_on) == "2026-01-31"
    number = OwnContact.select().count()
    path = f"{PAGE}/contacts/{number}"
    page = admin.get(path).text
    assert 'value="Kim"' in page
    assert page.count("checked") == 2
    changed = PERSON | {"name": "Kim V.", "roles": ["privacy"], "capacity_key": ""}
    assert admin.submit(path, changed).status_code == 303
    row = OwnContact.get_by_id(row.id)
    kept = [one.role for one in OwnContactRole.select().where(OwnContactRole.contact == row)]
    assert (row.name, kept) == ("Kim V.", ["privacy"])
    assert admin.submit(f"{path}/remove", on=path).status_code == 303
    assert (
        "Kim V."
        not in admin.get(PAGE, follow_redirects=True)
        .text.split("<main")[1]
        .split('class="row-list"')[1]
    )
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize("changed", [{"name": ""}, {"email": "no"}, {"roles": ["king"]}])
def test_a_wrong_person_is_not_added_and_nothing_typed_is_lost(admin, changed):
    before = OwnContact.select().count()
    answer = admin.submit(NEW, PERSON | changed)
    assert answer.status_code == 400
    assert f'id="{next(iter(changed))}-error"' in answer.text
    assert PERSON["phone"] in answer.text
    assert OwnContact.select().count() == before


@pytest.mark.parametrize("missing", PERSON)
def test_a_field_that_was_not_sent_is_an_empty_one_and_never_a_fault(admin, missing):
    sent = {name: value for name, value in PERSON.items() if name != missing}
    assert admin.submit(NEW, sent).status_code in (303, 400)


@pytest.mark.parametrize("number", ["0", "99", "1000", "-1", "x", "1e0"])
def test_a_number_that_is_nobodys_is_not_found(admin, number):
    assert admin.get(f"{PAGE}/contacts/{number}").status_code == 404
    assert admin.get(f"{PAGE}/contacts/1").status_code == 200
