"""The shipped texts and templates, and words that switch every option of the agreement."""

import io
import zipfile
from functools import cache
from itertools import combinations, count
from pathlib import Path
from random import Random

from lxml import etree

from dpa_manager.documents.building.template import build_template
from dpa_manager.documents.building.texts import LANGUAGES, read_texts
from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, YesNo

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "processing-agreement"
WRITTEN = tuple(code for code in LANGUAGES if (FOLDER / "text" / f"{code}.toml").exists())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Options of which exactly one holds; a name with "+" switches both words on.
CHOICES = (
    ("client_is_controller", "client_is_processor", "client_is_processor+client_is_mixed"),
    ("subproc_is_general", "subproc_is_specific", "subproc_is_none"),
    ("objection_is_client_exit", "objection_is_mutual_exit", "objection_is_no_exit"),
    ("duration_is_principal", "duration_is_fixed", "duration_is_open"),
    ("cost_is_fair_use", "cost_is_all_included", "cost_is_principal"),
    ("liability_is_law", "liability_is_principal", "liability_is_own_cap"),
    ("end_is_delete", "end_is_return", "end_is_open"),
    ("court_is_kbits", "court_is_defendant", "court_is_client"),
    ("is_single_language", "is_authentic_with_translation", "is_translation"),
)
CHOSEN = {name for choice in CHOICES for option in choice for name in option.split("+")}


@cache
def texts(language):
    return read_texts(FOLDER / "text" / f"{language}.toml")


@cache
def template(language):
    return (FOLDER / f"{language}.docx").read_bytes()


@cache
def key_template():
    """A template whose words are their own keys, so that a rendering tells what was printed."""
    return build_template({key: f"«{key}»" for key in texts("nl")}, language="nl")


def switches():
    """Every yes-or-no word that is free of the others, with its dotted name."""
    return tuple(name for name in _switches(WORDS, "") if name not in CHOSEN)


def _switches(shape, before):
    for name, kind in shape.items():
        if isinstance(kind, YesNo):
            yield before + name
        elif isinstance(kind, Group | Rows):
            yield from _switches(kind.words, f"{before}{name}.")


def words(options):
    """Words of every shape, each value another, with exactly `options` (dotted names) on."""
    numbers = count(1)
    return {name: _value(kind, name, options, numbers) for name, kind in WORDS.items()}


def _value(kind, name, options, numbers):
    if isinstance(kind, YesNo):
        return name in options
    if isinstance(kind, Group):
        return {n: _value(k, f"{name}.{n}", options, numbers) for n, k in kind.words.items()}
    if isinstance(kind, Rows):
        row = {n: _value(k, f"{name}.{n}", options, numbers) for n, k in kind.words.items()}
        return [row]
    if isinstance(kind, Lines):
        return [f"waarde{next(numbers)}", f"waarde{next(numbers)}"]
    return f"waarde{next(numbers)}"


def first_choices():
    return {name for choice in CHOICES for name in choice[0].split("+")}


@cache
def covering_options():
    """Sets of options among which each pair of settings occurs, and so each setting alone."""
    wanted = set(_pairs_of_all())
    random = Random(28)  # noqa: S311 - a fixed order of tries keeps no secret.
    chosen = [frozenset(first_choices()), frozenset(first_choices() | set(switches()))]
    for options in chosen:
        wanted -= set(_pairs(options))
    while wanted:
        tries = [_random_options(random) for _ in range(20)]
        best = max(tries, key=lambda options: len(wanted & set(_pairs(options))))
        if wanted & set(_pairs(best)):
            chosen.append(best)
            wanted -= set(_pairs(best))
    return tuple(chosen)


def _random_options(random):
    options = {name for name in switches() if random.random() < 0.5}
    for choice in CHOICES:
        options |= set(random.choice(choice).split("+"))
    return frozenset(options)


def _settings(options):
    """The setting of each switch and choice."""
    for name in switches():
        yield name, name in options
    for choice in CHOICES:
        held = [option for option in choice if set(option.split("+")) <= options]
        yield choice[0], max(held, key=len)


def _pairs(options):
    return combinations(sorted(_settings(options), key=str), 2)


def _pairs_of_all():
    every = [(name, (True, False)) for name in switches()]
    every += [(choice[0], choice) for choice in CHOICES]
    for one, other in combinations(sorted(every, key=str), 2):
        for first in one[1]:
            for second in other[1]:
                yield tuple(sorted(((one[0], first), (other[0], second)), key=str))


def body(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def paragraph_text(paragraph):
    return "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))


def style_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val") if style is not None else ""
