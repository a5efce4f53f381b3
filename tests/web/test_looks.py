"""The looks: small, legible in both modes, one macro a part, and no class that nobody wears."""

import gzip
import re
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import dpa_manager

WEB = Path(dpa_manager.__file__).parent / "web"
STATIC, TEMPLATES = WEB / "static", WEB / "templates"
# Only pages with a map load its sheet.
MAP_SHEET, MOST_MAP_CSS_BYTES = STATIC / "map.css", 1_200
MOST_CSS_BYTES, MOST_JS_BYTES, MOST_FONT_BYTES = 8 * 1024, 25 * 1024, 50_000
# What fewer sections use is judged on their own pages.
MANY_SECTIONS = 3
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklch|oklab|color)\(")
SURFACES = ("page", "surface")
# Which colour is written on which: what a person reads needs 4.5 to 1 (WCAG 2.2, 1.4.3).
WRITTEN = [
    *((ink, on) for ink in ("ink", "muted", "accent", "bad", "warn", "ok") for on in SURFACES),
    *((ink, "accent-tint") for ink in ("ink", "accent", "accent-deep")),
    *((kind, f"{kind}-tint") for kind in ("bad", "warn", "ok")),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
]
# What bounds a control or shows where the keyboard is needs 3 to 1 (1.4.11).
DRAWN = [(edge, on) for edge in ("control", "accent", "bad") for on in (*SURFACES, "accent-tint")]


def sheets():
    return "\n".join(path.read_text() for path in sorted(STATIC.glob("*.css")))


@cache
def described():
    """The classes that the sheets know."""
    return set(
        re.findall(r"\.([a-z][a-z_-]*)", re.sub(r"\d\.\d|[\w./-]+\.(css|woff2)", "", sheets()))
    )


@cache
def pages():
    """The templates by name, each with what it is made of."""
    paths = sorted(TEMPLATES.rglob("*.html"))
    read = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse
    return {p.relative_to(TEMPLATES).as_posix(): read(p.read_text()) for p in paths}


@cache
def worn():
    """The classes of the pages; one whose end is computed is there by its beginning, "change--"."""
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    attributes = [a for text in texts for a in re.findall(r'class="([^"]*)"', CODE.sub(" ", text))]
    return {name for attribute in attributes for name in attribute.split()}


@cache
def scripted():
    """The words of the scripts, and with them the classes that they find or add."""
    texts = [path.read_text() for path in STATIC.glob("*.js")]
    return {name for text in texts for name in re.findall(r"[a-z][a-z_-]+", text)}


@cache
def computed():
    """The words that the code of templates writes between quotes, and with them some classes."""
    texts = [code for path in TEMPLATES.rglob("*.html") for code in CODE.findall(path.read_text())]
    quoted = {found for text in texts for found in re.findall(r"""["']([^"']*)["']""", text)}
    return {word for found in quoted for word in found.split()}


@cache
def drawn():
    """The classes of pictures, which are drawn in Python; a look of one is computed."""
    folder = WEB.parent / "domain" / "data_map"
    return {
        name
        for path in folder.glob("*.py")
        for name in re.findall(r"\bmap(?:__[a-z-]+)?", path.read_text())
    }


def is_worn(name):
    beginnings = tuple(found for found in worn() if found.endswith(("-", "_")))
    is_written = (
        name.split("--")[0] in drawn() or name in worn() or name in scripted() or name in computed()
    )
    return is_written or name.startswith(beginnings)


def block_of(name):
    return re.split(r"__|--", name)[0]


def compressed(paths):
    return len(gzip.compress(b"\n".join(path.read_bytes() for path in sorted(paths))))


def tokens(mode):
    """The colours by token in a mode, "light" or "dark"."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", sheets())
    return {name: light if mode == "light" else dark for name, light, dark in found}


def luminance(colour):
    """How much light a colour sends, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def components():
    return sorted(name for name in pages() if name.startswith("components/"))


def imports_of(name):
    """The components whose macros the template `name` calls."""
    tree = pages()[name]
    called = {c.node.name for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name)}
    for found in tree.find_all(nodes.FromImport):
        names = {n if isinstance(n, str) else n[1] for n in found.names}
        if names & called:
            yield found.template.value


