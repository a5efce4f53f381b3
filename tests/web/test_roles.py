"""The questions about a role on pages: one at a time, and the decision at the end."""

import pytest
from markupsafe import escape

from dpa_manager.domain.role_decision import decide
from dpa_manager.domain.role_walk import as_address
from dpa_manager.models import Activity, Engagement
from dpa_manager.models.event import Event
from tests.domain.test_role_walk import PATHS
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} %s'
PROCESSOR = {"q1": "yes", "q2": "yes", "q3": "yes", "q4": "no"}
SPLIT = PROCESSOR | {"q4": "yes"}
JOINT = {"q1": "yes", "q2": "no", "q5": "yes"}


@pytest.fixture
def path(house):
    row = Engagement.get(Engagement.title == "Planningsapp")
    Activity.update(role_outcome="", role_answers=[], role_decided_at=None).where(
        Activity.number == 1
    ).execute()
    return f"/engagements/{row.public_id}/activities/1/role"


def activity(number=1):
    return Activity.get(Activity.number == number)


def question_on(page):
    """The key of the question that a page asks, or ""."""
    return page.split('name="asked" value="')[1][:2] if 'name="asked"' in page else ""


def keep(browser, path, answers, **changes):
    """Press the button of the decision."""
    page = browser.get(path, query_string=answers).text
    return browser.post(path, data=sent(page, changes, holding="seen"))


@pytest.mark.parametrize("answers", PATHS, ids=lambda path: "-".join(a.question for a in path))
def test_every_way_to_answer_is_asked_on_its_pages_and_decided_at_the_end(visitor, path, answers):
    page = visitor.get(path).text
    for answer in answers:
        assert question_on(page) == answer.question
        given = sent(
            page,
            {
                answer.question: "yes" if answer.is_yes else "no",
                f"{answer.question}_reason": answer.reason,
            },
            holding="asked",
        )
        page = visitor.get(path, query_string=given).text
    assert question_on(page) == ""
    own = {"own_part_nl": "Eigen statistieken"} if decide(answers).is_split else {}

    decided = visitor.post(path, data=sent(page, own, holding="seen"))

    assert decided.status_code == 303
    kept = activity()
    assert kept.role_outcome == decide(answers).outcome
    assert [row[2] for row in kept.role_answers] == [answer.reason for answer in answers]
    assert Activity.select().count() == (3 if own else 2)


def test_looking_at_questions_keeps_nothing(visitor, path):
    before, events = list(Activity.select().dicts()), Event.select().count()

    for answers in ({}, PROCESSOR, SPLIT, JOINT, PROCESSOR | {"question": "q2"}):
        visitor.get(path, query_string=answers)

    assert list(Activity.select().dicts()) == before
    assert Event.select().count() == events


