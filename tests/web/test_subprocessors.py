"""The register of sub-processors on pages: read by staff, kept by the officer."""

from datetime import date

import lxml.html
import pytest
from playhouse.test_utils import count_queries

from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.models import Assignment, Client, Setting, Subprocessor, Transfer
from dpa_manager.models.event import Event
from tests.factories import AT
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in

LIST = "/dpo/subprocessors"
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} '\"; --"
NEW = {
    "legal_name": "Transcripta Inc.",
    "country_code": "Verenigde Staten",
    "register_kind": "",
    "service_nl": "Gesprekken uitschrijven",
    "kinds": ["data_centre"],
    "locations-0-country_code": "US",
    "locations-0-place": "datacentre",
    "contact_name": "Jo Doe",
    "contact_email": "jo@transcripta.example",
    "next_review_on": "2027-01-31",
}
CONTRACT = {"signed_on": "2026-01-31", "version": "2", "url": "", "notice_days": "45"}
GROUND = {
    "transfers-0-country_code": "US",
    "transfers-0-mechanism_key": "scc_m3",
    "transfers-0-document": "(EU) 2021/914",
    "transfers-0-signed_on": "2026-02-01",
    "transfers-0-fallback_key": "",
}


@pytest.fixture
def officer(app):
    return sign_in(app, a_member_of_staff("dpo"))


@pytest.fixture
def manager(app):
    return sign_in(app, a_member_of_staff("account-manager"))


@pytest.fixture
def supplier(house):
    return Subprocessor.get(Subprocessor.reference == "SUB-0001")


def page_of(row, *more):
    return "/".join((LIST, row.public_id, *more))


def anew(row):
    return Subprocessor.get_by_id(row.id)


WRITING = ("edit", "contract", "transfers")


@pytest.mark.parametrize("role", ["account-manager", "dpo", "signatory", "admin"])
def test_staff_read_the_register_and_only_the_officer_writes_it(app, supplier, role):
    browser = sign_in(app, a_member_of_staff(role))
    reads = 403 if role == "admin" else 200
    writes = 200 if role == "dpo" else 403

    for path in (LIST, f"{LIST}.csv", f"{LIST}.xlsx", page_of(supplier)):
        assert browser.get(path).status_code == reads, path
    for path in (f"{LIST}/new", *(page_of(supplier, part) for part in WRITING)):
        assert browser.get(path).status_code == writes, path


def test_a_manager_sends_no_form_of_the_officer(manager, supplier):
    token = {"on": f"{LIST}/propose"}
    before = Subprocessor.select().dicts().get()
    for part, data in (
        ("edit", {"legal_name": "Mine"}),
        ("contract", CONTRACT),
        ("transfers", GROUND),
        ("approve", {}),
        ("state", {"state": "ended"}),
    ):
        assert manager.submit(page_of(supplier, part), data, **token).status_code == 403, part
    assert manager.submit(f"{LIST}/new", NEW, **token).status_code == 403
    assert Subprocessor.select().dicts().get() == before


def test_a_person_of_a_client_has_no_page_of_the_register(app, supplier):
    browser = sign_in(app, a_person_of(Client.get()))

    assert browser.get(LIST).status_code == 403
    assert browser.get(page_of(supplier)).status_code == 403


@pytest.mark.parametrize("part", ["", "edit", "contract", "transfers"])
@pytest.mark.parametrize("public_id", ["not-there", "%00", "1"])
def test_what_is_not_there_is_not_found(officer, part, public_id):
    path = f"{LIST}/{public_id}" + (f"/{part}" if part else "")

    assert officer.get(path).status_code == 404


def test_a_sub_processor_is_added_and_its_contract_comes_next(officer):
    answer = officer.submit(f"{LIST}/new", NEW)

    row = Subprocessor.get(Subprocessor.legal_name == "Transcripta Inc.")
    assert answer.status_code == 303
    assert answer.location == page_of(row, "contract")
    assert (row.country_code, row.state) == ("US", "proposed")
    assert row.locations == [{"country": "US", "place": "datacentre"}]
    assert row.service.nl == "Gesprekken uitschrijven"
    assert row.next_review_on == date(2027, 1, 31)


def test_a_row_is_added_without_saving_anything(officer):
    before = Subprocessor.select().count()

    answer = officer.submit(f"{LIST}/new", NEW | {"add": "locations"})

    assert answer.status_code == 200
    assert "locations-1-country_code" in answer.text
    assert NEW["contact_email"] in answer.text
    assert Subprocessor.select().count() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("legal_name", ""),
        ("country_code", "Atlantis"),
        ("contact_email", "a@x.be, b@x.be"),
        ("next_review_on", "soon"),
        ("kinds", ["king"]),
        ("locations-0-country_code", "Atlantis"),
        ("contact_name", "a\u202eb"),
    ],
)
def test_a_wrong_value_is_told_and_nothing_typed_is_lost(officer, field, value):
    before = Subprocessor.select().count()

    answer = officer.submit(f"{LIST}/new", NEW | {field: value})

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert NEW["service_nl"] in answer.text
    assert Subprocessor.select().count() == before


