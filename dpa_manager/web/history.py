"""The history as people read it: what happened to an engagement, by whom, when, to what part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.queries.history import Told
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import history_acts
from dpa_manager.web.speaking import LANGUAGE_NAMES, gettext, in_reader_language


@dataclass(frozen=True)
class Entry:
    """One line of the history; `count` equal acts of one person in one minute are one line."""

    happened_at: datetime
    by_name: str
    what: str
    about: str
    count: int = 1


def entries(
    events: Iterable[Told],
    *,
    facts: AgreementFacts | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Entry, ...]:
    """The lines for `events`, in their order; `facts` give names to what the events are about.

    Without facts, what is told by its key or number alone is left out. `names` are those of the
    rows that events of several are about, by public id.
    """
    lines: list[Entry] = []
    for event in events:
        about = _about(event, facts, (names or {}).get(event.subject_id, ""))
        entry = Entry(event.happened_at, event.by_name, _what(event), about)
        if lines and _is_same(lines[-1], entry):
            lines[-1] = replace(lines[-1], count=lines[-1].count + 1)
        else:
            lines.append(entry)
    return tuple(lines)


def _is_same(one: Entry, other: Entry) -> bool:
    return (one.by_name, one.what, one.about) == (other.by_name, other.what, other.about) and (
        one.happened_at.replace(second=0, microsecond=0)
        == other.happened_at.replace(second=0, microsecond=0)
    )


def _what(event: Told) -> str:
    # The history never changes: an act that is no longer named is told as it was written.
    words = history_acts().get(event.act.replace(" ", "-"), Phrase.same(event.act))
    return in_reader_language(words)


def _about(event: Told, facts: AgreementFacts | None, name: str) -> str:
    details = event.details
    named: tuple[str, ...] = ()
    if facts is not None:
        named = (_activity(details, facts), _term(details, facts), _receiver(details, facts))
    parts = (
        name,
        _version(details),
        _language(details),
        *named,
        _flows(details),
        event.personal.get("client"),
    )
    return " · ".join(part for part in parts if isinstance(part, str) and part)


def _version(details: Mapping[str, Any]) -> str:
    if "version" not in details:
        return ""
    return gettext("version %(number)s") % {"number": details["version"]}


def _language(details: Mapping[str, Any]) -> str:
    return LANGUAGE_NAMES.get(details.get("language", ""), "")


def _activity(details: Mapping[str, Any], facts: AgreementFacts) -> str:
    """The activity as it is called today, numbered as in Annex II."""
    number = details.get("activity", details.get("number"))
    titles = {activity.number: activity.title for activity in facts.activities}
    if number not in titles:
        return "" if number is None else f"II.{number}"
    return f"II.{number} {in_reader_language(titles[number])}"


def _term(details: Mapping[str, Any], facts: AgreementFacts) -> str:
    """The category of data or of people that an act was about."""
    words = {use.category.key: use.category.words for a in facts.activities for use in a.data}
    words |= {use.category.key: use.category.words for a in facts.activities for use in a.subjects}
    key = details.get("category", details.get("subject", ""))
    return in_reader_language(words[key]) if key in words else ""


def _receiver(details: Mapping[str, Any], facts: AgreementFacts) -> str:
    """Who receives data; one that no longer does is told by its reference."""
    names = {row.key: row.party.legal_name for row in facts.subprocessors}
    names |= {row.key: row.name for row in facts.recipients}
    key = str(details.get("subprocessor", details.get("recipient", "")))
    return names.get(key, key)


def _flows(details: Mapping[str, Any]) -> str:
    added, removed = len(details.get("added", ())), len(details.get("removed", ()))
    told = [gettext("%(number)s added") % {"number": added}] if added else []
    told += [gettext("%(number)s removed") % {"number": removed}] if removed else []
    return ", ".join(told)
