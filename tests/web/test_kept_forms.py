"""What was typed when a session ended comes back after signing in, to that person alone."""

from datetime import timedelta

import pytest

from dpa_manager.actions.measuring import chosen_measures
from dpa_manager.models import KeptForm, Session
from dpa_manager.queries.lookup import find_engagement
from tests.actions.complete_house import ENGAGEMENT
from tests.web.signed_in import a_member_of_staff, open_session, sign_in, token_of

TYPED = 'Not needed: A & B <"Sons">\nagree'
SHOWN = "Not needed: A &amp; B &lt;&#34;Sons&#34;&gt;"


@pytest.fixture
def els(app):
    return a_member_of_staff("account-manager", "dpo")


@pytest.fixture
def browser(app, els):
    return sign_in(app, els)


def engagement():
    return find_engagement(ENGAGEMENT).public_id


def address():
    return f"/engagements/{engagement()}/measures"


def lapse(house, hours=9):
    """Let every open session lie idle for longer than it may."""
    then = house.now() - timedelta(hours=hours)
    Session.update(seen_at=then, started_at=then, fresh_at=then).execute()


def send_late(browser, house, *, headers=None, **fields):
    """Open the form, let the session lapse, and send what was typed."""
    token = token_of(browser.get(address()).text)
    lapse(house)
    data = {"csrf_token": token, "reason_A_nl": TYPED, "measures": ["none"]} | fields
    where = {"Referer": f"http://localhost{address()}"} | (headers or {})
    return browser.post(address(), data=data, headers=where)


def come_back(browser, house, user):
    """Sign in again in the same browser."""
    token = open_session(user, house=house)
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = token
    house.database.connect(reuse_if_open=True)


def test_what_was_typed_stands_in_the_form_again(browser, house, els):
    before = chosen_measures(find_engagement(ENGAGEMENT))
    answer = send_late(browser, house)
    come_back(browser, house, els)
    page = browser.get(f"{address()}?kept=1").text

    assert answer.status_code == 303
    assert answer.location.startswith("/login?next=")
    assert "kept%3D1" in answer.location
    assert page.count(SHOWN) == 2
    assert chosen_measures(find_engagement(ENGAGEMENT)) == before


def test_a_page_that_saved_itself_goes_to_sign_in_as_a_whole(browser, house):
    answer = send_late(browser, house, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"].startswith("/login?next=")
    assert answer.text == ""


def test_an_open_page_that_asks_by_itself_is_left_as_it_is(browser, house):
    browser.get(address())
    lapse(house)
    answer = ask_for_a_piece(browser, f"/engagements/{engagement()}/saves")

    assert (answer.status_code, answer.text) == (204, "")
    assert "HX-Redirect" not in answer.headers


def test_whoever_is_stopped_at_a_piece_of_a_page_comes_back_to_the_page(browser, house):
    lapse(house)
    answer = ask_for_a_piece(browser, f"/engagements/{engagement()}/preview/page?part=measures")

    assert answer.headers["HX-Redirect"] == f"/login?next={address()}"


def ask_for_a_piece(browser, path):
    where = {"HX-Request": "true", "Referer": f"http://localhost{address()}"}
    return browser.get(path, headers=where)


def test_an_address_longer_than_any_of_ours_is_not_kept(browser, house):
    token = token_of(browser.get(address()).text)
    lapse(house)
    path = f"/engagements/{'a' * 500}/measures"
    answer = browser.post(path, data={"csrf_token": token, "reason_A_nl": TYPED})

    assert answer.status_code == 303
    assert not KeptForm.select().exists()


def test_nobody_else_gets_what_was_typed(app, browser, house):
    send_late(browser, house)
    other = sign_in(app, a_member_of_staff("account-manager", "dpo", name="Jan Peeters"))

    assert SHOWN not in other.get(f"{address()}?kept=1").text


def test_it_is_forgotten_once_it_is_saved(browser, house, els):
    send_late(browser, house)
    come_back(browser, house, els)
    page = browser.get(f"{address()}?kept=1").text
    fields = {"csrf_token": token_of(page), "reason_A_nl": TYPED, "measures": []}
    referer = {"Referer": f"http://localhost{address()}?kept=1"}

    assert browser.post(address(), data=fields, headers=referer).status_code == 303
    assert not KeptForm.select().exists()


def test_it_is_forgotten_by_its_button(browser, house, els):
    send_late(browser, house)
    come_back(browser, house, els)

    browser.submit("/me/kept-form/forget", on=f"{address()}?kept=1")

    assert not KeptForm.select().exists()


def test_it_is_gone_after_a_day(browser, house, els):
    send_late(browser, house)
    come_back(browser, house, els)
    KeptForm.update(kept_at=house.now() - timedelta(days=1, minutes=1)).execute()

    assert SHOWN not in browser.get(f"{address()}?kept=1").text


@pytest.mark.parametrize("way", ["a false token", "a session that somebody ended", "nobody"])
def test_nothing_is_kept_that_no_form_of_ours_sent_in_time(way, browser, house):
    fields = {"csrf_token": "a.b.c"} if way == "a false token" else {}
    if way == "a session that somebody ended":
        token = token_of(browser.get(address()).text)
        Session.update(ended_at=house.now(), end_reason="signed_out").execute()
        browser.post(address(), data={"csrf_token": token, "reason_A_nl": TYPED})
    elif way == "nobody":
        browser.delete_cookie("__Host-session")
        browser.post(address(), data={"reason_A_nl": TYPED})
    else:
        send_late(browser, house, **fields)

    assert not KeptForm.select().exists()


def test_what_is_delicate_is_never_kept(app, house):
    admin = a_member_of_staff("admin")
    browser = sign_in(app, admin)
    token = token_of(browser.get("/admin/users/new").text)
    lapse(house)

    browser.post("/admin/users/new", data={"csrf_token": token, "name": TYPED})

    assert not KeptForm.select().exists()
