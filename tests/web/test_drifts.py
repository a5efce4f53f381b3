"""Drift on pages: told by class where it waits, on the map, and on any day that was."""

import re

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.engaging import change_terms
from dpa_manager.actions.mapping import TypedFlow, remove_flows
from dpa_manager.models import Engagement
from dpa_manager.queries import drifting
from dpa_manager.queries.lookup import find_engagement
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR
from tests.web.signed_in import a_member_of_staff, sign_in


@pytest.fixture
def visitor(app):
    """A browser of somebody who may do all that staff may do together, and reads English."""
    return sign_in(app, a_member_of_staff(language="en"))


@pytest.fixture
def row(house, drafted):
    """The engagement, of which there is a version."""
    return find_engagement(ENGAGEMENT)


@pytest.fixture
def page(row):
    """The address of its drift."""
    return f"/engagements/{row.public_id}/drift"


def change(house):
    change_terms(find_engagement(ENGAGEMENT), {"talk_days": 21}, by=ACTOR, toolbox=house)


def words(answer):
    """The words of a page, without its marks."""
    text = re.sub(r"<[^>]+>", " ", answer.text)
    return re.sub(r"\s+", " ", text.replace("&#39;", "'").replace("\u00a0", " "))


def test_what_agrees_waits_nowhere(visitor, row, page):
    assert "Version 1 still says what is done" in words(visitor.get(page))
    assert "no longer says" not in words(visitor.get("/today"))
    assert "Differs from version" not in words(visitor.get(f"/engagements/{row.public_id}"))


def test_what_differs_is_told_by_class_on_today_on_the_engagement_and_in_the_list(
    visitor, house, row, page
):
    change(house)
    today = words(visitor.get("/today"))
    sheet = words(visitor.get(f"/engagements/{row.public_id}"))

    assert "The last version no longer says what is done" in today
    for text in (today, sheet, words(visitor.get(page)), words(visitor.get("/engagements"))):
        assert "Amendment needed" in text
    assert "Differs from version 1 (1)" in sheet
    assert "Both parties sign." in sheet
    assert f"/engagements/{row.public_id}/check" in visitor.get("/today").text


def test_the_check_page_begins_with_what_the_new_version_changes(visitor, house, row):
    check = f"/engagements/{row.public_id}/check"
    assert "What changes with this version" not in words(visitor.get(check))
    change(house)
    assert "What changes with this version (1)" in words(visitor.get(check))


def test_the_list_shows_only_what_drifted_and_ignores_what_it_does_not_know(visitor, house, row):
    assert ENGAGEMENT not in visitor.get("/engagements?drift=drifted").text
    assert ENGAGEMENT in visitor.get("/engagements?drift=sideways").text
    change(house)
    assert ENGAGEMENT in visitor.get("/engagements?drift=drifted").text
    assert ENGAGEMENT in visitor.get("/engagements.csv?drift=drifted").text


def test_the_list_says_how_many_were_not_compared_yet(visitor, house, row, monkeypatch):
    change(house)
    monkeypatch.setattr(drifting, "_MOST_JUDGED", 0)
    assert "1 engagement was not compared yet." in words(visitor.get("/engagements?drift=drifted"))
    assert "not compared yet" not in words(visitor.get("/engagements"))


def test_flows_that_are_gone_are_told_and_marked(visitor, house, row, page):
    flows = [TypedFlow(1, "patients", "phone", "subprocessor", "SUB-0003")]
    remove_flows(find_engagement(ENGAGEMENT), flows, by=ACTOR, toolbox=house)
    text = words(visitor.get(page))

    assert "Update the annex" in text
    assert "On the map" in text
    assert " removed " in text
    assert "map__node--removed" in visitor.get(page).text


def test_the_map_of_a_day_is_drawn_without_marks(visitor, house, row, page):
    flows = [TypedFlow(1, "patients", "phone", "subprocessor", "SUB-0003")]
    remove_flows(find_engagement(ENGAGEMENT), flows, by=ACTOR, toolbox=house)
    answer = visitor.get(f"{page}?on=2026-11-24")

    assert 'class="map"' in answer.text
    assert "map__node--removed" not in answer.text
    assert "Start version" not in words(answer)


def test_any_day_has_the_version_that_held_then(app, house, row, page):
    house.clock.move(days=10)
    change(house)
    draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=house)
    visitor = sign_in(app, a_member_of_staff(language="en"))

    assert "version 1 held" in words(visitor.get(f"{page}?on=2026-11-30"))
    assert "version 2 held" in words(visitor.get(f"{page}?on=2026-12-04"))
    compared = words(visitor.get(f"{page}?from=2026-11-24&to=2026-12-04"))
    assert "version 1 of" in compared
    assert "version 2 of" in compared
    assert "Start version" not in compared
    same = words(visitor.get(f"{page}?from=2026-11-24&to=2026-11-25"))
    assert "On both days the same version held" in same


@pytest.mark.parametrize("asked", ["on=2020-02-29", "from=2020-02-29", "to=2020-02-29"])
def test_a_day_before_the_first_version_is_told_in_a_sentence(visitor, page, asked):
    answer = visitor.get(f"{page}?{asked}")
    assert answer.status_code == 200
    assert "there was no version yet: the first one is of" in words(answer)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("on=abc", "This is no day."),
        ("from=2026-02-30", "This is no day."),
        ("to=20261124", "This is no day."),
        ("from=2026-W01-1", "This is no day."),
        ("on=0000-00-00", "This is no day."),
        ("to=9999-12-31", "This day has not come yet."),
        ("from=2026-11-24&to=2026-11-23", "This day lies before the first one."),
        ("on=" + "9" * 100, "This is no day."),
    ],
)
def test_what_is_no_day_is_told_beside_its_field_and_kept(visitor, page, asked, sentence):
    answer = visitor.get(f"{page}?{asked}")
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    name, _, typed = asked.rpartition("&")[2].partition("=")
    if typed.isascii() and "%" not in typed:
        assert f'name="{name}" value="{typed[:40]}"' in answer.text


def test_an_engagement_without_a_version_says_so(visitor, house):
    row = find_engagement(ENGAGEMENT)
    answer = visitor.get(f"/engagements/{row.public_id}/drift")
    assert "There is no version yet" in words(answer)


def test_only_who_may_draft_is_led_to_the_new_version(app, house, row, page):
    change(house)
    for role, may_write in (("dpo", True), ("signatory", False)):
        answer = sign_in(app, a_member_of_staff(role, language="en")).get(page)
        assert ("Start version 2" in words(answer)) is may_write
        assert "Amendment needed" in words(answer)


def test_an_ended_engagement_is_compared_and_not_begun_anew(visitor, house, row, page):
    change(house)
    Engagement.update(is_active=False).where(Engagement.id == row.id).execute()
    text = words(visitor.get(page))
    assert "Amendment needed" in text
    assert "Start version" not in text


@pytest.mark.parametrize("address", ["/today", "/engagements?drift=drifted", "drift"])
def test_pages_of_drift_take_few_queries(visitor, house, row, page, address):
    change(house)
    with count_queries() as counted:
        visitor.get(page if address == "drift" else address)
    assert counted.count <= 12
