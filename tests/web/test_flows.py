"""The matrix on pages, wholly without scripts: ticks, rows, columns, pasting, and two at once."""

import csv
import html
import io
import re

import pytest
from werkzeug.datastructures import MultiDict

from dpa_manager.models import (
    Activity,
    EngagementSubprocessor,
    Flow,
)
from dpa_manager.models.event import Event
from tests.web.signed_in import token_of
from tests.web.ticking import (
    HOST,
    MAILER,
    STAFF_NAME,
    an_account_manager,
    boxes,
    engagement,
    kept,
    loaded,
    send,
    ticked,
)


@pytest.fixture
def flows_page(house):
    return f"/engagements/{engagement().public_id}/flows"


@pytest.fixture
def page(flows_page):
    return f"{flows_page}/1"


@pytest.fixture
def manager(app):
    return an_account_manager(app)


def test_every_activity_has_its_card_with_what_it_adds_up_to(manager, flows_page):
    text = manager.get(f"{flows_page}?language=en").text

    assert f'href="{flows_page}/1"' in text
    assert f'href="{flows_page}/2"' in text
    assert "4 kinds of data" in text
    assert "2 sub-processors" in text


def test_an_engagement_without_activities_says_where_they_are_added(manager, flows_page):
    Activity.update(is_removed=True).execute()

    answer = manager.get(f"{flows_page}?language=en")

    assert answer.status_code == 200
    assert "There is no activity yet" in answer.text
    assert manager.get(f"{flows_page}/1").status_code == 404


def test_the_matrix_shows_each_flow_ticked_and_all_who_are_listed(manager, page):
    text = manager.get(f"{page}?language=en").text

    assert ticked(text) == kept()
    assert {value.rsplit("|", 2)[2] for value in boxes(text)} == {
        "", "SUB-0001", "SUB-0002", "SUB-0003", "REC-0001",
    }  # fmt: skip
    assert "outside the EEA: United States" in text
    assert "sensitive (Art. 9)" in text
    assert "matrix__head--own" in text


def test_a_form_sent_as_it_is_changes_nothing(manager, page):
    before, events = kept(), Event.select().count()

    assert send(manager, page, loaded(manager, page)).status_code == 303
    assert (kept(), Event.select().count()) == (before, events)


def test_ticks_are_kept_and_cleared_in_one_act(manager, page):
    before, events, other = kept(), Event.select().count(), kept(2)
    gone, new = f"{STAFF_NAME}|{HOST}", f"{STAFF_NAME}|{MAILER}"

    answer = send(manager, page, loaded(manager, page), add=[new], without=[gone])

    assert answer.status_code == 303
    assert kept() == before - {gone} | {new}
    assert kept(2) == other
    assert Event.select().count() == events + 1


@pytest.mark.parametrize(
    ("press", "change"),
    [
        ({"all": f"row:{STAFF_NAME}"}, lambda one: one.startswith(STAFF_NAME + "|")),
        ({"all": f"column:{MAILER}"}, lambda one: one.endswith(MAILER)),
        ({"none": f"row:{STAFF_NAME}"}, lambda one: one.startswith(STAFF_NAME + "|")),
        ({"none": f"column:{HOST}"}, lambda one: one.endswith(HOST)),
    ],
)
def test_a_button_sets_a_row_or_a_column_at_once_and_keeps_what_was_ticked(
    manager, page, press, change
):
    form, every = loaded(manager, page), boxes(manager.get(page).text)
    meant = {value for value in every if change(value)}
    mine = "patients|name|stays|"

    assert send(manager, page, form, add=[mine], **press).status_code == 303
    wanted = set(form.getlist("flow")) | {mine}
    assert meant
    assert kept() == (wanted | meant if "all" in press else wanted - meant)


def test_rows_are_added_several_at_once_and_stay_with_us_at_first(manager, page):
    before = kept()
    chosen = {"add_subject": ["client_staff", "patients"], "add_category": ["name", "email"]}

    answer = send(manager, page, loaded(manager, page), do="rows", **chosen)

    assert answer.status_code == 303
    assert kept() == before | {"client_staff|email|stays|", "patients|email|stays|"}


