"""The way through the role questions, for every path of answers that there is."""

import pytest

from dpa_manager.domain.errors import Refused
from dpa_manager.domain.role_decision import FIRST_QUESTION, RoleAnswer, decide, follow
from dpa_manager.domain.role_walk import (
    as_address,
    asked_before,
    kept_answers,
    question_to_ask,
    read_answers,
)


def every_path(answers=()):
    """Each way to answer until the answers decide."""
    question = follow(answers).next_question
    if not question:
        yield answers
        return
    for is_yes in (True, False):
        yield from every_path((*answers, RoleAnswer(question, is_yes, f"why {question}")))


PATHS = tuple(every_path())


def test_the_paths_lead_to_every_outcome():
    outcomes = {(found.outcome, found.is_split) for found in map(decide, PATHS)}

    assert outcomes == {
        ("none", False),
        ("processor", False),
        ("processor", True),
        ("joint", False),
        ("controller", False),
    }
    assert max(map(len, PATHS)) == 5


@pytest.mark.parametrize("path", PATHS)
def test_a_walk_asks_the_questions_of_its_path_one_by_one(path):
    for place, answer in enumerate(path):
        given = path[:place]
        assert question_to_ask(given) == answer.question
        assert asked_before(given, answer.question) == (given[-1].question if given else "")
    assert question_to_ask(path) == ""


@pytest.mark.parametrize("path", PATHS)
def test_an_address_carries_a_path_there_and_back(path):
    assert read_answers(as_address(path)) == path


@pytest.mark.parametrize("path", PATHS)
def test_somebody_goes_back_to_every_question_of_a_path_and_to_no_other(path):
    on_path = {answer.question for answer in path}

    for question in ("q1", "q2", "q3", "q4", "q5", "q6"):
        asked = question_to_ask(path, wanted=question)
        assert asked == (question if question in on_path else "")


def test_who_goes_back_and_answers_otherwise_goes_on_along_the_new_path():
    path = next(one for one in PATHS if decide(one).outcome == "processor")
    carried = as_address(path) | {"q2": "no"}

    assert question_to_ask(read_answers(carried)) == "q5"


def test_a_reason_that_is_kept_already_is_not_carried_and_comes_back():
    kept = kept_answers([["1", "yes", "they\nhost it"], ["2", "no", ""]])

    assert as_address(kept, kept=kept) == {"q1": "yes", "q2": "no"}
    assert read_answers({"q1": "yes", "q2": "no"}, kept=kept) == kept


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"q1": "yes"}, "kept"),
        ({"q1": "yes", "q1_reason": ""}, ""),
        ({"q1": "yes", "q1_reason": " new \r\nline "}, "new \nline"),
        ({"q1": "no"}, ""),
    ],
)
def test_a_reason_is_the_one_sent_or_that_of_the_same_answer(given, reason):
    kept = (RoleAnswer("q1", True, "kept"),)

    (answer,) = read_answers(given, kept=kept)

    assert answer.reason == reason
    assert read_answers(as_address([answer], kept=kept), kept=kept) == (answer,)


@pytest.mark.parametrize("value", ["maybe", "Yes", "true", "yes ", "1"])
def test_an_answer_is_yes_or_no(value):
    with pytest.raises(Refused) as refusal:
        read_answers({"q1": "yes", "q2": value})

    assert refusal.value.field == "q2"


def test_a_question_that_does_not_exist_is_refused():
    with pytest.raises(Refused):
        question_to_ask((), wanted="q7")


def test_a_question_that_the_path_does_not_reach_is_not_asked():
    assert question_to_ask((), wanted="q4") == FIRST_QUESTION
