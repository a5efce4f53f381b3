"""Whether a template's clauses say what the law wants said, in the locked words."""

from collections.abc import Iterator, Mapping

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.vocabulary.locked_wordings import LockedWording, locked_wordings


def languages_without_clause(case: DraftCase, clause: str) -> Iterator[str]:
    """The languages of the draft whose template has no text for this clause."""
    for language in case.languages:
        if not _clause_text(case, clause, language):
            yield language


def unsaid(case: DraftCase, rule_id: str) -> Iterator[tuple[LockedWording, str]]:
    """What the rule wants a clause to say and the clause does not, with the language.

    An absent clause is not reported here: `languages_without_clause` tells of it.
    """
    for wording in locked_wordings().get(rule_id, ()):
        for language in case.languages:
            text = _clause_text(case, wording.clause, language)
            if text and not _says(text, wording, language):
                yield wording, language


def _clause_text(case: DraftCase, clause: str, language: str) -> str:
    template = case.template_in(language)
    clauses: Mapping[str, str] = template.folded_clauses if template else {}
    return clauses.get(clause, "")


def _says(text: str, wording: LockedWording, language: str) -> bool:
    if any(banned in text for banned in wording.never.get(language, ())):
        return False
    return any(words in text for words in wording.any_of.get(language, ()))
