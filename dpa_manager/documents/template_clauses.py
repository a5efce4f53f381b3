"""The clauses of a template by their bookmarks, with the text that the template itself prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from jinja2 import nodes

from dpa_manager.documents.content_check import is_clause_name
from dpa_manager.documents.template_syntax import dotted

_PIECE = re.compile(
    r'<w:bookmarkStart [^>]*?w:name="(\w+)"|<w:t(?: [^>]*)?>([^<]*)</w:t>'
    r"|([^<>]*)</w:t>|<w:t(?: [^>]*)?>([^<>]*)$|^([^<>]+)$|(</w:p>)"
)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
# Beyond this many different conditions around one text it is taken to be printed in some case.
_MOST_CONDITIONS = 10

Condition = tuple[nodes.Node, bool]


@dataclass
class ClauseText:
    """What a template has under one bookmark: its heading and its text, variants together."""

    heading: str = ""
    text: str = ""
    is_printed: bool = False
    has_left_heading: bool = field(default=False, repr=False)

    @property
    def fixed_text(self) -> str:
        """Heading and text where text is printed at all, else ""."""
        return f"{self.heading} {self.text}".strip() if self.is_printed else ""


def clause_texts(tree: nodes.Template) -> dict[str, ClauseText]:
    """The clauses of a body by bookmark in printed order; `tree` has passed `syntax_faults`.

    `is_printed` says that there is a combination of options under which text stands below the
    heading (R-TPL-2); words and rows count as text.
    """
    found: dict[str, ClauseText] = {}
    current: ClauseText | None = None
    for piece, conditions in _pieces(tree, ()):
        if isinstance(piece, nodes.TemplateData):
            for match in _PIECE.finditer(piece.data):
                bookmark, paragraph_end = match[1], match[6]
                if bookmark:
                    current = _begin(found, bookmark) or current
                elif paragraph_end and current:
                    current.has_left_heading = True
                    current.text += " "
                elif current:
                    text = next((group for group in match.groups() if group), "")
                    _add(current, _unescaped(text), conditions)
        elif current:
            _add(current, "", conditions, is_word=True)
    return {name: _tidied(clause) for name, clause in found.items()}


def _begin(found: dict[str, ClauseText], bookmark: str) -> ClauseText | None:
    if not is_clause_name(bookmark):
        return None
    clause = found.setdefault(bookmark, ClauseText())
    clause.has_left_heading = False
    return clause


def _add(
    clause: ClauseText, text: str, conditions: tuple[Condition, ...], *, is_word: bool = False
) -> None:
    if not clause.has_left_heading:
        clause.heading += text
        return
    clause.text += text
    if (is_word or text.strip()) and not clause.is_printed:
        clause.is_printed = _can_hold(conditions)


def _tidied(clause: ClauseText) -> ClauseText:
    clause.heading = " ".join(clause.heading.split())
    clause.text = " ".join(clause.text.split())
    return clause


def _pieces(
    node: nodes.Node, conditions: tuple[Condition, ...]
) -> Iterator[tuple[nodes.Node, tuple[Condition, ...]]]:
    """Texts and printed words in order, each with the conditions around it."""
    if isinstance(node, nodes.TemplateData | nodes.Name | nodes.Getattr):
        yield node, conditions
    elif isinstance(node, nodes.If):
        yield from _branches(node, conditions)
    else:
        children = node.body if isinstance(node, nodes.For) else node.iter_child_nodes()
        for child in children:
            yield from _pieces(child, conditions)


def _branches(
    node: nodes.If, conditions: tuple[Condition, ...]
) -> Iterator[tuple[nodes.Node, tuple[Condition, ...]]]:
    """Each branch under its own test and the refusal of all tests before it."""
    refused = conditions
    for branch in (node, *node.elif_):
        for child in branch.body:
            yield from _pieces(child, (*refused, (branch.test, True)))
        refused = (*refused, (branch.test, False))
    for child in node.else_:
        yield from _pieces(child, refused)


def _can_hold(conditions: tuple[Condition, ...]) -> bool:
    """Whether all conditions can be as said at once, each word being free to be yes or no."""
    names = sorted({name for test, _ in conditions for name in _names(test)})
    if len(names) > _MOST_CONDITIONS:
        return True
    return any(
        all(
            _value(test, dict(zip(names, values, strict=True))) == wanted
            for test, wanted in conditions
        )
        for values in product((True, False), repeat=len(names))
    )


def _names(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Name | nodes.Getattr):
        yield ".".join(dotted(node) or ())
        return
    for child in node.iter_child_nodes():
        yield from _names(child)


def _value(node: nodes.Node, values: dict[str, bool]) -> bool:
    if isinstance(node, nodes.Not):
        return not _value(node.node, values)
    if isinstance(node, nodes.And):
        return _value(node.left, values) and _value(node.right, values)
    if isinstance(node, nodes.Or):
        return _value(node.left, values) or _value(node.right, values)
    return values[".".join(dotted(node) or ())]


def _unescaped(text: str) -> str:
    for written, meant in _ENTITIES:
        text = text.replace(written, meant)
    return text
