"""The words of a template: reads a text file and gives its sentences typographic care.

A text file holds plain spaces and straight apostrophes; no-break spaces and ’ are put in when the
DOCX is built, and taken out again by `without_care` when words come back from Word.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("nl", "fr", "en")
LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}

_NO_BREAK = "\u00a0"
_NARROW = "\u202f"

# A number must not leave the word it belongs to: before it (artikel 9) or after it (30 dagen).
_BEFORE_NUMBER = re.compile(
    r"\b(artikel|artikelen|lid|bijlage|bijlagen|module|besluit|verordening|versie"
    r"|article|articles|paragraphe|annexe|annexes|décision|règlement|version"
    r"|clause|clauses|annex|annexes|decision|regulation|point|hoofdstuk|chapitre|chapter)"
    r" (?=\[\[|\d|[IVX]+\b|\()",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"(?<=\d) (?=(AVG|GDPR|RGPD|dag|dagen|werkdag|werkdagen|uur|maand|maanden|jaar"
    r"|jour|jours|heure|heures|mois|an|ans|day|days|hour|hours|month|months|year|years)\b)"
)


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a file by key ("clSub.general"); raises ValueError when one is no string."""
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for section, entries in sections.items():
        if not isinstance(entries, Mapping):
            raise ValueError(f"{path.name}: {section} is no section")
        for name, words in entries.items():
            if not isinstance(words, str) or not words.strip():
                raise ValueError(f"{path.name}: {section}.{name} has no words")
            texts[f"{section}.{name}"] = words
    return texts


def with_care(text: str, *, language: str) -> str:
    """The text with no-break spaces where a line must not end, and typographic apostrophes."""
    text = _BEFORE_NUMBER.sub(lambda match: match.group(1) + _NO_BREAK, text)
    text = _AFTER_NUMBER.sub(_NO_BREAK, text)
    text = text.replace("'", "’")
    if language == "fr":
        text = re.sub(r" (?=[;?!])", _NARROW, text)
        text = re.sub(r" (?=[:»])", _NO_BREAK, text)
        text = text.replace("« ", "«" + _NO_BREAK)
    return text


def without_care(text: str) -> str:
    """The text as a text file holds it."""
    return text.replace(_NO_BREAK, " ").replace(_NARROW, " ").replace("’", "'")
