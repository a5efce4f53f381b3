"""What a difference between an agreement and what is done asks for, the gravest first."""

from collections.abc import Iterable
from enum import StrEnum

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.sentences import drift_words, filled


class DriftClass(StrEnum):
    """What the law and the agreement's own clause on changes ask for a difference.

    AMENDMENT: both parties sign (Art. 28(3) and (9) GDPR; clause Changes). NOTICE: the client is
    told beforehand and may object, or says yes (Art. 28(2), (4); clause Sub-processors). ANNEX: an
    updated annex, dated, numbered and sent (clause Changes). HARMLESS: the agreement says the same.
    """

    AMENDMENT = "amendment"
    NOTICE = "notice"
    ANNEX = "annex"
    HARMLESS = "harmless"

    @property
    def gravity(self) -> int:
        """0 for the gravest class, more for what weighs less."""
        return list(DriftClass).index(self)

    @property
    def label(self) -> Phrase:
        """What is needed, in a few words."""
        return drift_words()[self.value]

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to do something about it."""
        return self is not DriftClass.HARMLESS


def gravest(classes: Iterable[DriftClass]) -> DriftClass | None:
    """The gravest of these classes; None of none."""
    return min(classes, key=lambda one: one.gravity, default=None)


def explanation(drift_class: DriftClass, terms: AgreementTerms) -> Phrase:
    """What has to be done and why, by the terms of the version that still holds."""
    key = f"why.{drift_class}"
    if drift_class is not DriftClass.NOTICE:
        return drift_words()[key]
    mode = terms.subproc_mode
    is_specific = mode == "specific"
    told = {
        "notice": _days(terms.notice_days),
        "objection": _days(terms.objection_days),
    }
    if not told["notice"] or not (is_specific or told["objection"]):
        return drift_words()[f"{key}.no-period"]
    return filled(drift_words()[f"{key}.{'specific' if is_specific else 'general'}"], told)


def _days(count: int | None) -> Phrase:
    if count is None:
        return Phrase()
    return Phrase.of({language: voice(language).counted(count, "day") for language in LANGUAGES})
