"""Telling which data now also go to whom: per receiver and activity, not row by row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dpa_manager.domain.facts import ActivityFacts, AgreementFacts, FlowFacts
from dpa_manager.domain.telling_changes.change import Cause, Change, words
from dpa_manager.domain.telling_changes.names import named_activity, receiver_name
from dpa_manager.domain.telling_changes.values import listed
from dpa_manager.vocabulary.phrase import Phrase

Where = tuple[int, str, str]
"""Activity, kind of target, key of target."""


def tell_flows(before: AgreementFacts, after: AgreementFacts) -> Iterator[Change]:
    """The flows that are new and those that are gone, save what another change says already."""
    had, has = Counter(before.flows), Counter(after.flows)
    gone = [flow for flow in had - has if not _goes_with_its_row(flow, before, after)]
    new = [flow for flow in has - had if not _comes_with_its_row(flow, before, after)]
    known = [flow for flow in new if flow.target == "stays" or _is_listed(flow, before)]
    first = [flow for flow in new if flow not in known]
    yield from _tell("first", first, facts=after)
    yield from _tell("added", known, facts=after)
    yield from _tell("removed", gone, facts=before)


def _goes_with_its_row(flow: FlowFacts, before: AgreementFacts, after: AgreementFacts) -> bool:
    """A receiver, an activity, data or people that went took their flows along."""
    is_target_gone = _is_listed(flow, before) and not _is_listed(flow, after)
    return is_target_gone or not _rows(flow, before) <= _rows(flow, after)


def _comes_with_its_row(flow: FlowFacts, before: AgreementFacts, after: AgreementFacts) -> bool:
    """New data of an activity are processed by the firm: that they stay there says no more."""
    return flow.target == "stays" and not _rows(flow, after) <= _rows(flow, before)


def _is_listed(flow: FlowFacts, facts: AgreementFacts) -> bool:
    rows: Mapping[str, Iterable[str]] = {
        "subprocessor": (row.key for row in facts.subprocessors),
        "recipient": (row.key for row in facts.recipients),
    }
    return flow.target_key in rows.get(flow.target, ())


def _rows(flow: FlowFacts, facts: AgreementFacts) -> set[str]:
    """Which rows of a flow are there: its activity, and in it the data and the people."""
    activity = _activity(facts, flow.activity)
    if activity is None:
        return set()
    found = {"activity"}
    if flow.category in {use.category.key for use in activity.data}:
        found.add("data")
    if flow.subject in {use.category.key for use in activity.subjects}:
        found.add("people")
    return found


def _activity(facts: AgreementFacts, number: int) -> ActivityFacts | None:
    return next((row for row in facts.activities if row.number == number), None)


@dataclass(frozen=True)
class _Labels:
    """What data and people are called in one activity."""

    data: Mapping[str, Phrase]
    people: Mapping[str, Phrase]

    @classmethod
    def of(cls, activity: ActivityFacts | None) -> "_Labels":
        if activity is None:
            return cls({}, {})
        return cls(
            {use.category.key: use.category.words for use in activity.data},
            {use.category.key: use.category.words for use in activity.subjects},
        )


Turn = Literal["first", "added", "removed"]
"""Flows to a new receiver, more of them to a known one, or some that are gone."""


def _tell(turn: Turn, flows: Iterable[FlowFacts], *, facts: AgreementFacts) -> Iterator[Change]:
    by_place: dict[Where, list[FlowFacts]] = defaultdict(list)
    for flow in flows:
        by_place[flow.activity, flow.target, flow.target_key].append(flow)
    for (number, _, _), rows in by_place.items():
        labels = _Labels.of(_activity(facts, number))
        for people, data in _by_people(rows).items():
            change = _change(turn, rows[0], facts=facts, labels=labels, people=people, data=data)
            yield change.because(*(_cause(turn, row) for row in rows if row.category in data))


def _cause(turn: Turn, flow: FlowFacts) -> Cause:
    before, after = (flow, None) if turn == "removed" else (None, flow)
    return Cause("AgreementFacts.flows", before, after)


def _by_people(rows: Iterable[FlowFacts]) -> dict[frozenset[str], list[str]]:
    """The data whose flows are of the same people, by those people."""
    people_of: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        people_of[row.category].add(row.subject)
    grouped: dict[frozenset[str], list[str]] = defaultdict(list)
    for category, people in people_of.items():
        grouped[frozenset(people)].append(category)
    return grouped


def _change(
    turn: Turn,
    flow: FlowFacts,
    *,
    facts: AgreementFacts,
    labels: _Labels,
    people: frozenset[str],
    data: list[str],
) -> Change:
    named = listed(_label(key, labels.data) for key in data)
    told = {"data": named, "activity": named_activity(facts, flow.activity)}
    key = f"stays-{turn}" if flow.target == "stays" else f"flow-{turn}"
    if flow.target != "stays":
        told["target"] = receiver_name(facts, flow)
    # Of whom is worth saying only where it is not everybody in the activity.
    if people != frozenset(labels.people):
        key += "-of"
        told["people"] = listed(_label(one, labels.people) for one in sorted(people))
    subject = told.get("target", Phrase.same(facts.processor.party.legal_name))
    is_new = turn != "removed"
    return Change(
        "added" if is_new else "removed",
        "receivers",
        subject,
        words(key, **told),
        before=None if is_new else named,
        after=named if is_new else None,
    )


def _label(key: str, labels: Mapping[str, Phrase]) -> Phrase:
    return labels.get(key) or Phrase.same(key)
