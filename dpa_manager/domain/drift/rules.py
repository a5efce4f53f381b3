"""Classes that depend on the values: what came, what went, where to, and by whose instruction."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dpa_manager.domain.drift.classes import DriftClass
from dpa_manager.domain.facts import ActivityFacts, AgreementFacts, FlowFacts, RecipientFacts
from dpa_manager.domain.telling_changes import Cause
from dpa_manager.vocabulary.phrase import Phrase

AMENDMENT, NOTICE = DriftClass.AMENDMENT, DriftClass.NOTICE
ANNEX, HARMLESS = DriftClass.ANNEX, DriftClass.HARMLESS
# Roles in which an activity is outside the agreement; while nobody decided, it may be inside.
_OTHER_ROLES = ("controller", "joint", "none")


@dataclass(frozen=True)
class Sides:
    """The facts of the version and those of later."""

    before: AgreementFacts
    after: AgreementFacts

    @cached_property
    def outside(self) -> frozenset[int]:
        """The numbers of the activities of which the agreement speaks neither then nor now."""
        inside: set[int] = set()
        outside: set[int] = set()
        for activity in (*self.before.activities, *self.after.activities):
            (outside if _is_outside(activity) else inside).add(activity.number)
        return frozenset(outside - inside)

    @cached_property
    def recipients(self) -> dict[str, RecipientFacts]:
        """The recipients of later, by key."""
        return {row.key: row for row in self.after.recipients}


Rule = Callable[[Cause, Sides], DriftClass]


def without_notice(sides: Sides) -> DriftClass:
    """A notice, unless the agreement allows no sub-processors: then only both parties can agree.

    Art. 28(2): a notice rests on a general authorisation, a request on one that can be given.
    """
    is_closed = sides.before.terms.subproc_mode == "none_allowed"
    return AMENDMENT if is_closed else NOTICE


def is_beside_the_agreement(cause: Cause, sides: Sides) -> bool:
    """Whether it is about an activity for which the firm is no processor (Art. 4(8), 26, 28(10)).

    Such activities stand among the data and never in the agreement.
    """
    number: object = cause.key if cause.holder == "ActivityFacts" else None
    for row in (cause.before, cause.after):
        if isinstance(row, ActivityFacts):
            number = row.number
        elif isinstance(row, FlowFacts):
            number = row.activity
    return number in sides.outside


def is_spelling(cause: Cause) -> bool:
    """Whether only the name of a term, the spelling of a text or a translation that was missing.

    Spelling is capitals, spaces, signs of quotation and the full stop: no word differs.
    """
    before, after = cause.before, cause.after
    if _is_renamed(before, after):
        return True
    if cause.fact.endswith(".key") or type(before) is not type(after):
        return False
    if isinstance(before, Phrase):
        pairs = zip(before.as_dict().values(), after.as_dict().values(), strict=True)
        return bool(before) and all(_is_spelt_alike(old, new) for old, new in pairs)
    return isinstance(before, str) and bool(before) and _is_spelt_alike(before, after)


def by_turn(*, come: DriftClass, go: DriftClass, change: DriftClass) -> Rule:
    """One class for what was not there, one for what is gone, one for another value."""

    def rule(cause: Cause, _: Sides) -> DriftClass:
        if not cause.before:
            return come
        return change if cause.after else go

    return rule


def recipient(cause: Cause, sides: Sides) -> DriftClass:
    """Who receives data is for the client to say (Art. 28(3)(a)).

    Its dated instruction stands behind a new recipient, which Annex IV then names; without one,
    both parties have to agree. One that receives nothing any more leaves the annex.
    """
    if cause.after is None:
        return ANNEX
    return _instructed(cause.after)


def flow(cause: Cause, sides: Sides) -> DriftClass:
    """More data to a sub-processor are announced, to a recipient instructed, else agreed.

    Art. 28(2) with the clause Sub-processors ("other Data"); Art. 28(3), (3)(a). A flow that is
    gone leaves the annex shorter, and nobody's rights.
    """
    row: FlowFacts | None = cause.after
    if row is None:
        return ANNEX
    if row.target == "subprocessor":
        return NOTICE
    known = sides.recipients.get(row.target_key) if row.target == "recipient" else None
    return _instructed(known) if known else AMENDMENT


def places_of_activity(cause: Cause, _: Sides) -> DriftClass:
    """The firm's own places: to leave the EEA is an instruction of its own (Art. 28(3)(a), 44)."""
    return AMENDMENT if cause.after is not None and not cause.after.is_eea else ANNEX


