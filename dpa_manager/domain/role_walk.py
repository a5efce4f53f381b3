"""Walking through the role questions: answers as an address carries them, and the next question."""

from collections.abc import Iterable, Mapping

from dpa_manager.domain.refusals import refused
from dpa_manager.domain.role_decision import RoleAnswer, follow
from dpa_manager.vocabulary.library import vocabulary

REASON = "_reason"
YES, NO = "yes", "no"


def kept_answers(rows: Iterable[Iterable[str]]) -> tuple[RoleAnswer, ...]:
    """The answers as an activity keeps them: rows of question number, "yes" or "no", reason."""
    return tuple(RoleAnswer(f"q{number}", is_yes == YES, reason) for number, is_yes, reason in rows)


def read_answers(
    given: Mapping[str, str], *, kept: Iterable[RoleAnswer] = ()
) -> tuple[RoleAnswer, ...]:
    """The answers of an address or a form: "q1" is yes or no, "q1_reason" why.

    A reason that is not sent is the one kept with the same answer. Raises Refused, with the
    question as field, for an answer that no page of ours sends.
    """
    before = {(answer.question, answer.is_yes): answer.reason for answer in kept}
    answers = []
    for question in vocabulary().role_questions:
        if not given.get(question):
            continue
        if given[question] not in (YES, NO):
            raise refused("role-answer-unknown", field=question)
        is_yes = given[question] == YES
        reason = given.get(question + REASON, before.get((question, is_yes), ""))
        reason = reason.replace("\r\n", "\n").strip()
        answers.append(RoleAnswer(question, is_yes, reason))
    return tuple(answers)


def question_to_ask(answers: Iterable[RoleAnswer], *, wanted: str = "") -> str:
    """The question that is asked now, "" when the answers decide.

    `wanted` is one that somebody goes back to: it is asked when the path reaches it, else the
    first open one. Raises Refused for one that does not exist.
    """
    if wanted and wanted not in vocabulary().role_questions:
        raise refused("role-answer-unknown", field=wanted)
    found = follow(answers)
    on_path = {answer.question for answer in found.answers}
    return wanted if wanted in on_path else found.next_question


def answer_to(answers: Iterable[RoleAnswer], question: str) -> RoleAnswer | None:
    """The answer that was given to a question, or None."""
    return next((answer for answer in answers if answer.question == question), None)


def asked_before(answers: Iterable[RoleAnswer], question: str) -> str:
    """The question on the path before this one ("" is the decision); "" for the first."""
    path = [answer.question for answer in follow(answers).answers]
    place = path.index(question) if question in path else len(path)
    return path[place - 1] if place else ""


def as_address(
    answers: Iterable[RoleAnswer], *, kept: Iterable[RoleAnswer] = (), question: str = ""
) -> dict[str, str]:
    """What an address carries: no reason that is kept already, so that it stays short."""
    before = {(answer.question, answer.is_yes): answer.reason for answer in kept}
    carried = {"question": question} if question else {}
    for answer in answers:
        carried[answer.question] = YES if answer.is_yes else NO
        if answer.reason != before.get((answer.question, answer.is_yes), ""):
            carried[answer.question + REASON] = answer.reason
    return carried
