"""Words of Annex III: the measures by heading, remote access, help, certificates, plans."""

import re

from dpa_manager.domain.facts import Certificate, MeasureFacts
from dpa_manager.domain.wording.order import by_label
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.domain.wording.voice import Voice, joined
from dpa_manager.vocabulary.library import vocabulary

Words = dict[str, object]

_GROUPS = ("A", "B", "C", "D", "E", "F", "G", "S")
_REMOTE_ACCESS = "H"
_ASSISTANCE = "I"
_ARTICLE = re.compile(r"(\d+)(?:\((\d+)\))?(?:\(([a-z])\))?")


def measure_words(reading: Reading) -> Words:
    """Everything of Annex III."""
    facts, voice = reading.facts, reading.voice
    has_remote_access = any(activity.has_remote_access for activity in reading.activities)
    planned = [row for row in facts.measures.measures if row.status == "planned"]
    return {
        "measure_set": _measure_set(reading),
        "measure_groups": _groups(reading),
        "has_remote_access": has_remote_access,
        "remote_access": _rules(reading, heading=_REMOTE_ACCESS) if has_remote_access else [],
        "assistance": _rules(reading, heading=_ASSISTANCE),
        "certificates": [_certificate(row, voice=voice) for row in facts.certificates],
        "has_planned": bool(planned),
        "measures_planned": [
            _planned(row, voice=voice) for row in by_label(planned, lambda row: voice.of(row.label))
        ],
    }


def article_words(code: str, *, voice: Voice) -> str:
    """An article code of the vocabulary in words: "32(1)(a)" is artikel 32, lid 1, punt a, AVG."""
    articles = [_article(part, voice=voice) for part in code.split(", ")]
    plain = ", ".join(articles[:-1])
    all_of_them = f"{plain} {voice.word('and')} {articles[-1]}" if plain else articles[-1]
    # Where commas set off the paragraph, one more sets off the name of the law.
    closing = "," if "," in articles[-1] else ""
    key = "articles_of_gdpr" if plain else "article_of_gdpr"
    return voice.line(key, article=all_of_them + closing)


def _article(code: str, *, voice: Voice) -> str:
    found = _ARTICLE.fullmatch(code)
    if found is None:
        return code
    number, paragraph, point = found.groups()
    return (
        number
        + (voice.line("paragraph_of_article", number=paragraph) if paragraph else "")
        + (voice.line("point_of_article", letter=point) if point else "")
    )


def _measure_set(reading: Reading) -> Words:
    chosen, voice = reading.facts.measures, reading.voice
    name, day = voice.of(chosen.name), voice.day(chosen.dated_on)
    version = "" if chosen.version is None else str(chosen.version)
    dated = f"{voice.word('of_date')} {day}" if day else ""
    numbered = f"{voice.word('version')} {version}" if version else ""
    line = joined(name, f"{numbered} {dated}".strip())
    numbers = voice.listed(list(reading.numbers.values()))
    return {
        "name": name,
        "version": version,
        "dated_on": day,
        "line": voice.line("measure_set_line", set=line, numbers=numbers) if line else "",
    }


def _groups(reading: Reading) -> list[Words]:
    """Headings with a measure or with a reason why there is none (R-C-2)."""
    voice = reading.voice
    reasons = {heading: voice.of(reason) for heading, reason in reading.facts.measures.reasons}
    headings = vocabulary().measure_headings
    groups: list[Words] = []
    for key in _GROUPS:
        measures = [_measure(reading, row) for row in _in_place(reading, heading=key)]
        if measures or reasons.get(key) or headings[key].needs_measure:
            groups.append(
                {
                    "title": voice.of(headings[key].label),
                    "article": article_words(headings[key].article, voice=voice),
                    "has_measures": bool(measures),
                    "reason": "" if measures else reasons.get(key, ""),
                    "measures": measures,
                }
            )
    return groups


def _in_place(reading: Reading, *, heading: str) -> list[MeasureFacts]:
    """Measures that are in place under a heading; planned ones are never counted here."""
    rows = [
        row
        for row in reading.facts.measures.measures
        if row.heading == heading and row.status == "implemented"
    ]
    return by_label(rows, lambda row: reading.voice.of(row.label))


def _measure(reading: Reading, row: MeasureFacts) -> Words:
    numbers = reading.activity_numbers(row.activities)
    return {
        "label": reading.voice.of(row.label),
        "text": _text(row, voice=reading.voice),
        "activities": numbers or reading.voice.word("all_masculine"),
    }


def _text(row: MeasureFacts, *, voice: Voice) -> str:
    if not row.is_visible_to_clients:
        return voice.word("open_to_inspection")
    return voice.of(row.text) or voice.word("no_details")


def _rules(reading: Reading, *, heading: str) -> list[str]:
    """Measures that read as rules: the text alone, or the label where there is no text."""
    voice = reading.voice
    return [
        voice.of(row.text)
        if row.is_visible_to_clients and voice.of(row.text)
        else voice.labelled(voice.of(row.label), _text(row, voice=voice))
        for row in _in_place(reading, heading=heading)
    ]


def _planned(row: MeasureFacts, *, voice: Voice) -> Words:
    return {
        "label": voice.of(row.label),
        "text": _text(row, voice=voice),
        "planned_on": voice.day(row.planned_on) or voice.word("date_open"),
    }


def _certificate(row: Certificate, *, voice: Voice) -> Words:
    valid_until = voice.day(row.valid_until)
    return {
        "scheme": row.scheme,
        "scope": voice.of(row.scope),
        "number": row.number,
        "has_number": bool(row.number),
        "valid_until": valid_until,
        "has_valid_until": bool(valid_until),
    }
