"""What is missing from a draft: the rules of completeness, and what they find.

`problems(case)` judges a `DraftCase` by every rule of `RULES` and gives what a person reads, in the
order of the rules. A version may be made when `blocks(problems)` is empty; a WARN needs a reason;
an INFO only tells. One rule id has one severity: where the law knows two grades of one matter the
milder one has an id of its own ("w" for WARN, "i" for INFO).

Rules that do not concern a draft are not here. R-SCC-1 to R-SCC-3 judge the Commission's clauses,
another kind of template. R-SIGN-1 (the authority to sign) and R-SIGN-2 (signed text is approved
text) guard the way into signing; a draft tells of the first as R-SIGN-1i, which stops nothing and
asks for no reason, since a text may be written and read while a mandate is on its way. R-DIS-1 and
R-DIS-2 judge a disclosure to an authority, R-REC-1 the record of an agreement in force. The
warning of Art. 29 about access without a secrecy record needs the staff list of an engagement,
which the facts do not carry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dpa_manager.domain.completeness import (
    clauses,
    contacts,
    ending,
    flows,
    language,
    measures,
    options,
    parties,
    preamble,
    recipients,
    roles,
    sensitive,
    subprocessors,
    transfers,
)
from dpa_manager.domain.completeness.case import DraftCase, PrintedReference, TemplateFacts
from dpa_manager.domain.completeness.rule import Problem, Rule, Rulebook, Severity

__all__ = [
    "RULES",
    "Completeness",
    "DraftCase",
    "DuplicateRule",
    "PrintedReference",
    "Problem",
    "Rule",
    "Severity",
    "TemplateFacts",
    "blocks",
    "collected",
    "completeness",
    "is_complete",
    "problems",
    "warnings",
]


class DuplicateRule(ValueError):
    """Two rules have the same id."""


def collected(books: Iterable[Rulebook]) -> Mapping[str, Rule]:
    """The rules of the books by id, in their order; raises DuplicateRule."""
    rules: dict[str, Rule] = {}
    for book in books:
        for rule in book.rules:
            if rule.id in rules:
                raise DuplicateRule(rule.id)
            rules[rule.id] = rule
    return rules


RULES: Mapping[str, Rule] = collected(
    module.book
    for module in (
        parties,
        contacts,
        roles,
        preamble,
        sensitive,
        clauses,
        measures,
        subprocessors,
        recipients,
        transfers,
        flows,
        ending,
        language,
        options,
    )
)


def problems(case: DraftCase) -> tuple[Problem, ...]:
    """Every problem of the case, in the order of the rules and of the data. Never raises."""
    return tuple(problem for rule in RULES.values() for problem in rule.problems(case))


def blocks(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop a version."""
    return tuple(problem for problem in found if problem.severity is Severity.BLOCK)


def warnings(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that need a reason."""
    return tuple(problem for problem in found if problem.severity is Severity.WARN)


def is_complete(found: Iterable[Problem]) -> bool:
    """No problem stops a version."""
    return not blocks(found)


@dataclass(frozen=True)
class Completeness:
    """How far a draft is: passed of applicable BLOCK rules."""

    passed: int
    applicable: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 means that a version may be made."""
        return self.passed / self.applicable


def completeness(case: DraftCase) -> Completeness:
    """How many of the BLOCK rules that concern this draft it passes."""
    applicable = [
        rule for rule in RULES.values() if rule.severity is Severity.BLOCK and rule.applies(case)
    ]
    passed = [rule for rule in applicable if not any(True for _ in rule.findings(case))]
    return Completeness(len(passed), len(applicable))
