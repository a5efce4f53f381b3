"""The client's own register in one language: its explanation, its heads, its rows, its choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.facts import ActivityFacts, AgreementFacts
from dpa_manager.domain.own_register.columns import COLUMNS, RegisterColumn
from dpa_manager.domain.own_register.row import RegisterRow, Value
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.sentences import map_file_words


@dataclass(frozen=True)
class RegisterCell:
    """A cell; one that `is_open` waits for the client and holds the words that say so."""

    value: Value
    is_open: bool = False


@dataclass(frozen=True)
class RegisterHead:
    """The head of a column, and its line in the explanation."""

    column: RegisterColumn
    label: str
    filler: str
    required: str
    note: str

    @property
    def marked(self) -> str:
        """The label with who fills it in, for those who see no colours."""
        return self.label if self.column.filler == "known" else f"{self.label} ({self.filler})"


@dataclass(frozen=True)
class Register:
    """The register of one client as it stood on a day; `choices` are lists by name."""

    language: str
    title: str
    intro: tuple[str, ...]
    heads: tuple[RegisterHead, ...]
    rows: tuple[tuple[RegisterCell, ...], ...]
    choices: Mapping[str, tuple[str, ...]]

    def word(self, key: str) -> str:
        """A fixed word of the register in its language."""
        return map_file_words()[key].in_language(self.language)


def register_of(
    facts: Sequence[AgreementFacts],
    *,
    agreements: Sequence[ToldAgreement],
    language: str,
    on: date,
) -> Register:
    """The register of the client of these engagements, at least one.

    An activity for which the client is a processor itself belongs in another record of the
    client's (Art. 30(2)); the explanation names it.
    """
    decided = [(one, activity) for one in facts for activity in one.in_agreement()]
    rows = [
        RegisterRow(one, activity, agreements=agreements, language=language, on=on).cells()
        for one, activity in decided
        if _role(one, activity) != "processor"
    ]
    others = [activity for one, activity in decided if _role(one, activity) == "processor"]
    return Register(
        language=language,
        title=_title(facts[0], language=language),
        intro=_intro(facts[0], others, language=language, on=on),
        heads=tuple(_head(column, facts[0], language=language) for column in COLUMNS),
        rows=tuple(_cells(row, language=language) for row in rows),
        choices=_choices(language),
    )


def _role(facts: AgreementFacts, activity: ActivityFacts) -> str:
    role = facts.client.role
    return activity.client_role if role == "mixed" else role


def _cells(known: Mapping[str, Value], *, language: str) -> tuple[RegisterCell, ...]:
    waiting = map_file_words()["open"].in_language(language)
    cells = []
    for column in COLUMNS:
        value = known.get(column.key)
        if value in ("", None) and column.filler != "known":
            value = waiting
        # A cell may know one line of two: it waits for the client all the same.
        cells.append(RegisterCell(value, is_open=isinstance(value, str) and waiting in value))
    return tuple(cells)


def _title(facts: AgreementFacts, *, language: str) -> str:
    words = map_file_words()["title"].in_language(language)
    return words.format_map({"client": facts.client.party.legal_name})


def _intro(
    facts: AgreementFacts, others: Sequence[ActivityFacts], *, language: str, on: date
) -> tuple[str, ...]:
    speaker = voice(language)
    values = {
        "processor": facts.processor.party.legal_name,
        "day": speaker.day(on),
        "activities": speaker.stacked(speaker.of(activity.title) for activity in others),
    }
    keys = ["intro-1", "intro-2", "intro-3"] + (["intro-processor"] if others else [])
    return tuple(map_file_words()[key].in_language(language).format_map(values) for key in keys)


def _head(column: RegisterColumn, facts: AgreementFacts, *, language: str) -> RegisterHead:
    words = map_file_words()
    note = words[f"note-{column.key}"].in_language(language)
    return RegisterHead(
        column=column,
        label=words[f"column-{column.key}"].in_language(language),
        filler=words[column.filler].in_language(language),
        required=words["required" if column.is_required else "useful"].in_language(language),
        note=note.format_map({"processor": facts.processor.party.legal_name}),
    )


def _choices(language: str) -> dict[str, tuple[str, ...]]:
    words, bases = map_file_words(), vocabulary().legal_bases.values()
    named = [(base.article, base.label.in_language(language)) for base in bases]
    return {
        "legal_bases": tuple(label for article, label in named if article.startswith("6(")),
        "special_bases": tuple(label for article, label in named if article.startswith("9(")),
        "dpia": tuple(words[f"dpia-{key}"].in_language(language) for key in ("no", "due", "done")),
    }
