"""The matrix in the hands of two people, and in those of somebody who means no good."""

import html
import re

import pytest
from werkzeug.datastructures import MultiDict

from dpa_manager.actions import mapping
from dpa_manager.actions.writing_flows import TypedFlow
from dpa_manager.domain.flow_matrix import cells_between
from dpa_manager.models import (
    Subprocessor,
)
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.library import vocabulary
from tests.actions.complete_house import ENGAGEMENT, doing
from tests.web.signed_in import token_of
from tests.web.ticking import (
    BOX,
    HOST,
    MAILER,
    STAFF_NAME,
    an_account_manager,
    engagement,
    kept,
    loaded,
    send,
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


def test_two_people_who_tick_different_cells_both_win(app, manager, page):
    other = an_account_manager(app)
    before = kept()
    mine, theirs = f"{STAFF_NAME}|{MAILER}", "patients|name|stays|"
    cleared, gone = f"{STAFF_NAME}|{HOST}", f"patients|name|{HOST}"
    form, form_of_other = loaded(manager, page), loaded(other, page)

    assert send(other, page, form_of_other, add=[theirs], without=[gone]).status_code == 303
    assert send(manager, page, form, add=[mine], without=[cleared]).status_code == 303

    assert kept() == before - {cleared, gone} | {mine, theirs}


def test_a_page_that_saves_itself_again_and_again_keeps_what_others_ticked(app, manager, page):
    other = an_account_manager(app)
    before, theirs = kept(), "patients|name|stays|"
    mine, more = f"{STAFF_NAME}|{MAILER}", f"client_staff|account|{MAILER}"
    form = loaded(manager, page)
    send(other, page, loaded(other, page), add=[theirs])

    for added in ([mine], [mine, more], [more]):
        pairs = [*form.items(multi=True), *(("flow", one) for one in added)]
        answer = manager.post(page, data=MultiDict(pairs), headers={"HX-Request": "true"})
        assert answer.status_code == 200
        form["seen"] = html.unescape(re.search(r'name="seen"[^>]*value="([^"]*)"', answer.text)[1])
    assert 'id="saved"' in answer.text
    assert kept() == before | {theirs, more}


@pytest.mark.parametrize("seen", ["", "[]", '{"flow": 1}', "[" * 5000])
def test_a_form_that_says_nothing_of_what_it_was_loaded_with_is_taken_as_typed(manager, page, seen):
    form = loaded(manager, page)
    form["seen"] = seen

    assert send(manager, page, form, add=[f"{STAFF_NAME}|{MAILER}"]).status_code == 303
    assert f"{STAFF_NAME}|{MAILER}" in kept()


def test_a_page_that_saves_itself_presses_no_button_that_had_the_focus(manager, page):
    before, form = kept(), loaded(manager, page)
    pressed = {
        "all": f"column:{MAILER}",
        "none": f"column:{HOST}",
        "remove": STAFF_NAME,
        "do": "rows",
    }

    for name, value in pressed.items():
        pairs = [*form.items(multi=True), (name, value)]
        answer = manager.post(page, data=MultiDict(pairs), headers={"HX-Request": "true"})
        assert answer.status_code == 200
    assert kept() == before


TAMPERED = (
    "martians|name|stays|",
    "client_staff|shoe_size|stays|",
    "client_staff|name|subprocessor|SUB-9999",
    "client_staff|name|recipient|SUB-0001",
    "client_staff|name|stays|SUB-0001",
    "client_staff|name|elsewhere|",
    "client_staff|name",
    "|||",
    "<script>|name|stays|",
)


def test_a_tampered_tick_is_refused_with_a_sentence_and_nothing_is_kept(manager, page):
    before, form = kept(), loaded(manager, page)

    answers = {value: send(manager, page, form, add=[value]) for value in TAMPERED}

    assert {answer.status_code for answer in answers.values()} == {400}
    assert [value for value, answer in answers.items() if "error-summary" not in answer.text] == []
    assert not any("<script>|" in answer.text for answer in answers.values())
    assert kept() == before


@pytest.mark.parametrize("value", ["<b>x", "row:a|b", "column:x|y", "'; --", "é" * 300])
def test_a_strange_button_does_nothing_and_is_never_a_fault(manager, page, value):
    before, form = kept(), loaded(manager, page)

    answers = [
        send(manager, page, form, **fields)
        for fields in (
            *({name: value} for name in ("all", "none", "do", "remove", "add_target")),
            {"do": "paste", "pasted": value},
            {"do": "column", "add_target": value},
            {"do": "rows", "add_subject": [value], "add_category": [value]},
        )
    ]

    assert {answer.status_code for answer in answers} <= {200, 303, 400}
    assert not any("<b>x" in answer.text for answer in answers)
    assert kept() == before


@pytest.mark.parametrize("activity", ["0", "3", "-1", "x", "1e0", "9" * 40, "1%20", "٣"])
def test_an_activity_that_is_not_there_is_not_found(manager, flows_page, activity):
    path, token = f"{flows_page}/{activity}", token_of(manager.get(flows_page).text)

    asked = [manager.get(f"{path}{part}") for part in ("", "/summary", ".csv")]
    sent = [manager.post(f"{path}{part}", data={"csrf_token": token}) for part in ("", "/restore")]

    assert {answer.status_code for answer in [*asked, *sent]} == {404}


def test_somebody_with_whom_working_ended_keeps_its_flows_and_gets_no_new_ones(manager, page):
    Subprocessor.update(state="ended").where(Subprocessor.reference == "SUB-0001").execute()
    before = kept()

    text = manager.get(page).text
    closed = [value for value, _, is_closed in BOX.findall(text) if is_closed]
    gone = f"{STAFF_NAME}|{HOST}"
    assert send(manager, page, loaded(manager, page), without=[gone]).status_code == 303
    again = send(manager, page, loaded(manager, page), add=[gone])

    assert all(value.endswith("SUB-0001") for value in closed)
    assert again.status_code == 400
    assert kept() == before - {gone}


def test_the_sentence_of_an_activity_is_that_of_its_flows(manager, page):
    text = manager.get(f"{page}/summary?language=en").text

    flows = kept()
    assert f"{len({one.split('|')[1] for one in flows})} kinds of data" in text
    assert f"of {len({one.split('|')[0] for one in flows})} groups of people" in text
    assert "1 other recipient" in text


def test_hostile_names_are_shown_as_they_are(manager, page):
    name = "<script>alert('x')</script> & \"Zoon\"; =1+1"
    Subprocessor.update(legal_name=name).where(Subprocessor.reference == "SUB-0001").execute()

    for path in (page, f"{page}?with=<b>,SUB-0001,x"):
        text = manager.get(path).text
        assert name not in text
        assert name in html.unescape(text)


def test_a_matrix_of_sixty_rows_and_forty_columns_is_kept(manager, page, house):
    given = doing(house)
    rows = [
        f"{subject}|{category}"
        for subject in ("client_staff", "patients")
        for category in list(vocabulary().data_categories)[:30]
    ]
    original = Subprocessor.get(Subprocessor.reference == "SUB-0001").__data__
    columns = {k: v for k, v in original.items() if k not in ("id", "public_id", "reference")}
    for number in range(100, 137):
        Subprocessor.create(
            **columns | {"reference": f"SUB-0{number}", "public_id": f"public-{number}"}
        )
    targets = [f"subprocessor|SUB-0{number}" for number in range(100, 137)]
    cells = cells_between(rows, ["stays|", HOST, MAILER, *targets])
    first = [TypedFlow(1, *cells_between(rows[:1], [target])[0]) for target in targets]
    mapping.add_flows(find_engagement(ENGAGEMENT), first, **given)

    answer = send(manager, page, loaded(manager, page), add=["|".join(cell) for cell in cells])

    assert answer.status_code == 303
    assert len(cells) == 60 * 40
    assert {"|".join(cell) for cell in cells} <= kept()
