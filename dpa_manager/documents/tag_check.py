"""The tags of a template as written: closed, short, and of the few shapes that are filled in.

This comes before docxtpl, whose patterns take quadratic time on tags that never close.
"""

import re
from collections.abc import Iterator

from lxml import etree

from dpa_manager.documents.content_check import Located, located
from dpa_manager.documents.template_report import TemplateProblem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Bounded, so that a text full of openings is read in the time of its length.
_TAG = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^{}%]{0,300}%\}|\{#[^{}#]{0,300}#\}")
MOST_TAGS = 4_000
_BRACE = re.compile(r"[{}]")
_SHAPES = re.compile(
    r"\{\{ ?[A-Za-z_][^{}]*\}\}"
    r"|\{%(?:p|tr|tc|r)? (?:if|elif|else|endif|for|endfor)\b[^{}%]*%\}"
    r"|\{#(?:p|tr|tc)? [^{}#]*#\}"
)
# {{p word}} prints outside any run, where Word shows nothing; {%- and -%} join paragraphs.
_NEVER = re.compile(r"\{\{(?:p|tr|tc|r) |-[%}]\}|  |[\n\t]")


def tag_problems(name: str, root: etree._Element) -> Iterator[TemplateProblem]:
    """Every tag or brace of a filled Word part that the program does not know, with its place."""
    count = 0
    for item in located(name, root):
        if item.element.tag == f"{_W}p":
            text = "".join(piece.text or "" for piece in item.element.iter(f"{_W}t"))
            tags = _TAG.findall(text)
            count += len(tags)
            if count > MOST_TAGS:
                yield TemplateProblem("too-many-tags", item.place, str(MOST_TAGS))
                return
            yield from _paragraph_problems(item, text=text, tags=tags)


def _paragraph_problems(item: Located, *, text: str, tags: list[str]) -> Iterator[TemplateProblem]:
    for tag in tags:
        if not _SHAPES.fullmatch(tag) or _NEVER.search(tag):
            yield TemplateProblem("tag-shape", item.place, tag[:80])
    rest = _TAG.sub("", text)
    brace = _BRACE.search(rest)
    if brace:
        yield TemplateProblem("tag-open", item.place, rest[brace.start() : brace.start() + 60])
