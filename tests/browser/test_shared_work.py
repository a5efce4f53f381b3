"""Two people at one engagement, and a session that ends while somebody types: nothing is lost."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from dpa_manager.models import Engagement, Session, User
from tests.actions.complete_house import ENGAGEMENT
from tests.browser.conftest import PEOPLE, a_way_in

pytestmark = pytest.mark.browser

# What a page asks every twenty seconds, asked now.
ASK = """() => {
  const others = document.getElementById("others");
  return htmx.ajax("GET", others.getAttribute("hx-get"), {target: others, swap: "innerHTML"});
}"""
SAVE = ".drafting__part .edit-form > .form__end button"
THEIRS, MINE = 'Planning <b>"J"</b>', "Planning & Els"


@pytest.fixture
def toolbox(open_house):
    _, _, reopen = open_house("sqlite")
    return reopen()


@pytest.fixture
def path(toolbox):
    with toolbox.connected():
        row = Engagement.get(Engagement.reference == ENGAGEMENT)
    return f"/engagements/{row.public_id}/parties"


@pytest.fixture
def open_page(open_office, path):
    def opened(who):
        page = open_office("sqlite", who).page
        page.goto(path)
        return page

    return opened


def typed(page, field, text):
    """Type something and leave the field; the status with which the page saved itself."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator(field).fill(text)
        page.keyboard.press("Tab")
    return answer.value.status


def pressed_save(page):
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator(SAVE).click()
    page.wait_for_load_state()
    return answer.value.status


def test_each_sees_that_the_other_saved_and_different_fields_are_both_kept(open_page):
    mine, theirs = open_page("els"), open_page("jan")

    assert typed(theirs, "#contract_reference", "GHD-02 <new>") == 200
    mine.evaluate(ASK)
    mine.locator("#others .note").wait_for()
    notice = mine.locator("#others").inner_text()
    assert typed(mine, "#contract_name", "Hosting & more") == 200
    mine.reload()

    assert "Jan Peeters" in notice
    assert mine.locator("#contract_reference").input_value() == "GHD-02 <new>"
    assert mine.locator("#contract_name").input_value() == "Hosting & more"


def test_of_a_field_that_both_changed_both_texts_are_shown_and_nothing_is_lost(open_page):
    mine, theirs = open_page("els"), open_page("jan")

    assert typed(theirs, "#title", THEIRS) == 200
    assert typed(mine, "#title", MINE) == 409
    assert mine.locator("#title").input_value() == MINE
    assert pressed_save(mine) == 409
    assert mine.locator(".clash-list__text").all_inner_texts() == [THEIRS, MINE]
    assert mine.locator("#title").input_value() == MINE
    assert pressed_save(mine) == 303
    theirs.reload()

    assert theirs.locator("#title").input_value() == MINE


def test_what_was_typed_when_a_session_ended_comes_back_and_is_saved(open_page, toolbox, path):
    page, text = open_page("ann"), 'Not lost: A & B <"Sons">'
    with toolbox.connected():
        user = User.get(User.name == PEOPLE["ann"][1]["name"])
        then = toolbox.now() - timedelta(hours=9)
        Session.update(seen_at=then, started_at=then).where(Session.user == user).execute()
        link = a_way_in(user, toolbox=toolbox)

    page.locator("#contract_name").fill(text)
    page.keyboard.press("Tab")
    page.wait_for_url(lambda url: "/login?next=" in url)
    back = parse_qs(urlsplit(page.url).query)["next"][0]
    page.goto(link)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(lambda url: "/m/" not in url and not url.endswith("/link"))
    page.goto(back)
    shown = page.locator("#contract_name").input_value()
    assert pressed_save(page) == 303
    page.goto(path)

    assert urlsplit(back).path == path
    assert shown == text
    assert page.locator("#contract_name").input_value() == text
