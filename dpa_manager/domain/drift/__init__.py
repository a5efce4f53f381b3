"""Drift: what the last version of an agreement no longer says, and what the law asks for it.

`drift_between` tells every difference once, in the words of `telling_changes`, with its class
(`classes`); the class of the whole is its gravest. Which fact falls in which class stands in
`fields`, what depends on the values in `rules`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.drift.classes import DriftClass, explanation, gravest
from dpa_manager.domain.drift.fields import FIELDS
from dpa_manager.domain.drift.rules import (
    Sides,
    is_beside_the_agreement,
    is_spelling,
    without_notice,
)
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.telling_changes import Cause, Change, tell_changes
from dpa_manager.vocabulary.phrase import Phrase

__all__ = ["ClassedChange", "Drift", "DriftClass", "DriftGroup", "class_of_cause", "drift_between"]


@dataclass(frozen=True)
class ClassedChange:
    """One told difference and its class."""

    change: Change
    drift_class: DriftClass


@dataclass(frozen=True)
class DriftGroup:
    """The differences of one class, the most important first, and `why` they are in it."""

    drift_class: DriftClass
    changes: tuple[Change, ...]
    why: Phrase


@dataclass(frozen=True)
class Drift:
    """All that differs between a version and the data as they stand; nothing where they agree.

    `terms` are those of the version, which hold until the next one is signed.
    """

    told: tuple[ClassedChange, ...] = ()
    terms: AgreementTerms = field(default_factory=AgreementTerms)

    def __bool__(self) -> bool:
        return bool(self.told)

    @cached_property
    def gravest(self) -> DriftClass | None:
        """The class of the whole: that of its gravest difference; None where nothing differs."""
        return gravest(one.drift_class for one in self.told)

    @cached_property
    def groups(self) -> tuple[DriftGroup, ...]:
        """The differences by class, the gravest class first; no group is empty."""
        return tuple(self._groups())

    def _groups(self) -> Iterator[DriftGroup]:
        for drift_class in DriftClass:
            changes = tuple(one.change for one in self.told if one.drift_class is drift_class)
            if changes:
                yield DriftGroup(drift_class, changes, explanation(drift_class, self.terms))


def drift_between(before: AgreementFacts, after: AgreementFacts) -> Drift:
    """What differs from the facts of a version to later ones, each difference told and classed.

    There is no drift exactly when `differences(before, after)` finds none.
    """
    sides = Sides(before, after)
    return Drift(
        tuple(
            ClassedChange(change, _class_of(change, sides))
            for change in tell_changes(before, after)
        ),
        before.terms,
    )


def class_of_cause(cause: Cause, *, before: AgreementFacts, after: AgreementFacts) -> DriftClass:
    """The class of one fact that differs; raises KeyError for a fact that `fields` do not know."""
    return _class_of_cause(cause, Sides(before, after))


def _class_of(change: Change, sides: Sides) -> DriftClass:
    found = gravest(_class_of_cause(cause, sides) for cause in change.causes)
    # What nobody can account for is never played down.
    return found or DriftClass.AMENDMENT


def _class_of_cause(cause: Cause, sides: Sides) -> DriftClass:
    """Art. 28(2), (3) and (9) GDPR, by the table of fields.

    A term under another name, a text in another spelling, and what the agreement does not speak
    of ask for nothing.
    """
    verdict = FIELDS.get(f"{cause.holder}:{cause.fact}") or FIELDS[cause.fact]
    if is_spelling(cause) or is_beside_the_agreement(cause, sides):
        return DriftClass.HARMLESS
    found = verdict if isinstance(verdict, DriftClass) else verdict(cause, sides)
    return without_notice(sides) if found is DriftClass.NOTICE else found
