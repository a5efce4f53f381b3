"""The six tasks of drafting an agreement, and how far each of them is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dpa_manager.domain.completeness import Problem, Severity
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.domain.facts import AgreementFacts


class Progress(StrEnum):
    """How far a task is: begun but incomplete is told apart from untouched."""

    UNTOUCHED = "untouched"
    BEGUN = "begun"
    DONE = "done"
    WAITS = "waits"


@dataclass(frozen=True)
class Task:
    """One of the six parts; `missing` counts what stops a version, `warnings` what needs a reason.

    `key` names the page where the task begins.
    """

    key: str
    progress: Progress
    missing: int = 0
    warnings: int = 0


CHECK = "check"
TASKS = ("parties", "activities", "subprocessors", "measures", "retention", CHECK)

# The task to which a place belongs, by the part of the place (domain.drafting_places).
_TASK_OF_PART: Mapping[str, str] = {
    "parties": "parties",
    "client": "parties",
    "firm": "parties",
    "terms": "parties",
    "activities": "activities",
    "role": "activities",
    "flows": "activities",
    "subprocessors": "subprocessors",
    "register": "subprocessors",
    "measures": "measures",
    "retention": "retention",
    "templates": CHECK,
    "check": CHECK,
}

_HAS_BEGUN: Mapping[str, Callable[[AgreementFacts], bool]] = {
    "parties": lambda facts: bool(
        facts.subject_matter or facts.principal_contract or facts.duration_kind
    ),
    "activities": lambda facts: bool(facts.activities),
    "subprocessors": lambda facts: bool(facts.subprocessors or facts.recipients),
    "measures": lambda facts: bool(facts.measures.measures),
    "retention": lambda facts: any(use.retention for a in facts.activities for use in a.data),
}


def task_of(problem: Problem) -> str:
    """The task in which a problem is solved."""
    return _TASK_OF_PART[place_of(problem.field, problem.subject).part]


def tasks_of(facts: AgreementFacts, found: Iterable[Problem]) -> tuple[Task, ...]:
    """The six tasks in their order; checking waits until nothing is missing in the others."""
    missing = dict.fromkeys(TASKS, 0)
    warnings = dict.fromkeys(TASKS, 0)
    for problem in found:
        if problem.severity is Severity.BLOCK:
            missing[task_of(problem)] += 1
        elif problem.severity is Severity.WARN:
            warnings[task_of(problem)] += 1
    return tuple(
        Task(key, _progress(key, facts, missing=missing), missing[key], warnings[key])
        for key in TASKS
    )


def _progress(key: str, facts: AgreementFacts, *, missing: Mapping[str, int]) -> Progress:
    if key == CHECK:
        return Progress.WAITS if any(missing.values()) else Progress.UNTOUCHED
    if not missing[key]:
        return Progress.DONE
    return Progress.BEGUN if _HAS_BEGUN[key](facts) else Progress.UNTOUCHED
