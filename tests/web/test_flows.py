"""The matrix on pages, wholly without scripts: ticks, rows, columns, pasting, and two at once."""

import csv
import html
import io
import re

import pytest
from werkzeug.datastructures import MultiDict

from dpa_manager.actions import mapping
from dpa_manager.actions.writing_flows import TypedFlow
from dpa_manager.domain.flow_matrix import cells_between
from dpa_manager.models import (
    Activity,
    Assignment,
    Engagement,
    EngagementSubprocessor,
    Flow,
    Subprocessor,
)
from dpa_manager.models.event import Event
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.library import vocabulary
from tests.actions.complete_house import ENGAGEMENT, doing
from tests.factories import AT
from tests.web.signed_in import a_member_of_staff, sign_in, token_of

HOST, MAILER = "subprocessor|SUB-0001", "subprocessor|SUB-0002"
STAFF_NAME = "client_staff|name"
BOX = re.compile(
    r'<input type="checkbox" name="flow" value="([^"]+)"[^>]*?( checked)?( disabled)?>'
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


def an_account_manager(app):
    """Somebody who looks after the client, signed in."""
    user = a_member_of_staff("account-manager")
    Assignment.create(client=engagement().client_id, user=user, created_at=AT)
    return sign_in(app, user)


def engagement():
    return Engagement.get(Engagement.reference == ENGAGEMENT)


def boxes(text):
    """Every cell of a page, and whether it is ticked."""
    return {html.unescape(value): bool(is_ticked) for value, is_ticked, _ in BOX.findall(text)}


def ticked(text):
    return {value for value, is_ticked in boxes(text).items() if is_ticked}


def kept(activity=1):
    """The flows that are written, as the page would send them."""
    rows = (
        Flow.select(Flow, Activity)
        .join(Activity)
        .where(Activity.engagement == engagement(), Activity.number == activity)
    )
    references = {row.id: row.reference for row in Subprocessor.select()}
    return {
        f"{row.subject_key}|{row.category_key}|{row.target}|"
        + (references.get(row.subprocessor_id) or ("REC-0001" if row.recipient_id else ""))
        for row in rows
    }


def loaded(browser, page):
    """The form of a page as a browser would send it, nothing changed."""
    text = browser.get(page).text
    seen = html.unescape(re.search(r'name="seen"[^>]*value="([^"]*)"', text)[1])
    fields = [("csrf_token", token_of(text)), ("seen", seen)]
    return MultiDict(fields + [("flow", value) for value in sorted(ticked(text))])


def send(browser, page, form, *, to="", add=(), without=(), **fields):
    """Send a loaded form with boxes ticked and cleared, by pressing a button of `fields`."""
    flows = [value for value in form.getlist("flow") if value not in without]
    pairs = [(name, value) for name, value in form.items(multi=True) if name != "flow"]
    pairs += [("flow", value) for value in [*flows, *add]]
    for name, value in fields.items():
        pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return browser.post(page + to, data=MultiDict(pairs))


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

    answer = send(manager, page, loaded(manager, page), to="/remove", remove="patients|name")
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

    answer = send(manager, page, loaded(manager, page), to="/paste", pasted=text)

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

    pasted = send(manager, page, loaded(manager, page), to="/paste", pasted=answer.data.decode())

    assert ticked(pasted.text) == before
    assert "checklist__list" not in pasted.text.split("pasted-head")[1].split("</section>")[0]


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


@pytest.mark.parametrize("seen", ["", "[]", '{"flow": 1}'])
def test_a_form_that_says_nothing_of_what_it_was_loaded_with_is_taken_as_typed(manager, page, seen):
    form = loaded(manager, page)
    form["seen"] = seen

    assert send(manager, page, form, add=[f"{STAFF_NAME}|{MAILER}"]).status_code == 303
    assert f"{STAFF_NAME}|{MAILER}" in kept()


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


STRANGE = {
    "": ("all", "none", "do", "add_target"),
    "/remove": ("remove",),
    "/paste": ("pasted",),
}


@pytest.mark.parametrize("value", ["<b>x", "row:a|b", "column:x|y", "'; --", "é" * 300])
def test_a_strange_button_does_nothing_and_is_never_a_fault(manager, page, value):
    before, form = kept(), loaded(manager, page)

    answers = [
        send(manager, page, form, to=to, **{name: value})
        for to, names in STRANGE.items()
        for name in names
    ]

    assert {answer.status_code for answer in answers} <= {200, 303, 400}
    assert not any("<b>x" in answer.text for answer in answers)
    assert kept() == before


@pytest.mark.parametrize("activity", ["0", "3", "-1", "x", "1e0", "9" * 40, "1%20", "٣"])
def test_an_activity_that_is_not_there_is_not_found(manager, flows_page, activity):
    path, token = f"{flows_page}/{activity}", token_of(manager.get(flows_page).text)

    asked = [manager.get(f"{path}{part}") for part in ("", "/summary", ".csv")]
    sent = [
        manager.post(f"{path}{part}", data={"csrf_token": token})
        for part in ("", "/paste", "/remove", "/restore")
    ]

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
