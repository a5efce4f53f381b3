"""Presetting: filling an engagement with what is usual for its services (DOMAIN 4.3)."""

from collections.abc import Sequence
from datetime import date

from dpa_manager.actions.changing import changing, tell
from dpa_manager.actions.describing import write_activity
from dpa_manager.actions.measuring import MeasureChoice, write_choices
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.writing_flows import TypedFlow, add_rows, read_flows
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choosing import each_of
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.typed_activity import Place, TypedActivity
from dpa_manager.models import Activity, Engagement, EngagementMeasure, Measure, MeasureSet
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.terms import ServiceKind


def write_presets(engagement: Engagement, kinds: Sequence[ServiceKind], *, on: date) -> None:
    """Write one activity a service kind, its flows and the usual measures, in a transaction."""
    _write_activities(engagement, kinds, on=on)
    _write_measures(engagement, kinds)


def add_preset_activities(
    engagement: Engagement, service_kinds: Sequence[str], *, by: Actor, toolbox: Toolbox
) -> list[Activity]:
    """Add one activity a service kind, with its usual flows; returns them. Raises Refused.

    The measures stay as they were chosen; where none is chosen yet, the usual ones are. The
    engagement comes with its client joined.
    """
    kinds = offered(read_lists("service_kinds").service_kinds, on=toolbox.today())
    chosen = [kinds[key] for key in each_of(service_kinds, kinds, field="service_kinds")]
    if not chosen:
        raise refused("service-kind-missing", field="service_kinds")
    with changing(engagement):
        rows = _write_activities(engagement, chosen, on=toolbox.today())
        has_measures = EngagementMeasure.select().where(EngagementMeasure.engagement == engagement)
        if not has_measures.exists():
            _write_measures(engagement, chosen)
        for row in rows:
            details = {"number": row.number, "title": row.title, "preset": row.service_kinds}
            tell("activity added", engagement, details=details, by=by, toolbox=toolbox)
    return rows


def _write_activities(
    engagement: Engagement, kinds: Sequence[ServiceKind], *, on: date
) -> list[Activity]:
    """Write one activity a service kind, with its flows.

    Every flow stays with KBITS at first: to whom else data go is for a person to say. The data
    of a kind that names none differ for each client, and are left to be chosen.
    """
    rows, flows = [], []
    for kind in kinds:
        row = write_activity(engagement, activity_of(kind))
        rows.append(row)
        flows += [
            TypedFlow(row.number, subject, category)
            for subject in kind.subjects
            for category in kind.data
        ]
    add_rows(engagement, read_flows(engagement, flows), on=on)
    return rows


def _write_measures(engagement: Engagement, kinds: Sequence[ServiceKind]) -> None:
    measure_set = MeasureSet.get_or_none(MeasureSet.id == engagement.measure_set_id)
    if measure_set is not None:
        write_choices(engagement, _choices(measure_set, kinds), measure_set=measure_set)


def activity_of(kind: ServiceKind) -> TypedActivity:
    """The activity that a service kind usually is; `locations` are "country/place"."""
    places: list[Place] = []
    for location in kind.locations:
        country, _, place = location.partition("/")
        places.append((country, place))
    return TypedActivity(
        title=kind.label,
        service_kinds=(kind.key,),
        purposes=kind.purpose,
        operations=kind.operations,
        channels=kind.channels,
        locations=tuple(places),
        has_remote_access=kind.has_remote_access,
        runs_on_platform=kind.runs_on_platform,
    )


def _choices(measure_set: MeasureSet, kinds: Sequence[ServiceKind]) -> list[MeasureChoice]:
    """The set's measures that these services usually have; all but those for sensitive data,
    when no service names any."""
    rows = Measure.select().where(Measure.measure_set == measure_set).order_by(Measure.position)
    usual = {key for kind in kinds for key in kind.measures}
    return [
        MeasureChoice(row.key)
        for row in rows
        if (row.key in usual if usual else row.heading != "S")
    ]
