"""The styles that an uploaded document uses: that they exist, and that none hides its text."""

from collections.abc import Iterator, Mapping

from lxml import etree

from dpa_manager.documents.content_check import located
from dpa_manager.documents.template_report import WARNS, Place, TemplateProblem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = "word/styles.xml"
_USES = (f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")
_VANISH = (f"{_W}rPr/{_W}vanish", f"{_W}rPr/{_W}specVanish")
_OFF = ("0", "false", "off")


def style_problems(
    roots: Mapping[str, etree._Element], *, language: str
) -> Iterator[TemplateProblem]:
    """Styles used that hide text (refused) or do not exist, and another language (warnings)."""
    styles = roots.get(_STYLES)
    if styles is None:
        return
    bases = {str(s.get(f"{_W}styleId")): _base(s) for s in styles.iter(f"{_W}style")}
    hiding = {str(s.get(f"{_W}styleId")) for s in styles.iter(f"{_W}style") if _hides(s)}
    for name, root in roots.items():
        if name.startswith("word/") and name != _STYLES and not name.endswith(".rels"):
            yield from _use_problems(name, root, bases=bases, hiding=hiding)
    yield from _language_problems(styles, language=language)


def _base(style: etree._Element) -> str:
    base = style.find(f"{_W}basedOn")
    return "" if base is None else str(base.get(f"{_W}val"))


def _hides(style: etree._Element) -> bool:
    found = [mark for path in _VANISH for mark in style.findall(path)]
    return any(str(mark.get(f"{_W}val", "1")).lower() not in _OFF for mark in found)


def _use_problems(
    name: str, root: etree._Element, *, bases: Mapping[str, str], hiding: set[str]
) -> Iterator[TemplateProblem]:
    told: set[str] = set()
    for item in located(name, root):
        style = str(item.element.get(f"{_W}val"))
        if item.element.tag not in _USES or style in told:
            continue
        told.add(style)
        if style not in bases:
            yield TemplateProblem("unknown-style", item.place, style, WARNS)
        elif hiding.intersection(_ancestry(style, bases)):
            yield TemplateProblem("hidden-text", item.place, style)


def _ancestry(style: str, bases: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    while style and style not in found:
        found.append(style)
        style = bases.get(style, "")
    return found


def _language_problems(styles: etree._Element, *, language: str) -> Iterator[TemplateProblem]:
    lang = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    written = "" if lang is None else str(lang.get(f"{_W}val", ""))
    if written and not written.lower().startswith(language):
        yield TemplateProblem("language-differs", Place(_STYLES), written, WARNS)
