"""Words for templates in tests: many different values of the right shapes, hard ones among them."""

from itertools import cycle

from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, YesNo

HARD_VALUES = (
    'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV',
    "Bécu {% if x %} {# y #} ]]> &amp; <w:t>",
    "株式会社データ, Κέντρο, Łódź, ș ț ř",
    "first line\nsecond & line\tafter a tab",
    "\n\nblank lines around\n",
    "no-break\u00a0space \u202f; ’ “quoted” – em—dash",
    "  spaces  around  ",
    "{_{ not a tag }_}",
    "\U0001f600 beyond the basic plane",
    "",
)
DOCXTPL_CHANGES = ("{_{", "}_}")


def words_of(seed, *, words=WORDS, values=HARD_VALUES, rows=2):
    """Words of every shape in WORDS; `seed` decides which value stands where and what is yes."""
    supply = cycle(values[seed % len(values) :] + values[: seed % len(values)])
    turns = cycle((True, seed % 2 == 0, seed % 3 == 0, False, True))
    return {name: _value(shape, supply, turns, rows) for name, shape in words.items()}


def _value(shape, supply, turns, rows):
    if isinstance(shape, YesNo):
        return next(turns)
    if isinstance(shape, Group):
        return {name: _value(s, supply, turns, rows) for name, s in shape.words.items()}
    if isinstance(shape, Rows):
        return [
            {name: _value(s, supply, turns, rows) for name, s in shape.words.items()}
            for _ in range(rows)
        ]
    if isinstance(shape, Lines):
        return [next(supply) for _ in range(rows)]
    return next(supply)
