"""Words of Annex II.E: the flows, merged where they differ only in data, sorted, grouped."""

from dpa_manager.domain.wording.order import label_key
from dpa_manager.domain.wording.reading import FlowKey, Reading, Target

GROUPED_ABOVE = 25
"""More rows than this are grouped by activity (AGREEMENT 3.5)."""


def flow_words(reading: Reading) -> dict[str, object]:
    """`flows` and `flows_are_grouped`."""
    rows = sorted(
        (
            _row(reading, key=key, categories=categories)
            for key, categories in reading.flows.items()
        ),
        key=lambda row: row[0],
    )
    is_grouped = len(rows) > GROUPED_ABOVE
    titles = _titles(reading) if is_grouped else {}
    words: list[dict[str, object]] = []
    for _, row in rows:
        title = titles.pop(str(row["activity"]), "")
        words.append(row | {"is_group_start": bool(title), "group_title": title})
    return {"flows": words, "flows_are_grouped": is_grouped}


def _titles(reading: Reading) -> dict[str, str]:
    """Number and title of each activity, to be printed above its first row."""
    return {
        number: f"{number} {reading.voice.of(activity.title)}".strip()
        for activity in reading.activities
        for number in (reading.numbers[activity.number],)
    }


def _row(
    reading: Reading, *, key: FlowKey, categories: set[str]
) -> tuple[tuple[object, ...], dict[str, object]]:
    """A row with its sort key: activity, target, people."""
    activity, subject, kind, target_key = key
    people = "".join(reading.subject_labels({(activity, subject)}))
    target = _stays(reading, activity) if kind == "stays" else reading.target(kind, target_key)
    row: dict[str, object] = {
        "activity": reading.numbers[activity],
        "subjects": people,
        "data": reading.data_labels({(activity, category) for category in categories}),
        "target": target.line,
        "country": target.country,
        "is_outside_eea": target.is_outside_eea,
    }
    return (activity, target.rank, target_key, label_key(people)), row


def _stays(reading: Reading, activity_number: int) -> Target:
    """KBITS itself as a target, at the places of the activity."""
    places = next(
        activity.locations for activity in reading.activities if activity.number == activity_number
    )
    return Target(
        rank=(0, 0),
        number="",
        name=reading.voice.word("stays_with_kbits"),
        country=reading.countries(places),
        is_outside_eea=any(not place.is_eea for place in places),
    )
