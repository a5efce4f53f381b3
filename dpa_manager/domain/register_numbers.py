"""Register numbers of parties: read what people type, check it, print it (DOMAIN 5.1)."""

from stdnum.fr import siren, siret

from dpa_manager.domain.errors import Refused
from dpa_manager.vocabulary.sentences import sentences

ENTERPRISE = "kbo"
_SEPARATORS = str.maketrans("", "", " .-\u00a0\u202f\u2009/")


class RegisterNumberError(Refused):
    """A register number cannot be right; the sentence says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code, sentences()[code], "register_no")


def parse(kind: str, text: str) -> str:
    """The number to store for a number as typed; raises RegisterNumberError.

    `kind` is a key of the vocabulary `register_kinds`: kbo is stored as ten digits, siren as nine,
    siret as fourteen, kvk as eight. Numbers of any other kind are kept as typed, save outer spaces.
    """
    stripped = text.strip()
    if not stripped:
        raise RegisterNumberError("register-number-empty")
    reader = _READERS.get(kind)
    return reader(stripped.translate(_SEPARATORS)) if reader else stripped


def shown(kind: str, number: str) -> str:
    """The number as a document prints it: 0544.651.634, 732 829 320; spaces do not break."""
    groups = _GROUPS.get(kind)
    if not groups or not number.isdecimal() or len(number) != sum(groups):
        return number
    separator = "." if kind == ENTERPRISE else "\u00a0"
    parts: list[str] = []
    start = 0
    for size in groups:
        parts.append(number[start : start + size])
        start += size
    return separator.join(parts)


def vat_number(number: str) -> str:
    """The Belgian VAT number of a stored enterprise number: BE0544651634."""
    return f"BE{number}"


def _enterprise(compact: str) -> str:
    digits = compact[2:] if compact[:2].upper() == "BE" else compact
    if not _is_digits(digits) or len(digits) not in (9, 10):
        raise RegisterNumberError("enterprise-number-digits")
    digits = digits.zfill(10)
    is_consistent = int(digits[8:]) == 97 - int(digits[:8]) % 97
    if digits[0] in "2345678" and is_consistent:
        raise RegisterNumberError("enterprise-number-establishment")
    if digits[0] not in "01":
        raise RegisterNumberError("enterprise-number-start")
    if not is_consistent:
        raise RegisterNumberError("enterprise-number-check")
    return digits


def _siren(compact: str) -> str:
    if not _is_digits(compact) or len(compact) != 9:
        raise RegisterNumberError("siren-digits")
    if not siren.is_valid(compact):
        raise RegisterNumberError("siren-check")
    return compact


def _siret(compact: str) -> str:
    if not _is_digits(compact) or len(compact) != 14:
        raise RegisterNumberError("siret-digits")
    if not siret.is_valid(compact):
        raise RegisterNumberError("siret-check")
    return compact


def _kvk(compact: str) -> str:
    if not _is_digits(compact) or len(compact) != 8:
        raise RegisterNumberError("kvk-digits")
    return compact


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


_READERS = {ENTERPRISE: _enterprise, "siren": _siren, "siret": _siret, "kvk": _kvk}
_GROUPS = {ENTERPRISE: (4, 3, 3), "siren": (3, 3, 3), "siret": (3, 3, 3, 5)}
