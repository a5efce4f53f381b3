"""Annex IV of an engagement on its page: picked, proposed, marked off, authorised, directed."""

from datetime import date

import lxml.html
import pytest
from playhouse.test_utils import count_queries

from dpa_manager.models import (
    Assignment,
    Authorisation,
    Client,
    Engagement,
    EngagementSubprocessor,
    Flow,
    Setting,
    Subprocessor,
)
from dpa_manager.models.event import Event
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import AT, a_client, an_engagement
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in

HOSTILE = "<script>alert(1)</script> {{ 7*7 }}"
NEW = {
    "legal_name": "Transcripta Inc.",
    "country_code": "Verenigde Staten",
    "service": "Gesprekken uitschrijven",
    "contact_name": "Jo",
    "contact_email": "",
}


@pytest.fixture
def engagement(house):
    return Engagement.get(Engagement.reference == ENGAGEMENT)


@pytest.fixture
def manager(app, engagement):
    user = a_member_of_staff("account-manager")
    Assignment.create(client=engagement.client_id, user=user, created_at=AT)
    return sign_in(app, user)


@pytest.fixture
def spare(house):
    """A sub-processor of the register that the engagement does not list."""
    return Subprocessor.create(
        reference="SUB-0999", legal_name="Spare NV", country_code="BE", state="active",
        created_at=AT,
    )  # fmt: skip


def page_of(engagement, *more):
    return "/".join(("/engagements", engagement.public_id, *(more or ("subprocessors",))))


def listed(engagement):
    rows = EngagementSubprocessor.select(EngagementSubprocessor, Subprocessor).join(Subprocessor)
    mine = rows.where(EngagementSubprocessor.engagement == engagement)
    return list(mine.order_by(EngagementSubprocessor.number))


def sent_by(page, address):
    """What the form of a page that posts to an address sends when nothing is changed."""
    forms = lxml.html.fromstring(page).iter("form")
    return dict(next(one for one in forms if one.get("action") == address).form_values())


def test_each_sub_processor_stands_under_its_number_with_what_is_known(manager, engagement):
    page = manager.get(page_of(engagement)).text

    for row in listed(engagement):
        assert f'id="subprocessor-{row.number}"' in page
        assert row.subprocessor.legal_name in page
    assert 'id="recipient-1"' in page
    assert "binnen de EER" in page
    assert "toegelaten door de klant" in page


def test_no_two_elements_of_the_page_share_an_id(manager, engagement, spare):
    ids = lxml.html.fromstring(manager.get(page_of(engagement)).text).xpath("//@id")

    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)


@pytest.mark.parametrize("role", ["account-manager", "signatory", "admin"])
def test_whoever_may_not_work_on_it_is_denied(app, engagement, role):
    browser = sign_in(app, a_member_of_staff(role))

    assert browser.get(page_of(engagement)).status_code == 403


def test_a_foreign_engagement_is_not_found(app, house, manager, engagement):
    Setting.create(name="managers_see_only_assigned", value=True, changed_at=AT)
    foreign = an_engagement(a_client(legal_name="Other"), reference="KBITS-2026-0999")
    page = page_of(engagement)

    assert manager.get(page_of(foreign)).status_code == 404
    assert manager.get("/engagements/not-there/subprocessors").status_code == 404
    for path, data in (("add", {"subprocessor": "x"}), ("propose", NEW)):
        answer = manager.submit(page_of(foreign, "subprocessors", path), data, on=page)
        assert answer.status_code == 404
    assert sign_in(app, a_person_of(Client.get())).get(page).status_code == 403


@pytest.mark.parametrize("act", ["", "/authorise"])
def test_a_sub_processor_that_the_engagement_does_not_list_is_not_found(
    manager, engagement, spare, act
):
    path = page_of(engagement, "subprocessors", spare.public_id) + act

    answer = manager.submit(path, {"delimitation_nl": "x"}, on=page_of(engagement))

    assert answer.status_code == 404