def section_of(name):
    """The section of the program that a template belongs to: office, portal, sign_in, parts…"""
    folder, _, file = name.rpartition("/")
    return Path(file).stem if folder == "frames" else folder or "errors"


def parts_by_section():
    """The components that each section calls, by itself or through another part."""
    found = {}
    for name in (name for name in pages() if not name.startswith("components/")):
        waiting, reached = [name], found.setdefault(section_of(name), set())
        while waiting:
            new = set(imports_of(waiting.pop())) - reached
            reached |= new
            waiting += new
    return found


def test_the_sheets_are_small():
    assert compressed(set(STATIC.rglob("*.css")) - {MAP_SHEET}) <= MOST_CSS_BYTES
    assert compressed([MAP_SHEET]) <= MOST_MAP_CSS_BYTES


def test_the_scripts_are_small():
    assert compressed(STATIC.rglob("*.js")) <= MOST_JS_BYTES


def test_the_font_is_small_and_has_its_licence_beside_it():
    fonts = [path for path in STATIC.rglob("*") if path.suffix in (".woff", ".woff2", ".ttf")]

    assert [path.name for path in fonts] == ["inter-latin.woff2"]
    assert fonts[0].stat().st_size <= MOST_FONT_BYTES
    assert "SIL Open Font License, Version 1.1" in (STATIC / "fonts/inter-OFL.txt").read_text()


def test_every_class_that_is_worn_belongs_to_a_part():
    parts = {Path(name).stem.replace("_", "-") for name in components()}
    blocks = {block_of(name) for name in described()} | parts
    assert {name for name in worn() if block_of(name) not in blocks} == set()


def test_every_variant_that_is_worn_is_described():
    variants = {name for name in worn() if "--" in name and not name.endswith("-")}
    assert variants - described() - scripted() == set()


def test_every_class_that_is_described_is_worn():
    assert {name for name in described() if not is_worn(name)} == set()


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.css")), ids=lambda path: path.name)
def test_a_colour_stands_in_the_tokens_alone(path):
    named = re.sub(r"light-dark\((?:[^()]|\([^()]*\))*\)", "", path.read_text())
    assert COLOUR.findall(named) == []
    assert path.name == "tokens.css" or "light-dark(" not in path.read_text()


@pytest.mark.parametrize("token", sorted(set(re.findall(r"var\((--[\w-]+)", sheets()))))
def test_a_token_that_is_used_exists(token):
    assert f"{token}:" in sheets()


def test_a_token_that_exists_is_used():
    named = set(re.findall(r"[\s{;](--[\w-]+):", sheets()))
    assert {token for token in named if not re.search(rf"var\({token}[),]", sheets())} == set()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other", "least"),
    [*((*pair, 4.5) for pair in WRITTEN), *((*pair, 3) for pair in DRAWN)],
    ids=lambda value: str(value),
)
def test_a_colour_stands_out_from_what_is_under_it(one, other, least, mode):
    colours = tokens(mode)
    assert contrast(colours[one], colours[other]) >= least


def test_the_measure_of_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", components())
def test_a_part_is_one_macro_named_like_its_file(name):
    macros = [macro.name for macro in pages()[name].find_all(nodes.Macro)]
    stem = Path(name).stem
    assert any(macro == stem or macro.startswith((f"{stem}_", stem)) for macro in macros)


def test_a_part_of_the_whole_program_stands_on_the_page_of_parts():
    sections = parts_by_section()
    shown = sections.pop("parts")
    uses = Counter(chain.from_iterable(sections.values()))

    assert {name for name, count in uses.items() if count >= MANY_SECTIONS} - shown == set()
    assert len(shown) >= 35


def test_a_part_that_stands_on_no_page_is_shown_or_made_by_a_view():
    views = "\n".join(path.read_text() for path in WEB.rglob("*.py"))
    called = set.union(*parts_by_section().values())
    unused = {name for name in components() if name not in called and name not in views}
    assert unused == set()


def test_an_icon_that_a_page_asks_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    asked = {name for text in texts for name in re.findall(r'icon\("([\w-]+)"', text)}

    assert asked - drawn == set()
    assert len(drawn) >= 25


def test_every_icon_has_the_same_field():
    symbols = re.findall(r"<symbol [^>]*>", (STATIC / "icons.svg").read_text())
    assert [symbol for symbol in symbols if 'viewBox="0 0 20 20"' not in symbol] == []
