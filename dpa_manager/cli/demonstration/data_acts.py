"""Acts about data: activities, their flows, what holds for the data, measures, Annex IV."""

from collections.abc import Iterable, Iterator
from typing import Any

from dpa_manager.actions import describing, directing, mapping, measuring
from dpa_manager.actions.writing_flows import TypedFlow
from dpa_manager.cli.demonstration.given import Given, StoryError
from dpa_manager.cli.demonstration.stage import Stage
from dpa_manager.domain.role_decision import RoleAnswer
from dpa_manager.domain.typed_activity import TypedActivity
from dpa_manager.queries.lists import read_lists


def activity(stage: Stage, given: Given) -> None:
    """Add an activity of which KBITS is processor, with its flows and numbers of people."""
    row = stage.engagement(given.text("engagement"))
    typed = TypedActivity(
        title=given.phrase("title"),
        service_kinds=given.texts("service_kinds"),
        purposes=given.phrase("purposes"),
        operations=given.texts("operations"),
        channels=given.texts("channels"),
        locations=given.places("places"),
        has_remote_access=given.is_true("remote"),
        automated_decision=given.phrase("automated"),
        began_on=given.day("began"),
    )
    added = describing.add_activity(row, typed, **stage.doing)
    answers = (
        RoleAnswer("q1", True),
        RoleAnswer("q2", True),
        RoleAnswer("q3", True, given.text("role_reason")),
        RoleAnswer("q4", False),
    )
    describing.decide_role(row, added, answers, **stage.doing)
    flows = read_flows(stage, given.texts("flows"), activity=added.number)
    mapping.add_flows(row, flows, **stage.doing)
    for subject, count in given.table("counts").items():
        mapping.count_subjects(
            row, activity=added.number, subject=subject, count=count, **stage.doing
        )


def flows(stage: Stage, given: Given) -> None:
    """Let data flow to somebody else, or no longer."""
    row, number = stage.engagement(given.text("engagement")), given.number("activity")
    added = read_flows(stage, given.texts("add"), activity=number)
    removed = read_flows(stage, given.texts("remove"), activity=number)
    if added:
        mapping.add_flows(row, added, **stage.doing)
    if removed:
        mapping.remove_flows(row, removed, **stage.doing)


def data(stage: Stage, given: Given) -> None:
    """Say of some data when they go, what they hold, and why sensitive ones are needed."""
    row, number = stage.engagement(given.text("engagement")), given.number("activity")
    for one in given.rows("data"):
        about: dict[str, Any] = {"activity": number, "category": one.text("category")}
        about |= stage.doing
        if one.has("retention"):
            rule, words = one.text("retention"), one.phrase("words")
            mapping.set_retention(row, rule=rule, words=words, **about)
        if one.has("description"):
            mapping.describe_data(row, description=one.phrase("description"), **about)
        if one.has("reason"):
            mapping.protect_data(
                row,
                reason=one.phrase("reason"),
                safeguards=one.texts("safeguards"),
                legal_basis=one.phrase("legal_basis"),
                **about,
            )
        one.refuse_rest()


def delimit(stage: Stage, given: Given) -> None:
    """Mark the tasks of sub-processors off from each other."""
    row = stage.engagement(given.text("engagement"))
    for one in given.rows("row"):
        directing.list_on_engagement(
            row,
            stage.subprocessors[one.text("subprocessor")],
            delimitation=one.phrase("delimitation"),
            **stage.doing,
        )
        one.refuse_rest()


def direct(stage: Stage, given: Given) -> None:
    """Write down on which instruction a recipient gets data, and what for."""
    row = stage.engagement(given.text("engagement"))
    for one in given.rows("row"):
        typed = directing.TypedDirection(one.phrase("purpose"), one.known_day("instruction"))
        recipient = stage.recipients[one.text("recipient")]
        directing.direct_recipient(row, recipient, typed, **stage.doing)
        one.refuse_rest()


def measures(stage: Stage, given: Given) -> None:
    """Choose the usual measures of some services, more, and some for single activities."""
    newest = measuring.newest_measure_set()
    if newest is None:
        raise StoryError("There is no set of measures to choose from.")
    kinds = read_lists("service_kinds").service_kinds
    usual = [key for service in given.texts("services") for key in kinds[service].measures]
    chosen = [measuring.MeasureChoice(key) for key in (*usual, *given.texts("extra"))]
    chosen += [
        measuring.MeasureChoice(key, tuple(numbers))
        for key, numbers in given.table("for_activities").items()
    ]
    row = stage.engagement(given.text("engagement"))
    measuring.choose_measures(row, chosen, measure_set=newest, **stage.doing)


def read_flows(stage: Stage, texts: Iterable[str], *, activity: int) -> list[TypedFlow]:
    """Flows written as "subject: category category > target"; raises StoryError."""
    return [flow for text in texts for flow in _flows(stage, text, activity=activity)]


def _flows(stage: Stage, text: str, *, activity: int) -> Iterator[TypedFlow]:
    subject, _, rest = text.partition(":")
    categories, arrow, target = rest.partition(">")
    if not arrow:
        raise StoryError(f"{text!r} is no flow.")
    kind, reference = stage.target(target.strip())
    for category in categories.split():
        yield TypedFlow(activity, subject.strip(), category, kind, reference)
