"""The words that may reach a template: plain text, yes/no, lists and groups, nothing that acts."""

import re
from collections.abc import Iterator, Mapping

from dpa_manager.documents.faults import UnfitValue
from dpa_manager.vocabulary.phrase import Phrase

# Everything that XML 1.0 cannot hold or that Word reads as a command: the control characters but
# line feed and tab, lone surrogates and the two noncharacters (TRUST 0, trap 5).
_UNFIT_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# `group.items` would be the method of dict and not the word (DECISIONS 17).
METHOD_NAMES = frozenset(dir(dict))
_GOOD_NAMES: set[str] = set()
_MOST_NAMES_REMEMBERED = 5_000

_CONTROL = Phrase(
    nl="er staat een stuurteken in",
    fr="elle contient un caractère de commande",
    en="it holds a control character",
)
_KIND = Phrase(
    nl="alleen tekst, ja/nee, lijsten en groepen mogen",
    fr="seuls du texte, oui/non, des listes et des groupes sont admis",
    en="only text, yes/no, lists and groups are allowed",
)
_NAME = Phrase(
    nl="zo mag een woord niet heten",
    fr="un mot ne peut pas porter ce nom",
    en="a word may not have this name",
)


def check_words(words: Mapping[str, object]) -> None:
    """Raise UnfitValue, naming the word, unless `words` is plain data through and through.

    Exact types only: a subclass of str may pass itself off as markup that needs no escaping.
    """
    texts: list[str] = []
    if not _collect(dict(words), texts) or _UNFIT_CHARACTER.search("".join(texts)):
        for name, detail in _unfit("", dict(words)):
            raise UnfitValue(name=name, detail=detail)


def _collect(value: object, texts: list[str]) -> bool:
    """Gather every text in `value` without naming it; False as soon as something is not plain."""
    kind = type(value)
    if kind is str:
        texts.append(value)  # type: ignore[arg-type]  # Its exact type was compared.
        return True
    if isinstance(value, dict) and kind is dict:
        return all(is_word_name(key) and _collect(inner, texts) for key, inner in value.items())
    if isinstance(value, list) and kind is list:
        return all(_collect(inner, texts) for inner in value)
    return kind is bool


def is_word_name(key: object) -> bool:
    """Whether a word may have this name in a template."""
    if key in _GOOD_NAMES:
        return True
    if type(key) is not str or not _WORD_NAME.fullmatch(key) or key in METHOD_NAMES:
        return False
    if len(_GOOD_NAMES) < _MOST_NAMES_REMEMBERED:
        _GOOD_NAMES.add(key)
    return True


def _unfit(name: str, value: object) -> Iterator[tuple[str, Phrase]]:
    """Every value in `value` that is not fit, with its dotted name and the reason."""
    kind = type(value)
    if isinstance(value, dict) and kind is dict:
        yield from _unfit_in_group(name, value)
    elif isinstance(value, list) and kind is list:
        for number, inner in enumerate(value, 1):
            yield from _unfit(f"{name}[{number}]", inner)
    elif kind not in (str, bool):
        yield name, _KIND
    elif isinstance(value, str) and _UNFIT_CHARACTER.search(value):
        yield name, _CONTROL


def _unfit_in_group(name: str, group: dict[object, object]) -> Iterator[tuple[str, Phrase]]:
    for key, inner in group.items():
        inner_name = f"{name}.{key}" if name else str(key)
        if not is_word_name(key):
            yield inner_name, _NAME
        yield from _unfit(inner_name, inner)