def test_the_form_sent_as_it_is_changes_nothing(officer, supplier):
    path = page_of(supplier, "edit")
    given, events = as_sent(officer.get(path).text), Event.select().count()

    assert officer.post(path, data=given).status_code == 303
    assert Event.select().count() == events


def test_two_officers_see_each_others_change(officer, supplier):
    path = page_of(supplier, "edit")
    given = as_sent(officer.get(path).text)
    Subprocessor.update(contact_name="Theirs").where(Subprocessor.id == supplier.id).execute()

    answer = officer.post(path, data=given | {"contact_name": "Mine"})

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    assert anew(supplier).contact_name == "Theirs"


def test_hostile_words_are_shown_as_they_are(officer, supplier):
    path = page_of(supplier, "edit")
    given = as_sent(officer.get(path).text) | {"trade_name": HOSTILE, "chain_url": "javascript:x"}

    assert officer.post(path, data=given).status_code == 303

    for page in (page_of(supplier), path, LIST):
        text = officer.get(page).text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in officer.get(page_of(supplier)).text


def test_a_contract_is_kept_with_the_duties_that_it_mirrors(officer, supplier):
    path = page_of(supplier, "contract")

    answer = officer.submit(path, CONTRACT | {"mirrored_duties": ["a", "h"]})

    row = anew(supplier)
    assert answer.status_code == 303
    assert (row.contract_signed_on, row.contract_version) == (date(2026, 1, 31), "2")
    assert (row.mirrored_duties, row.notice_days) == (["a", "h"], 45)
    missing = len(MIRRORED_DUTIES) - 2
    sheet = officer.get(page_of(supplier)).text
    assert sheet.count("in het contract") == 2
    assert sheet.count(">ontbreekt<") == missing


@pytest.mark.parametrize("changed", [{"signed_on": ""}, {"notice_days": "-1"}])
def test_a_wrong_contract_is_not_kept(officer, supplier, changed):
    answer = officer.submit(page_of(supplier, "contract"), CONTRACT | changed)

    assert answer.status_code == 400
    assert anew(supplier).contract_version == supplier.contract_version


@pytest.fixture
def american(officer):
    officer.submit(f"{LIST}/new", NEW)
    return Subprocessor.get(Subprocessor.legal_name == "Transcripta Inc.")


def test_a_ground_is_proposed_for_each_country_outside_the_eea(officer, american):
    page = officer.get(page_of(american, "transfers")).text

    assert 'value="Verenigde Staten"' in page
    assert "(EU) 2023/1795" in page
    assert officer.submit(page_of(american, "transfers"), {
        "transfers-0-country_code": "US", "transfers-0-mechanism_key": "",
    }).status_code == 303  # fmt: skip
    assert Transfer.select().where(Transfer.subprocessor == american).count() == 0


def test_a_ground_is_kept_and_approved_until_it_changes(officer, american):
    path = page_of(american, "transfers")

    assert officer.submit(path, GROUND).status_code == 303
    row = Transfer.get(Transfer.subprocessor == american)
    assert (row.mechanism_key, row.signed_on, row.is_dpo_approved) == (
        "scc_m3", date(2026, 2, 1), False,
    )  # fmt: skip
    officer.submit(page_of(american, "approve"), on=page_of(american))
    assert Transfer.get(Transfer.subprocessor == american).is_dpo_approved
    assert officer.submit(path, GROUND).status_code == 303
    assert Transfer.get(Transfer.subprocessor == american).is_dpo_approved
    officer.submit(path, GROUND | {"transfers-0-document": "Another"})
    assert not Transfer.get(Transfer.subprocessor == american).is_dpo_approved


@pytest.mark.parametrize(
    "changed",
    [
        {"transfers-0-country_code": ""},
        {"transfers-0-mechanism_key": "magic"},
        {"transfers-0-mechanism_key": ""},
        {"transfers-0-signed_on": "once"},
        {"transfers-1-country_code": "US", "transfers-1-mechanism_key": "scc_m2"},
    ],
)
def test_a_wrong_ground_is_told_in_its_row(officer, american, changed):
    answer = officer.submit(page_of(american, "transfers"), GROUND | changed)

    assert answer.status_code == 400
    assert 'class="error-summary"' in answer.text
    assert "(EU) 2021/914" in answer.text
    assert Transfer.select().where(Transfer.subprocessor == american).count() == 0