def chain_link(cause: Cause, _: Sides) -> DriftClass:
    """The chain is part of what was authorised (Art. 28(4)); a link's contact is only reached."""
    old, new = cause.before, cause.after
    if new is None:
        return ANNEX
    if old is None or _place_of(old) != _place_of(new):
        return NOTICE
    return ANNEX


def address(cause: Cause, _: Sides) -> DriftClass:
    """A party that moves is a correction, one that leaves the country is under other law."""
    return ANNEX if _country(cause.before) == _country(cause.after) else AMENDMENT


def seat_of_subprocessor(cause: Cause, _: Sides) -> DriftClass:
    """A seat in another country brings other law over the data (clause Sub-processors)."""
    return ANNEX if _country(cause.before) == _country(cause.after) else NOTICE


def measure(cause: Cause, _: Sides) -> DriftClass:
    """A measure that is struck out protects less, unless it never applied (clause Security)."""
    is_lost = cause.after is None and cause.before.status != "not_applicable"
    return AMENDMENT if is_lost else ANNEX


def measure_status(cause: Cause, _: Sides) -> DriftClass:
    """What was in place and no longer is protects less (Art. 32; clause Security)."""
    strength = ("not_applicable", "planned", "implemented")
    old, new = (_place_in(strength, value) for value in (cause.before, cause.after))
    return AMENDMENT if new < old else ANNEX


def planned_day(cause: Cause, _: Sides) -> DriftClass:
    """A planned measure binds from its day (clause Security): later protects less."""
    old, new = cause.before, cause.after
    return AMENDMENT if old and new and new > old else ANNEX


def measure_reach(cause: Cause, _: Sides) -> DriftClass:
    """Activities that a measure covered and no longer does; none named means all of them."""
    old, new = set(cause.before or ()), set(cause.after or ())
    is_narrower = bool(new) and not (old and old <= new)
    return AMENDMENT if is_narrower else ANNEX


def platform(cause: Cause, _: Sides) -> DriftClass:
    """A platform under the firm's own contract is its sub-processor (Art. 28(2))."""
    new = cause.after
    is_ours = new is not None and new.contract_of == "kbits"
    was_ours = cause.before is not None and cause.before.contract_of == "kbits"
    return NOTICE if is_ours and not was_ours else ANNEX


def start_of_subprocessor(cause: Cause, _: Sides) -> DriftClass:
    """It may not start before the day that was announced (Art. 28(2); clause Sub-processors)."""
    old, new = cause.before, cause.after
    return NOTICE if old and new and new < old else ANNEX


def _instructed(row: RecipientFacts) -> DriftClass:
    return ANNEX if row.instruction_on else AMENDMENT


def _is_outside(activity: ActivityFacts) -> bool:
    return activity.role.outcome in _OTHER_ROLES


def _is_renamed(before: Any, after: Any) -> bool:
    key = getattr(before, "key", None)
    is_term = type(before) is type(after) and hasattr(before, "words") and key is not None
    return bool(is_term and type(before).__name__ == "Worded" and key == after.key)


def _is_spelt_alike(before: str, after: str) -> bool:
    return not before or _spelling(before) == _spelling(after)


_SIGNS = str.maketrans("‘’‚“”„«»‐‑–—", '\'\'\'"""""----')


def _spelling(text: str) -> str:
    """A text without what spelling alone decides; figures and accents stay as they are."""
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).casefold()
    return re.sub(r"\s+", " ", plain).strip(" .")


def _place_of(link: Any) -> tuple[Any, ...]:
    country = link.country.key if link.country else ""
    return link.name, country, link.is_eea


def _country(place: Any) -> str:
    country = place.country if place is not None else None
    return country.key if country else ""


def _place_in(order: tuple[str, ...], value: str) -> int:
    return order.index(value) if value in order else 0