@pytest.mark.parametrize("chosen", [{}, {"add_subject": ["minors"]}, {"add_category": ["name"]}])
def test_rows_need_people_and_data_and_nothing_ticked_is_lost(manager, page, chosen):
    before, mine = kept(), f"{STAFF_NAME}|{MAILER}"

    answer = send(manager, page, loaded(manager, page), add=[mine], do="rows", **chosen)

    assert answer.status_code == 400
    assert 'id="add_category-error"' in answer.text
    assert mine in ticked(answer.text)
    assert kept() == before


def test_a_column_is_chosen_from_the_register_and_listed_by_its_first_tick(manager, page):
    EngagementSubprocessor.delete().execute()
    Flow.delete().where(Flow.subprocessor.is_null(False)).execute()
    form = loaded(manager, page)
    assert not any("SUB-0002" in value for value in boxes(manager.get(page).text))

    answer = send(manager, page, form, do="column", add_target="SUB-0002")
    shown = manager.get(answer.location).text

    assert any("SUB-0002" in value for value in boxes(shown))
    assert EngagementSubprocessor.select().count() == 0
    tick = f"patients|name|{MAILER}"
    assert send(manager, answer.location, loaded(manager, answer.location), add=[tick])
    assert tick in kept()
    assert EngagementSubprocessor.select().count() == 1


def test_a_column_must_be_chosen(manager, page):
    answer = send(manager, page, loaded(manager, page), do="column", add_target="")

    assert answer.status_code == 400
    assert 'id="add_target-error"' in answer.text


def test_a_row_is_taken_out_and_taken_back(manager, page):
    before = kept()
    row = {value for value in before if value.startswith("patients|name|")}

    answer = send(manager, page, loaded(manager, page), remove="patients|name")
    shown = manager.get(answer.location).text
    undo = html.unescape(re.search(r'action="([^"]*/restore[^"]*)"', shown)[1])

    assert len(row) > 1
    assert kept() == before - row
    assert manager.post(undo, data={"csrf_token": token_of(shown)}).status_code == 303
    assert kept() == before


@pytest.mark.parametrize("query", ["", "?row=x", "?row=a|b&to=stays|", "?row=a|b|c&to=x,,|"])
def test_nothing_is_taken_back_that_was_not_there(manager, page, query):
    before = kept()

    token = token_of(manager.get(page).text)
    answer = manager.post(f"{page}/restore{query}", data={"csrf_token": token})

    assert answer.status_code == 303
    assert kept() == before


def test_a_pasted_table_is_shown_and_not_kept_and_says_what_it_did_not_understand(manager, page):
    before = kept()
    text = "\tVan wie\tMailwind Inc.\tNoordzee Hosting NV\tNiemand\nnaam en voornaam\t" \
        "Medewerkers van de klant\tx\tnee\tx\nschoenmaat\t\tx\tx\tx\n"  # fmt: skip

    answer = send(manager, page, loaded(manager, page), do="paste", pasted=text)

    assert answer.status_code == 200
    shown = ticked(answer.text)
    assert shown == before - {f"{STAFF_NAME}|{HOST}"} | {f"{STAFF_NAME}|{MAILER}"}
    assert all(word in answer.text for word in ("Niemand", "schoenmaat"))
    assert kept() == before
    form = MultiDict([("flow", value) for value in shown])
    form["seen"] = html.unescape(re.search(r'name="seen"[^>]*value="([^"]*)"', answer.text)[1])
    form["csrf_token"] = token_of(answer.text)
    assert send(manager, page, form).status_code == 303
    assert kept() == shown


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_table_of_a_matrix_pasted_into_an_empty_one_gives_the_same_ticks(
    manager, page, language
):
    answer = manager.get(f"{page}.csv?language={language}")
    before = kept()
    assert "attachment" in answer.headers["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(table) > 2
    Flow.delete().execute()

    pasted = send(manager, page, loaded(manager, page), do="paste", pasted=answer.data.decode())

    assert ticked(pasted.text) == before
    assert "checklist__list" not in pasted.text.split("pasted-head")[1].split("</section>")[0]