def test_a_life_goes_on_by_buttons(officer, american):
    for state in ("active", "retiring", "ended"):
        answer = officer.submit(page_of(american, "state"), {"state": state}, on=page_of(american))
        assert (answer.status_code, anew(american).state) == (303, state)
    answer = officer.submit(page_of(american, "state"), {"state": "king"}, on=page_of(american))
    assert anew(american).state == "ended"
    assert 'class="message message--warn"' in officer.get(answer.location).text


def test_the_sheet_says_what_is_missing_and_where_it_is_filled_in(officer, manager, american):
    page = officer.get(page_of(american)).text

    for part in ("edit#street", "contract", "transfers"):
        assert f'href="{page_of(american)}/{part}"' in page
    assert f"{page_of(american)}/contract" not in manager.get(page_of(american)).text
    assert "Vraag de functionaris" in manager.get(page_of(american)).text


def test_the_sheet_names_only_engagements_that_the_reader_may_see(app, house, supplier):
    Setting.create(name="managers_see_only_assigned", value=True, changed_at=AT)
    user = a_member_of_staff("account-manager")
    browser, client = sign_in(app, user), Client.get()
    assert client.legal_name not in browser.get(page_of(supplier)).text

    Assignment.create(client=client, user=user, created_at=AT)
    assert client.legal_name in browser.get(page_of(supplier)).text


PROPOSAL = {
    "legal_name": "Bluequarry",
    "country_code": "India",
    "service": "Tickets buiten de uren",
    "contact_name": "",
    "contact_email": "hello@bluequarry.example",
}


def test_a_manager_proposes_and_the_officer_has_it_to_complete(manager, officer):
    answer = manager.submit(f"{LIST}/propose", PROPOSAL)

    row = Subprocessor.get(Subprocessor.legal_name == "Bluequarry")
    assert (answer.status_code, answer.location) == (303, page_of(row))
    assert (row.state, row.country_code, row.service.nl) == ("proposed", "IN", PROPOSAL["service"])
    assert page_of(row) in officer.get("/today").text
    manager.get("/today")
    assert "Bluequarry" not in manager.get("/today").text


@pytest.mark.parametrize(
    "smuggled",
    [
        {"state": "active"},
        {"contract_signed_on": "2026-01-01"},
        {"signed_on": "2026-01-01"},
        {"mirrored_duties": list(MIRRORED_DUTIES)},
        {"transfers-0-mechanism_key": "scc_m3"},
    ],
)
def test_nothing_else_is_smuggled_into_a_proposal(manager, smuggled):
    before = Subprocessor.select().count()

    assert manager.submit(f"{LIST}/propose", PROPOSAL | smuggled).status_code == 400
    assert Subprocessor.select().count() == before


def test_a_proposal_of_somebody_known_says_so_beside_the_name(manager, supplier):
    answer = manager.submit(f"{LIST}/propose", PROPOSAL | {"legal_name": supplier.legal_name})

    assert answer.status_code == 400
    assert 'id="legal_name-error"' in answer.text
    assert PROPOSAL["service"] in answer.text


def test_the_list_is_filtered_by_state_and_place(officer, american):
    def names(query):
        body = officer.get(f"{LIST}?{query}").text.split("<tbody>")
        return "Transcripta" in (body[1] if len(body) > 1 else "")

    assert names("eea=outside")
    assert not names("eea=within")
    assert names("state=proposed")
    assert not names("state=ended")
    assert names("q=transcr")
    assert not names("q=zzz")


def test_the_pages_take_as_many_queries_for_fifty_rows_as_for_five(officer, supplier):
    def queries(path):
        with count_queries() as counted:
            assert officer.get(path).status_code == 200
        return counted.count

    queries(LIST)
    few = {path: queries(path) for path in (LIST, page_of(supplier), page_of(supplier, "edit"))}
    for number in range(45):
        Subprocessor.create(
            reference=f"SUB-8{number:03}", legal_name=f"S{number:02}", created_at=AT,
            locations=[{"country": "US", "place": "datacentre"}],
        )  # fmt: skip
    assert {path: queries(path) for path in few} == few
    assert max(few.values()) <= 12, few


def as_sent(page):
    """What the form of a page of the register sends when nothing is changed."""
    form = next(one for one in lxml.html.fromstring(page).iter("form") if one.get("class") in (
        "form", "form card", "form card grounds-form",
    ))  # fmt: skip
    given = {}
    for name, value in form.form_values():
        given.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in given.items()}
