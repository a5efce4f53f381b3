"""Telling what changed in the activities: which data of whom, what for, and how long."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dpa_manager.domain.completeness.naming import activity_name
from dpa_manager.domain.differences import paired
from dpa_manager.domain.facts import (
    ActivityFacts,
    AgreementFacts,
    DataCategoryUse,
    RetentionRule,
    SubjectCategoryUse,
)
from dpa_manager.domain.telling_changes.change import (
    Cause,
    Change,
    added,
    of_subject,
    removed,
    renamed,
    words,
)
from dpa_manager.domain.telling_changes.differing import Telling, label, tell_fields
from dpa_manager.domain.telling_changes.names import in_activity
from dpa_manager.domain.telling_changes.values import listed
from dpa_manager.vocabulary.phrase import Phrase

Use = DataCategoryUse | SubjectCategoryUse


def tell_activities(before: AgreementFacts, after: AgreementFacts) -> Iterator[Change]:
    """Activities that are new, gone or different."""
    pairs = list(paired(before.activities, after.activities))
    for old, new in pairs:
        if old is None and new is not None:
            yield _new_activity(new).because(Cause("AgreementFacts.activities", None, new))
        elif old is not None and new is None:
            name = activity_name(old)
            change = removed("purposes", name, words("activity-removed", name=name))
            yield change.because(Cause("AgreementFacts.activities", old, None))
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    for old, new in both:
        yield from _tell_activity(old, new)
    yield from _tell_retention(both)


def _new_activity(activity: ActivityFacts) -> Change:
    name = activity_name(activity)
    if not activity.data:
        return added("purposes", name, words("activity-added", name=name))
    data = listed(use.category.words for use in activity.data)
    return added("purposes", name, words("activity-added-with", name=name, data=data))


def _tell_activity(old: ActivityFacts, new: ActivityFacts) -> Iterator[Change]:
    owner = activity_name(old)
    for name in ("data", "subjects"):
        uses = (getattr(old, name), getattr(new, name))
        yield from _tell_uses(*uses, name=f"ActivityFacts.{name}", activity=old)
    but = ("number", "data", "subjects")
    yield from tell_fields(old, new, telling=_telling("purposes", owner, old), but=but)


def _telling(part: str, owner: Phrase, activity: ActivityFacts) -> Telling:
    return Telling(part, owner, "ActivityFacts", activity.number)


def _tell_uses(
    before: tuple[Use, ...], after: tuple[Use, ...], *, name: str, activity: ActivityFacts
) -> Iterator[Change]:
    """Categories that come and go, and what is said of those that stay."""
    telling = _telling("data", activity_name(activity), activity)
    subject = of_subject(telling.owner, label(name))
    pairs = list(paired(before, after))
    come = [new for old, new in pairs if old is None and new is not None]
    gone = [old for old, new in pairs if new is None and old is not None]
    if come:
        names = listed(use.category.words for use in come)
        sentence = words("added", subject=subject, name=names)
        change = Change("added", "data", subject, sentence, after=names)
        yield change.because(*(telling.cause(name, None, use) for use in come))
    if gone:
        names = listed(use.category.words for use in gone)
        sentence = words("removed", subject=subject, name=names)
        change = Change("removed", "data", subject, sentence, before=names)
        yield change.because(*(telling.cause(name, use, None) for use in gone))
    for old, new in pairs:
        if old is not None and new is not None:
            yield from _tell_use(old, new, activity=activity)


def _tell_use(old: Use, new: Use, *, activity: ActivityFacts) -> Iterator[Change]:
    telling = _telling("data", in_activity(old.category.words, activity), activity)
    if old.category != new.category:
        cause = telling.cause(f"{type(old).__name__}.category", old.category, new.category)
        yield renamed(old.category.words, new.category.words).because(cause)
    yield from tell_fields(old, new, telling=telling, but=("category", "retention"))


Spell = tuple[Phrase, RetentionRule | None, RetentionRule | None]
"""A category of data, with the rule of before and the rule of now."""


def _tell_retention(pairs: list[tuple[ActivityFacts, ActivityFacts]]) -> Iterator[Change]:
    """How long data are kept; the same change in several activities is told once."""
    spells: dict[Spell, list[ActivityFacts]] = defaultdict(list)
    holders: dict[Phrase, int] = defaultdict(int)
    for old, new in pairs:
        for use, now in paired(old.data, new.data):
            if use is None or now is None:
                continue
            holders[use.category.words] += 1
            if use.retention != now.retention:
                spells[use.category.words, use.retention, now.retention].append(old)
    for (name, before, after), activities in spells.items():
        is_everywhere = len(activities) == holders[name]
        subject = name if is_everywhere else _in_activities(name, activities)
        numbers = [activity.number for activity in activities]
        for change in _tell_rule(before, after, subject=subject):
            yield change.because(*_in_each(change.causes, numbers))


def _in_each(causes: Iterable[Cause], numbers: list[int]) -> Iterator[Cause]:
    for cause in causes:
        for number in numbers:
            yield replace(cause, holder="ActivityFacts", key=number)


def _in_activities(name: Phrase, activities: list[ActivityFacts]) -> Phrase:
    codes = listed(Phrase.same(f"II.{activity.number}") for activity in activities)
    return words("within", name=name, place=codes)


def _tell_rule(
    before: RetentionRule | None, after: RetentionRule | None, *, subject: Phrase
) -> Iterator[Change]:
    old = before.words if before else Phrase()
    new = after.words if after else Phrase()
    if old != new:
        cause = Cause("DataCategoryUse.retention", before, after)
        yield _new_period(old, new, subject=subject).because(cause)
    if before is not None and after is not None:
        # Another rule with the same words is the same to whoever reads it.
        but = ("words",) if before.words == after.words else ("words", "key")
        telling = Telling("retention", words("retention-of", name=subject))
        yield from tell_fields(before, after, telling=telling, but=but)


def _new_period(old: Phrase, new: Phrase, *, subject: Phrase) -> Change:
    about = words("retention-of", name=subject)
    if not old:
        sentence = words("retention-set", subject=subject, after=new)
        return Change("added", "retention", about, sentence, after=new)
    if not new:
        sentence = words("retention-unset", subject=subject, before=old)
        return Change("removed", "retention", about, sentence, before=old)
    sentence = words("retention", subject=subject, before=old, after=new)
    return Change("changed", "retention", about, sentence, old, new)
