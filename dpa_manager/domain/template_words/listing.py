"""The page of every word that a template may use: `templates/README.md`, from `WORDS`."""

from collections.abc import Iterator, Mapping

from dpa_manager.domain.template_words import (
    ANNEXES,
    CLAUSES,
    OPTIONAL_CLAUSES,
    SECOND_SIGNATURE_PLACES,
    SIGNATURE_PLACES,
    WORDS,
)
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text, Word, YesNo

_OPENING = """\
# Templates: the words that a template may use

This page is written by `dpa_manager.domain.template_words.listing` from the list that the program
itself uses; a test fails when the two differ. Change the list, never this page.

A template is a Word document, `templates/<kind>/<language>.docx`. What stands between double
braces is replaced by words of the agreement; everything else is printed as it is.

| write | for |
|---|---|
| `{{ client.legal_name }}` | a text, printed exactly as it is in the facts |
| `{%p if has_transfers %}` … `{%p else %}` … `{%p endif %}` | paragraphs under a condition |
| `{%p for activity in activities %}` … `{%p endfor %}` | paragraphs for each row of a list |
| `{%tr for row in flows %}` … `{%tr endfor %}` | table rows for each row of a list |

A `{%p … %}` tag has a paragraph of its own, a `{%tr … %}` tag a table row of its own.

Nothing else is allowed: no filters, no calls, no arithmetic, no names that are not on this page.
Put no article, preposition or adjective before a text if its form depends on the text. Numbers
come with their unit, dates and amounts in the language of the document, lists in printed order.

A text marked *may be empty* stands under a condition, mostly the one beside it named `has_…`.
Every other text has words whenever the agreement is complete.
"""

_CLAUSES = """\
## Clauses and places

Each of these is a bookmark on a heading or a caption. An upload is refused when one is missing.
"""


def words_page() -> str:
    """The whole page as Markdown, ending in one line break."""
    parts = [_OPENING, *_sections(), _CLAUSES, _bookmarks()]
    return "\n".join(parts)


def _sections() -> Iterator[str]:
    yield _table("Texts", ((name, kind) for name, kind in WORDS.items() if isinstance(kind, Text)))
    yield _table(
        "Conditions", ((name, kind) for name, kind in WORDS.items() if isinstance(kind, YesNo))
    )
    yield _table(
        "Lists of lines", ((name, kind) for name, kind in WORDS.items() if isinstance(kind, Lines))
    )
    for name, kind in WORDS.items():
        if isinstance(kind, Group):
            yield _table(f"`{name}`: {kind.meaning}", _deep(kind.words, before=f"{name}."))
        elif isinstance(kind, Rows):
            yield _table(f"Rows of `{name}`: {kind.meaning}", _deep(kind.words, before="row."))


def _deep(words: Mapping[str, Word], *, before: str) -> Iterator[tuple[str, Word]]:
    """Every word of a group or row with its full name; words of inner rows behind `[]`."""
    for name, kind in words.items():
        yield f"{before}{name}", kind
        if isinstance(kind, Group):
            yield from _deep(kind.words, before=f"{before}{name}.")
        elif isinstance(kind, Rows):
            yield from _deep(kind.words, before=f"{before}{name}[].")


def _table(title: str, words: Iterator[tuple[str, Word]]) -> str:
    lines = [f"## {title}", "", "| word | kind | meaning |", "|---|---|---|"]
    lines += [f"| `{name}` | {_kind(kind)} | {_cell(kind.meaning)} |" for name, kind in words]
    return "\n".join([*lines, ""])


def _kind(kind: Word) -> str:
    if isinstance(kind, Text):
        return "text, may be empty" if kind.may_be_empty else "text"
    names: dict[type, str] = {YesNo: "condition", Lines: "lines", Rows: "rows", Group: "group"}
    return names[type(kind)]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _bookmarks() -> str:
    rows = (
        ("required clauses", CLAUSES),
        ("optional clauses, present under their condition", OPTIONAL_CLAUSES),
        ("annexes", ANNEXES),
        ("signatures", SIGNATURE_PLACES),
        ("second signatures, present under their condition", SECOND_SIGNATURE_PLACES),
    )
    lines = ["| what | bookmarks |", "|---|---|"]
    lines += [f"| {what} | {', '.join(f'`{name}`' for name in names)} |" for what, names in rows]
    return "\n".join([*lines, ""])