def test_a_task_is_marked_off_and_saved_by_its_own_form(manager, engagement):
    one = listed(engagement)[0]
    path = page_of(engagement, "subprocessors", one.subprocessor.public_id)
    given = sent_by(manager.get(page_of(engagement)).text, path)

    answer = manager.post(path, data=given | {
        "delimitation_nl": HOSTILE, "since_on": "", "starts_on": "2027-01-31",
    })  # fmt: skip

    assert answer.status_code == 303
    assert answer.location.endswith(f"#subprocessor-{one.number}")
    row = EngagementSubprocessor.get_by_id(one.id)
    assert (row.delimitation.nl, row.since_on, row.starts_on) == (
        HOSTILE, None, date(2027, 1, 31),
    )  # fmt: skip
    page = manager.get(page_of(engagement)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


def test_a_form_sent_as_it_is_changes_nothing(manager, engagement):
    page, events = manager.get(page_of(engagement)).text, Event.select().count()
    for one in listed(engagement):
        path = page_of(engagement, "subprocessors", one.subprocessor.public_id)
        assert manager.post(path, data=sent_by(page, path)).status_code == 303
    assert Event.select().count() == events


def test_a_page_that_saves_itself_gets_a_fragment_for_its_own_form(manager, engagement):
    one = listed(engagement)[0]
    path = page_of(engagement, "subprocessors", one.subprocessor.public_id)
    given = sent_by(manager.get(page_of(engagement)).text, path) | {"delimitation_nl": "Opslag"}

    answer = manager.post(path, data=given, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert f'id="subprocessor-{one.number}-edit-seen"' in answer.text
    assert "<h1" not in answer.text
    assert EngagementSubprocessor.get_by_id(one.id).delimitation.nl == "Opslag"


def test_two_people_see_each_others_words(manager, engagement):
    one = listed(engagement)[0]
    path = page_of(engagement, "subprocessors", one.subprocessor.public_id)
    given = sent_by(manager.get(page_of(engagement)).text, path)
    EngagementSubprocessor.update(delimitation={"nl": "Theirs", "fr": "", "en": ""}).where(
        EngagementSubprocessor.id == one.id
    ).execute()

    answer = manager.post(path, data=given | {"delimitation_nl": "Mine"})

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert ">Mine</textarea>" in answer.text.replace("\r\n", "").replace("\n", "")
    assert EngagementSubprocessor.get_by_id(one.id).delimitation.nl == "Theirs"


def test_a_refused_form_stands_open_in_its_place_and_the_others_as_they_were(manager, engagement):
    first, second, *_ = listed(engagement)
    path = page_of(engagement, "subprocessors", first.subprocessor.public_id)
    given = sent_by(manager.get(page_of(engagement)).text, path)

    answer = manager.post(path, data=given | {"delimitation_fr": "Typed", "since_on": "once"})

    assert answer.status_code == 400
    assert f'id="subprocessor-{first.number}-edit-since_on-error"' in answer.text
    tree = lxml.html.fromstring(answer.text)
    place = f"subprocessor-{second.number}-edit-delimitation_fr"
    assert tree.get_element_by_id(place).text_content().strip() == second.delimitation.fr
    assert answer.text.count("Typed") == 1
    is_open = {one.get("id") for one in tree.iter("details") if one.get("open") is not None}
    assert f"subprocessor-{first.number}-edit" in is_open
    assert f"subprocessor-{second.number}-edit" not in is_open


def test_the_clients_yes_is_recorded(manager, engagement):
    one = listed(engagement)[0]
    Authorisation.delete().execute()
    path = page_of(engagement, "subprocessors", one.subprocessor.public_id, "authorise")
    page = manager.get(page_of(engagement)).text
    assert "nog niet toegelaten door de klant" in page

    answer = manager.post(path, data=sent_by(page, path) | {
        "mode": "specific", "authorised_on": "2026-10-01", "document": "Mail", "person": "An",
    })  # fmt: skip

    assert answer.status_code == 303
    row = Authorisation.get()
    assert (row.mode, row.authorised_on, row.person) == ("specific", date(2026, 10, 1), "An")


@pytest.mark.parametrize("changed", [{"mode": "silent"}, {"authorised_on": ""}])
def test_half_a_yes_is_none(manager, engagement, changed):
    one = listed(engagement)[0]
    Authorisation.delete().execute()
    path = page_of(engagement, "subprocessors", one.subprocessor.public_id, "authorise")
    given = sent_by(manager.get(page_of(engagement)).text, path)
    whole = {"mode": "general", "authorised_on": "2026-10-01"}

    assert manager.post(path, data=given | whole | changed).status_code == 400
    assert Authorisation.select().count() == 0


def test_one_is_picked_from_the_register_under_the_next_number(manager, engagement, spare):
    path, number = page_of(engagement, "subprocessors", "add"), len(listed(engagement)) + 1

    answer = manager.submit(path, {"subprocessor": spare.public_id}, on=page_of(engagement))

    assert answer.status_code == 303
    row = EngagementSubprocessor.get(EngagementSubprocessor.subprocessor == spare)
    assert row.number == number
    page = manager.get(page_of(engagement)).text
    assert "nergens gebruikt" in page
    # Once more would write over what was said of it.
    again = manager.submit(path, {"subprocessor": spare.public_id}, on=page_of(engagement))
    assert again.status_code == 400
    assert 'id="add-subprocessor-error"' in again.text


@pytest.mark.parametrize("chosen", ["", "not-there", "ended"])
def test_only_who_is_offered_is_added(manager, engagement, spare, chosen):
    if chosen == "ended":
        Subprocessor.update(state="ended").where(Subprocessor.id == spare.id).execute()
        chosen = spare.public_id
        assert "Spare NV" not in manager.get(page_of(engagement)).text
    before = len(listed(engagement))

    answer = manager.submit(
        page_of(engagement, "subprocessors", "add"),
        {"subprocessor": chosen},
        on=page_of(engagement),
    )

    assert answer.status_code == 400
    assert len(listed(engagement)) == before


def test_the_register_is_searched_by_name(manager, engagement, spare):
    assert "Spare NV" in manager.get(f"{page_of(engagement)}?q=spar").text
    assert "Spare NV" not in manager.get(f"{page_of(engagement)}?q=other").text


def test_a_new_one_is_proposed_right_here(manager, engagement):
    path = page_of(engagement, "subprocessors", "propose")

    assert manager.submit(path, NEW, on=page_of(engagement)).status_code == 303

    row = Subprocessor.get(Subprocessor.legal_name == "Transcripta Inc.")
    assert (row.state, row.country_code, row.contract_signed_on) == ("proposed", "US", None)
    assert row.service.nl == NEW["service"]
    assert row in [one.subprocessor for one in listed(engagement)]


@pytest.mark.parametrize(
    "changed", [{"legal_name": ""}, {"country_code": "Atlantis"}, {"contact_email": "no"}]
)
def test_a_refused_proposal_keeps_what_was_typed(manager, engagement, changed):
    before = Subprocessor.select().count()
    path = page_of(engagement, "subprocessors", "propose")

    answer = manager.submit(path, NEW | changed, on=page_of(engagement))

    assert answer.status_code == 400
    assert NEW["service"] in answer.text
    assert f'id="propose-{next(iter(changed))}-error"' in answer.text
    assert Subprocessor.select().count() == before


@pytest.mark.parametrize("smuggled", [{"state": "active"}, {"mirrored_duties": ["a"]}])
def test_nothing_else_is_smuggled_into_a_proposal(manager, engagement, smuggled):
    path, before = page_of(engagement, "subprocessors", "propose"), Subprocessor.select().count()

    assert manager.submit(path, NEW | smuggled, on=page_of(engagement)).status_code == 400
    assert Subprocessor.select().count() == before


def test_what_the_register_lacks_is_asked_of_the_officer_and_filled_in_by_her(
    app, manager, engagement
):
    one = listed(engagement)[0]
    Subprocessor.update(contract_signed_on=None, city="").where(
        Subprocessor.id == one.subprocessor_id
    ).execute()
    contract = f"/dpo/subprocessors/{one.subprocessor.public_id}/contract"
    officer = sign_in(app, a_member_of_staff("dpo"))

    assert contract in officer.get(page_of(engagement)).text
    page = manager.get(page_of(engagement)).text
    assert contract not in page
    assert "die het register bijhoudt" in page


def test_whoever_gets_no_data_keeps_the_number_and_is_not_printed(manager, engagement):
    one = listed(engagement)[-1]
    Flow.delete().where(Flow.subprocessor == one.subprocessor_id).execute()

    page = manager.get(page_of(engagement)).text

    assert "1 krijgt geen gegevens en wordt niet afgedrukt" in page
    assert f'id="subprocessor-{one.number}"' in page


def test_an_engagement_that_ended_keeps_its_lists(manager, engagement, spare):
    page = manager.get(page_of(engagement)).text
    Engagement.update(is_active=False).where(Engagement.id == engagement.id).execute()
    path = page_of(engagement, "subprocessors", "add")

    answer = manager.post(path, data=sent_by(page, path) | {"subprocessor": spare.public_id})

    assert answer.status_code == 400
    assert spare not in [one.subprocessor for one in listed(engagement)]


def test_the_page_takes_as_many_queries_for_fifty_rows_as_for_few(manager, engagement):
    def queries():
        with count_queries() as counted:
            assert manager.get(page_of(engagement)).status_code == 200
        return counted.count

    queries()
    few = queries()
    for number in range(50, 95):
        row = Subprocessor.create(
            reference=f"SUB-8{number}", legal_name=f"S{number}", created_at=AT
        )
        EngagementSubprocessor.create(engagement=engagement, subprocessor=row, number=number)
    assert queries() == few
    assert few <= 12, few
