"""The table of a data map as CSV and XLSX, each value of its own type."""

from collections.abc import Iterator

from dpa_manager.documents.workbook import Head, Value, write_csv, write_table
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.telling import rows_of
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.sentences import map_file_words

_WIDTHS = {
    "number": 6,
    "category": 32,
    "subjects": 32,
    "activity": 32,
    "receiver": 32,
    "country": 24,
    "ground": 40,
    "is-outside": 16,
    "is-sensitive": 12,
}


def map_csv(data_map: DataMap, *, language: str) -> bytes:
    """The rows of the map as CSV, which Excel and LibreOffice open."""
    return write_csv(_heads(language), table_rows(data_map, language=language))


def map_xlsx(data_map: DataMap, *, title: str, language: str) -> bytes:
    """The rows of the map as a workbook of one sheet."""
    return write_table(title, _heads(language), table_rows(data_map, language=language))


def table_rows(data_map: DataMap, *, language: str) -> Iterator[tuple[Value, ...]]:
    """The rows as the page shows them; yes and no in the reader's language."""
    words, speaker = map_file_words(), voice(language)
    answers = {known: speaker.of(words["yes" if known else "no"]) for known in (True, False)}
    for row in rows_of(data_map, language=language):
        yield (
            row.number,
            row.category,
            speaker.stacked(row.subjects),
            row.activity,
            row.receiver,
            row.country,
            row.ground,
            answers[row.is_outside],
            answers[row.is_sensitive],
        )


def _heads(language: str) -> list[Head]:
    words = map_file_words()
    return [Head(words[key].in_language(language), width) for key, width in _WIDTHS.items()]
