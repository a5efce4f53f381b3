"""Texts of mails: one file a kind and language, read once into a subject and paragraphs.

The first line of `texts/<kind>.<language>.txt` is the subject; paragraphs follow, parted by empty
lines. A paragraph `[words]({link})` is the button, one that is `{code}` alone the code. Names in
braces are filled with values; every text ends with the paragraphs of `closing`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CLOSING = "closing"

_BUTTON = re.compile(r"\[(?P<words>[^]]+)\]\(\{link\}\)")
_CODE = "{code}"
# A dot between letters, or what begins an address: mail programs make links of these by themselves.
_LINKED = re.compile(r"(?<=[^\W\d_])\.(?=[^\W_])|(?<=:)/(?=/)|(?<=\w)@(?=\w)")
_JOINT = "\u200c"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a filled text; `kind` is "words", "button", "code" or "closing"."""

    words: str
    kind: str = "words"


@dataclass(frozen=True)
class Words:
    """A filled text: one line of subject, and what follows."""

    subject: str
    paragraphs: tuple[Paragraph, ...]


def filled_text(kind: str, *, language: str, values: Mapping[str, str], code: str = "") -> Words:
    """The text of a kind of mail with its values; the button's address is not part of it.

    Raises FileNotFoundError for a kind without text, KeyError for a value that lacks.
    """
    subject, *paragraphs = _parts(kind, language)
    harmless = {name: unlinked(value) for name, value in values.items()}
    body = [_filled(text, values=harmless, code=code) for text in paragraphs]
    closing = [Paragraph(text.format_map(harmless), CLOSING) for text in _parts(CLOSING, language)]
    return Words(subject.format_map(values), (*body, *closing))


def unlinked(value: str) -> str:
    """The value with unseen signs where a mail program would make a link of it.

    Names and devices come from people; the only link in a mail is the one that we put there.
    """
    return _LINKED.sub(lambda found: f"{found[0]}{_JOINT}", value)


def text_of(kind: str, language: str) -> str:
    """The file's text as it was written; raises FileNotFoundError."""
    file = files(__package__) / "texts" / f"{kind}.{language}.txt"
    return file.read_text(encoding="utf-8")


@cache
def _parts(kind: str, language: str) -> tuple[str, ...]:
    parts = re.split(r"\n\s*\n", text_of(kind, language).strip())
    return tuple(" ".join(part.split()) for part in parts)


def _filled(text: str, *, values: Mapping[str, str], code: str) -> Paragraph:
    button = _BUTTON.fullmatch(text)
    if button:
        return Paragraph(button["words"].format_map(values), "button")
    if text == _CODE:
        return Paragraph(code, "code")
    return Paragraph(text.format_map(values))
