"""What KBITS is for one activity: the six questions of DOMAIN 1.1, answered in their order."""

from collections.abc import Iterable
from dataclasses import dataclass

from dpa_manager.domain.refusals import refused
from dpa_manager.vocabulary.library import vocabulary

FIRST_QUESTION = "q1"


@dataclass(frozen=True)
class RoleAnswer:
    """An answer to a question (key of `role_questions`), with the reason in the person's words."""

    question: str
    is_yes: bool
    reason: str = ""


@dataclass(frozen=True)
class RoleOutcome:
    """Where the answers lead: `next_question` is "" when they decide.

    `outcome` is controller, processor, joint or none, or "" while a question is open; `is_split`
    says that a part of the activity is KBITS's own and belongs into an activity of its own.
    `answers` are those on the path; what was answered beside it counts for nothing.
    """

    outcome: str = ""
    is_split: bool = False
    next_question: str = ""
    answers: tuple[RoleAnswer, ...] = ()


def follow(answers: Iterable[RoleAnswer]) -> RoleOutcome:
    """Follow the questions from the first on as far as the answers go."""
    given = {answer.question: answer for answer in answers}
    questions = vocabulary().role_questions
    path: list[RoleAnswer] = []
    key = FIRST_QUESTION
    while key in given:
        answer = given[key]
        path.append(answer)
        leads = questions[key].yes if answer.is_yes else questions[key].no
        kind, _, target = leads.partition(":")
        if kind == "outcome":
            return RoleOutcome(target, answers=tuple(path))
        if kind == "split":
            return RoleOutcome("processor", is_split=True, answers=tuple(path))
        key = target
    return RoleOutcome(next_question=key, answers=tuple(path))


def decide(answers: Iterable[RoleAnswer]) -> RoleOutcome:
    """The decision for complete answers; raises Refused while a question is open.

    "No processing" needs its reason: it takes the activity out of every agreement and record.
    """
    found = follow(answers)
    if found.next_question:
        question = vocabulary().role_questions[found.next_question].label
        raise refused("role-question-open", field=found.next_question, question=question)
    if found.outcome == "none" and not found.answers[-1].reason.strip():
        raise refused("role-reason-missing", field=found.answers[-1].question)
    return found
