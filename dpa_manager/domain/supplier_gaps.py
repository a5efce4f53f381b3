"""What the register lacks of one supplier before an agreement may name it.

The rules are those of completeness, asked of that supplier alone: what depends on a client, such as
its authorisation, is judged where that client's agreement is drafted.
"""

from datetime import date

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.completeness import RULES, DraftCase, Problem
from dpa_manager.domain.facts import AgreementFacts, RecipientFacts, SubprocessorFacts
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts

_TRANSFERS = ("R-TR-1", "R-TR-2", "R-TR-3", "R-TR-4", "R-TR-5", "R-TR-6", "R-TR-7")
_SUBPROCESSOR = ("R-SUB-2", "R-SUB-3", *_TRANSFERS)


def gaps_of_subprocessor(row: SubprocessorFacts, *, on: date) -> tuple[Problem, ...]:
    """What is missing of a sub-processor on this day; the gravest rules decide as in drafts."""
    return _gaps(_SUBPROCESSOR, on=on, subprocessors=(row,))


def gaps_of_recipient(row: RecipientFacts, *, on: date) -> tuple[Problem, ...]:
    """What is missing of a recipient on this day: the ground on which data leave the EEA."""
    return _gaps(_TRANSFERS, on=on, recipients=(row,))


def _gaps(
    rules: tuple[str, ...],
    *,
    on: date,
    subprocessors: tuple[SubprocessorFacts, ...] = (),
    recipients: tuple[RecipientFacts, ...] = (),
) -> tuple[Problem, ...]:
    facts = AgreementFacts(
        engagement="",
        title="",
        client=ClientFacts(Party()),
        processor=ProcessorFacts(Party()),
        terms=AgreementTerms(),
        subprocessors=subprocessors,
        recipients=recipients,
    )
    case = DraftCase(facts, templates=(), languages=(), today=on)
    return tuple(problem for rule in rules for problem in RULES[rule].problems(case))
