"""Presets as pages offer them: services in groups, each with what it fills in one line a part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import ServiceKind
from dpa_manager.web.speaking import gettext, in_reader_language, marked, ngettext

# How people of the firm sort what it sells; what the firm added itself stands at the end.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        marked("Websites and shops"),
        ("hosting", "web_dev", "web_maintenance", "eshop", "domain_dns", "analytics", "mailing"),
    ),
    (
        marked("Workplace and support"),
        ("mail_hosting", "m365", "support", "remote_maintenance", "hardware_repair", "voip"),
    ),
    (marked("Security and backup"), ("backup", "network_security")),
    (marked("Software and data"), ("software_app", "migration")),
)
_OTHERS = marked("Other services")


@dataclass(frozen=True)
class Preset:
    """A service on offer: its words, and one line each on purpose, data, people and measures."""

    key: str
    label: str
    purpose: str
    data: str
    people: str
    measures: str


def preset_groups(kinds: Mapping[str, ServiceKind]) -> list[tuple[str, list[Preset]]]:
    """The services under the words of their group, without empty groups."""
    grouped = {key for _, keys in _GROUPS for key in keys}
    others = tuple(key for key in kinds if key not in grouped)
    found = [
        (gettext(words), [preset(kinds[key]) for key in keys if key in kinds])
        for words, keys in (*_GROUPS, (_OTHERS, others))
    ]
    return [(words, presets) for words, presets in found if presets]


def preset(kind: ServiceKind) -> Preset:
    """A service as a page offers it."""
    count, words = len(kind.measures), vocabulary()
    data = _listed(words.data_categories[key].label for key in kind.data)
    people = _listed(words.data_subjects[key].label for key in kind.subjects)
    return Preset(
        kind.key,
        in_reader_language(kind.label),
        in_reader_language(kind.purpose),
        _data(data),
        _people(people) if data else "",
        ngettext("%(num)d measure", "%(num)d measures", count) % {"num": count},
    )


def _data(data: str) -> str:
    if not data:
        return gettext("You choose whose data, and which: they differ for each client.")
    return gettext("Data: %(data)s") % {"data": data}


def _people(people: str) -> str:
    if not people:
        return gettext("You choose whose data they are.")
    return gettext("People: %(people)s") % {"people": people}


def _listed(labels: Iterable[Phrase]) -> str:
    return ", ".join(_inside(in_reader_language(label)) for label in labels)


def _inside(words: str) -> str:
    """A label inside a sentence: without its capital, unless it begins with an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