def test_who_goes_back_finds_the_answer_and_the_others_kept(visitor, path):
    given = PROCESSOR | {"q2_reason": HOSTILE, "question": "q2"}

    page = visitor.get(path, query_string=given).text

    assert question_on(page) == "q2"
    assert str(escape(HOSTILE)) in page
    for name, value in (("q1", "yes"), ("q3", "yes"), ("q4", "no")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    on = visitor.get(path, query_string=sent(page, {"q2": "no"}, holding="asked")).text
    assert question_on(on) == "q5"


def test_hostile_reasons_come_back_as_they_were_typed(visitor, path):
    given = JOINT | {"q5_reason": HOSTILE}

    assert str(escape(HOSTILE)) in visitor.get(path, query_string=given).text
    assert keep(visitor, path, given).status_code == 303

    assert activity().role_answers[-1] == ["5", "yes", HOSTILE]
    assert str(escape(HOSTILE)) in visitor.get(path).text


@pytest.mark.parametrize(
    "given",
    [{"q1": "maybe"}, PROCESSOR | {"q2": "<script>"}, {"question": "q7"}, {"question": "role"}],
)
def test_an_address_that_no_page_of_ours_has_is_answered_by_a_sentence(visitor, path, given):
    answer = visitor.get(path, query_string=given)

    assert answer.status_code == 400
    assert "Begin opnieuw" in answer.text


@pytest.mark.parametrize("value", ["maybe", "YES", "1", "<script>"])
def test_a_tampered_answer_decides_nothing(visitor, path, value):
    answer = keep(visitor, path, PROCESSOR, q3=value)

    assert answer.status_code == 400
    assert "Begin opnieuw" in answer.text
    assert activity().role_outcome == ""


@pytest.mark.parametrize("name", ["q4", "q1"])
def test_an_answer_that_is_left_out_is_asked_again(visitor, path, name):
    answer = keep(visitor, path, PROCESSOR, **{name: None})

    assert answer.status_code == 400
    assert question_on(answer.text) == name
    assert activity().role_outcome == ""


def test_going_on_without_an_answer_asks_again_and_keeps_the_reason(visitor, path):
    given = {"q1": "yes", "asked": "q2", "q2_reason": "Nog niet zeker"}

    answer = visitor.get(path, query_string=given)

    assert answer.status_code == 400
    assert question_on(answer.text) == "q2"
    assert "Kies ja of nee." in answer.text
    assert "Nog niet zeker" in answer.text


def test_no_processing_asks_for_its_reason(visitor, path):
    answer = visitor.get(path, query_string={"q1": "no", "q1_reason": " "})

    assert answer.status_code == 400
    assert 'id="reason-error"' in answer.text
    assert (
        visitor.get(path, query_string={"q1": "no", "q1_reason": "Alleen papier"}).status_code
        == 200
    )


def test_a_part_of_the_firms_own_asks_for_its_name(visitor, path):
    answer = keep(visitor, path, SPLIT)

    assert answer.status_code == 400
    assert 'id="own_part_nl-error"' in answer.text
    assert Activity.select().count() == 2

    assert keep(visitor, path, SPLIT, own_part_fr=HOSTILE).status_code == 303
    assert (activity(3).title.fr, activity(3).role_outcome) == (HOSTILE, "controller")


@pytest.mark.parametrize("own", [{"own_part_nl": "x" * 201}, {"own_part_nl": "a\u202eb"}])
def test_a_wrong_name_of_the_part_stands_beside_its_field(visitor, path, own):
    answer = keep(visitor, path, SPLIT, **own)

    assert answer.status_code == 400
    assert 'id="own_part_nl-error"' in answer.text


def test_a_decision_is_shown_with_its_answers_and_can_be_taken_again(visitor, path):
    keep(visitor, path, PROCESSOR | {"q3_reason": "De klant zegt wat"})

    page = visitor.get(path).text

    assert "De klant zegt wat" in page
    assert 'name="seen"' not in page
    assert page.count("question=q") == 4


def test_deciding_otherwise_says_what_will_change(visitor, drafted, path):
    keep(visitor, path, PROCESSOR)

    page = visitor.get(path, query_string=JOINT).text

    assert "Tot nu toe: Verwerker" in page
    assert "stel een nieuwe op" in page
    assert keep(visitor, path, JOINT).status_code == 303
    assert activity().role_outcome == "joint"


def test_who_decides_after_somebody_else_sees_that_first(app, visitor, path):
    page = visitor.get(path, query_string=JOINT).text
    keep(sign_in(app, a_member_of_staff("dpo")), path, PROCESSOR)

    answer = visitor.post(path, data=sent(page, {}, holding="seen"))

    assert answer.status_code == 409
    assert "Tot nu toe: Verwerker" in answer.text
    assert activity().role_outcome == "processor"
    again = visitor.post(path, data=sent(answer.text, {}, holding="seen"))
    assert (again.status_code, activity().role_outcome) == (303, "joint")


def test_a_long_reason_that_was_kept_stays_out_of_addresses(visitor, path):
    reason = "Omdat de klant alles bepaalt. " * 60
    Activity.update(
        role_outcome="joint",
        role_answers=[["1", "yes", reason], ["2", "no", ""], ["5", "yes", ""]],
    ).where(Activity.number == 1).execute()

    page = visitor.get(path).text

    assert reason.strip() in page
    assert "reason=" not in page
    address = as_address((), question="q2") | {"q1": "yes", "q2": "no", "q5": "yes"}
    assert question_on(visitor.get(path, query_string=address).text) == "q2"
