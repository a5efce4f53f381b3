"""The six questions about the role, each way through them."""

import itertools

import pytest

from dpa_manager.domain.errors import Refused
from dpa_manager.domain.role_decision import RoleAnswer, decide, follow
from dpa_manager.vocabulary.library import vocabulary


def answers(**given):
    return [RoleAnswer(question, yes, "because") for question, yes in given.items()]


@pytest.mark.parametrize(
    ("given", "outcome", "is_split"),
    [
        ({"q1": False}, "none", False),
        ({"q1": True, "q2": True, "q3": True, "q4": False}, "processor", False),
        ({"q1": True, "q2": True, "q3": True, "q4": True}, "processor", True),
        ({"q1": True, "q2": False, "q5": True}, "joint", False),
        ({"q1": True, "q2": True, "q3": False, "q5": True}, "joint", False),
        ({"q1": True, "q2": False, "q5": False, "q6": True}, "controller", False),
        ({"q1": True, "q2": False, "q5": False, "q6": False}, "controller", False),
        ({"q1": True, "q2": True, "q3": False, "q5": False, "q6": True}, "controller", False),
    ],
)
def test_each_way_through_the_questions_has_its_outcome(given, outcome, is_split):
    found = decide(answers(**given))
    assert (found.outcome, found.is_split) == (outcome, is_split)
    assert [answer.question for answer in found.answers] == list(given)


def test_all_answers_together_decide_whatever_they_are():
    for choice in itertools.product((True, False), repeat=6):
        given = dict(zip(("q1", "q2", "q3", "q4", "q5", "q6"), choice, strict=True))
        assert decide(answers(**given)).outcome in vocabulary().role_outcomes


@pytest.mark.parametrize(
    ("given", "open_question"),
    [
        ({}, "q1"),
        ({"q1": True}, "q2"),
        ({"q1": True, "q2": True, "q3": True}, "q4"),
        ({"q1": True, "q2": False, "q3": True}, "q5"),
        ({"q2": True, "q3": True, "q4": False}, "q1"),
    ],
)
def test_an_open_question_is_named(given, open_question):
    assert follow(answers(**given)).next_question == open_question
    with pytest.raises(Refused) as refusal:
        decide(answers(**given))
    assert refusal.value.field == open_question
    question = vocabulary().role_questions[open_question].label
    assert question.fr in refusal.value.sentence.fr


def test_answers_beside_the_way_count_for_nothing():
    found = decide(answers(q1=True, q2=True, q3=True, q4=False, q5=True, q6=True))
    assert found.outcome == "processor"
    assert [answer.question for answer in found.answers] == ["q1", "q2", "q3", "q4"]


def test_no_processing_needs_its_reason_and_the_other_outcomes_do_not():
    with pytest.raises(Refused, match="no personal data"):
        decide([RoleAnswer("q1", False, "  ")])
    assert decide([RoleAnswer("q1", False, "Only maps of roads.")]).outcome == "none"
    assert decide([RoleAnswer("q1", True), RoleAnswer("q2", False), RoleAnswer("q5", True)])
