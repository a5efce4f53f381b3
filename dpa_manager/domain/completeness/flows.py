"""Rules about the flows: they and the lists of Annexes II and IV say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import (
    activity_code,
    activity_name,
    recipient_name,
    subprocessor_name,
)
from dpa_manager.domain.completeness.rule import BLOCK, Finding, Rulebook, found, name_of
from dpa_manager.domain.facts import ActivityFacts, FlowFacts
from dpa_manager.vocabulary.phrase import Phrase

book = Rulebook()


@book.rule("R-FLOW-1", BLOCK, article="28(3), 30(2)", field="flows")
def flows_and_activities_agree(case: DraftCase) -> Iterator[Finding]:
    """Each category and data subject of an activity flows somewhere, and no flow names another."""
    activities = {activity.number: activity for activity in case.activities}
    flows: dict[int, list[FlowFacts]] = {number: [] for number in activities}
    for flow in case.flows:
        if flow.activity in flows:
            flows[flow.activity].append(flow)
        else:
            yield found(
                f"activities.{flow.activity}.flows",
                subject=f"II.{flow.activity}",
                activity=f"II.{flow.activity}",
                thing=name_of("unknown_activity"),
            )
    for number, activity in activities.items():
        yield from _differences(activity, flows[number])
    yield from _unknown_recipients(case)


def _differences(activity: ActivityFacts, flows: list[FlowFacts]) -> Iterator[Finding]:
    subjects = {use.category.key: use.category.words for use in activity.subjects}
    data = {use.category.key: use.category.words for use in activity.data}
    for part, listed, flowing in (
        ("subjects", subjects, {flow.subject: None for flow in flows}),
        ("data", data, {flow.category: None for flow in flows}),
    ):
        for key in (
            *(k for k in listed if k not in flowing),
            *(k for k in flowing if k not in listed),
        ):
            yield found(
                f"activities.{activity.number}.flows.{part}.{key}",
                subject=activity_code(activity),
                activity=activity_name(activity),
                thing=listed.get(key) or Phrase.same(key),
            )


def _unknown_recipients(case: DraftCase) -> Iterator[Finding]:
    known = {row.key for row in case.facts.recipients}
    names = {activity.number: activity_name(activity) for activity in case.activities}
    for flow in case.flows:
        if flow.target == "recipient" and flow.target_key not in known:
            yield found(
                f"activities.{flow.activity}.flows.recipients.{flow.target_key or 'unknown'}",
                subject=f"II.{flow.activity}",
                activity=names.get(flow.activity, Phrase.same(f"II.{flow.activity}")),
                thing=flow.target_key or name_of("unknown_recipient"),
            )


@book.rule("R-IV-1", BLOCK, article="28(2), 30(2)", field="flows")
def rows_are_reached(case: DraftCase) -> Iterator[Finding]:
    """Every row of Annex IV is reached by a flow; else its data and activities would be empty."""
    reached = {(flow.target, flow.target_key) for flow in case.flows}
    for row in case.facts.subprocessors:
        if ("subprocessor", row.key) not in reached:
            name = subprocessor_name(row)
            yield found(f"subprocessors.{row.number}.flows", subject=name, name=name)
    for recipient in case.facts.recipients:
        if ("recipient", recipient.key) not in reached:
            name = recipient_name(recipient)
            yield found(f"recipients.{recipient.number}.flows", subject=name, name=name)


@book.rule("R-NUM-1", BLOCK, article="28(3)", field="activities")
def numbers_are_used_once(case: DraftCase) -> Iterator[Finding]:
    """A number or key stands for one thing, since flows, annexes and notices refer by it."""
    facts = case.facts
    for field, codes in (
        ("activities", [activity_code(activity) for activity in case.activities]),
        ("subprocessors", [f"IV.{row.number}" for row in facts.subprocessors]),
        ("subprocessors", [row.key for row in facts.subprocessors]),
        ("recipients", [f"R{row.number}" for row in facts.recipients]),
        ("recipients", [row.key for row in facts.recipients]),
        ("measures", [measure.key for measure in facts.measures.measures]),
    ):
        for code in _repeated(codes):
            yield found(field, subject=code, code=code)


def _repeated(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]
