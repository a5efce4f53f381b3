"""Retaining: how long categories of data are kept, what they hold and why they are needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choosing import each_of, one_of
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.models import Activity, ActivityData, Engagement, Measure
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import RetentionRule

_LONGEST_WORDS, _LONGEST_TEXT = 1000, 2000


@dataclass(frozen=True)
class TypedCare:
    """What is said of one category of data in an activity, by its number; None: left as it is.

    `rule` is a key of the retention rules or "" for none yet; `words` replace its sentence in
    print. `safeguards` are keys of measures of heading S. `legal_basis` is the client's word.
    """

    activity: int
    category: str
    rule: str = ""
    words: Phrase = field(default_factory=Phrase)
    description: Phrase | None = None
    reason: Phrase | None = None
    safeguards: tuple[str, ...] | None = None
    legal_basis: Phrase | None = None

    def field(self, name: str) -> str:
        """The name of one of its fields in forms and refusals: "rule-2-health"."""
        return f"{name}-{self.activity}-{self.category}"


@dataclass(frozen=True)
class _Bounds:
    """What may be chosen in an engagement."""

    rules: Mapping[str, RetentionRule]
    safeguards: frozenset[str]


def retain(
    engagement: Engagement, rows: Sequence[TypedCare], *, by: Actor, toolbox: Toolbox
) -> int:
    """Write what is said of these categories of data, all or none; returns how many changed.

    The engagement comes with its client joined. Raises Refused with the field of the row, as for a
    rule that is only about KBITS's own files (DOMAIN 4.4: its own accounts never justify keeping a
    client's data); NotFound for data that do not flow.
    """
    rules = offered(read_lists("retention_rules").retention_rules, on=toolbox.today())
    with changing(engagement):
        present = _present(engagement)
        bounds = _Bounds(rules, _safeguards(engagement))
        told = []
        for typed in rows:
            if (typed.activity, typed.category) not in present:
                raise not_found("data-not-in-activity")
            activity, row = present[typed.activity, typed.category]
            changed = apply_changes(row, dict(_columns(typed, row, activity, bounds=bounds)))
            if changed:
                about = {"activity": typed.activity, "category": typed.category}
                told.append(about | {"changed": changed})
        if told:
            # One row is told like any other change of it, several as a list.
            details = told[0] if len(told) == 1 else {"rows": told}
            tell("data described", engagement, details=details, by=by, toolbox=toolbox)
    return len(told)


def _present(engagement: Engagement) -> dict[tuple[int, str], tuple[Activity, ActivityData]]:
    rows = (
        ActivityData.select(ActivityData, Activity)
        .join(Activity)
        .where(Activity.engagement == engagement, ~Activity.is_removed)
    )
    return {(row.activity.number, row.category_key): (row.activity, row) for row in rows}


def _safeguards(engagement: Engagement) -> frozenset[str]:
    offered_here = Measure.select(Measure.key).where(
        Measure.measure_set == engagement.measure_set_id, Measure.heading == "S"
    )
    return frozenset(row.key for row in offered_here)


def _columns(
    typed: TypedCare, row: ActivityData, activity: Activity, *, bounds: _Bounds
) -> Iterator[tuple[str, Any]]:
    yield "retention_key", _rule(typed, row, activity, rules=bounds.rules)
    yield "retention_words", _text(typed, "words", typed.words, _LONGEST_WORDS)
    if typed.description is not None:
        yield "description", _text(typed, "description", typed.description, _LONGEST_TEXT)
    if typed.reason is not None:
        yield "sensitive_reason", _text(typed, "reason", typed.reason, _LONGEST_TEXT)
    if typed.legal_basis is not None:
        yield "legal_basis", _text(typed, "legal_basis", typed.legal_basis, _LONGEST_TEXT)
    if typed.safeguards is not None:
        known = bounds.safeguards | set(row.safeguard_keys)
        yield "safeguard_keys", each_of(typed.safeguards, known, field=typed.field("safeguards"))


def _rule(
    typed: TypedCare, row: ActivityData, activity: Activity, *, rules: Mapping[str, RetentionRule]
) -> str:
    # A rule that is no longer offered stays where it was chosen.
    if typed.rule in ("", row.retention_key):
        return typed.rule
    one_of(typed.rule, rules, field=typed.field("rule"))
    if rules[typed.rule].is_own_controller_only and activity.role_outcome != "controller":
        raise refused("retention-own-files", field=typed.field("rule"))
    return typed.rule


def _text(typed: TypedCare, name: str, words: Phrase, max_length: int) -> Phrase:
    return typed_text.phrase(words, field=typed.field(name), max_length=max_length)
