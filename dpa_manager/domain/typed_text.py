"""What people type, brought into one form once: checked, composed, without outer spaces.

Every text that enters the program passes here. Refused are characters that no document can print
or that make it read differently from what it says: control characters, halves of characters, and
marks that turn the direction of writing. Nothing is escaped; that is the matter of each output.
"""

import re
import unicodedata

from dpa_manager.domain.refusals import refused
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

LINE_LENGTH = 200
PROSE_LENGTH = 6000

# Marks that reorder what follows: with them a page shows another text than it holds.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*)")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]*")


def line(text: str, *, field: str, max_length: int = LINE_LENGTH, required: bool = False) -> str:
    """One line as typed, in composed form and without outer spaces; raises Refused."""
    cleaned = _clean(text, field=field, max_length=max_length)
    if "\n" in cleaned or "\t" in cleaned:
        raise refused("text-one-line", field=field)
    if required and not cleaned:
        raise refused("text-missing", field=field)
    return cleaned


def prose(text: str, *, field: str, max_length: int = PROSE_LENGTH, required: bool = False) -> str:
    """A text that may have several lines; line ends become one character. Raises Refused."""
    cleaned = _clean(text, field=field, max_length=max_length)
    if required and not cleaned:
        raise refused("text-missing", field=field)
    return cleaned


def phrase(
    words: Phrase, *, field: str, max_length: int = PROSE_LENGTH, required: bool = False
) -> Phrase:
    """The same in each language; `required` asks for at least one of them. Raises Refused."""
    cleaned = Phrase.of(
        {
            language: prose(
                words.in_language(language), field=f"{field}.{language}", max_length=max_length
            )
            for language in LANGUAGES
        }
    )
    if required and not cleaned:
        raise refused("text-missing", field=field)
    return cleaned


def email(text: str, *, field: str, required: bool = False) -> str:
    """Exactly one e-mail address, its domain in lower case; "" stays "". Raises Refused."""
    cleaned = line(text, field=field, max_length=254, required=required)
    if not cleaned:
        return ""
    found = _EMAIL.fullmatch(cleaned)
    if found is None or len(found["local"]) > 64:
        raise refused("email-one-address", field=field)
    return f"{found['local']}@{found['domain'].lower()}"


def phone(text: str, *, field: str) -> str:
    """A phone number with its spaces as typed; "" stays "". Raises Refused."""
    cleaned = line(text, field=field, max_length=40)
    if cleaned and not _PHONE.fullmatch(cleaned):
        raise refused("phone-number", field=field)
    return cleaned


def _clean(text: str, *, field: str, max_length: int) -> str:
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    # Halves of characters are looked for first: composing them would fail or hide them.
    if any(_is_refused(character) for character in unified):
        raise refused("text-characters", field=field)
    cleaned = unicodedata.normalize("NFC", unified).strip()
    if len(cleaned) > max_length:
        raise refused("text-too-long", field=field, length=str(max_length))
    return cleaned


def _is_refused(character: str) -> bool:
    if character in "\n\t":
        return False
    category = unicodedata.category(character)
    is_unprintable = category in ("Cc", "Cs", "Zl", "Zp") or character in "\ufffe\uffff\ufeff"
    return is_unprintable or character in _TURNING
