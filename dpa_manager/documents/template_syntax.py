"""The syntax that a template may use: names, dots, if and for; judged on Jinja's own tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from dpa_manager.documents.plain_words import METHOD_NAMES

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.If,
    nodes.For,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
MAX_DEPTH = 12
# What one loop repeats: an activity of Annex II is 40,000 characters, a row 3,000.
MAX_LOOP_CHARACTERS = 300_000


@dataclass(frozen=True)
class SyntaxFault:
    """Something in a template that it may not say; `line` is Jinja's, from 1."""

    line: int
    code: str
    detail: str


def syntax_faults(tree: nodes.Template) -> list[SyntaxFault]:
    """Everything in `tree` that is not on the allow-list.

    The sandbox alone stops neither methods of what it is given nor loops and products that never
    end (TECH E). Here nothing can be called or computed, and a loop inside a loop must walk the
    rows of the loop around it, so that the work never exceeds the data.
    """
    return list(_walk(tree, loops=(), depth=0))


def _walk(node: nodes.Node, *, loops: tuple[str, ...], depth: int) -> Iterator[SyntaxFault]:
    if not isinstance(node, _ALLOWED):
        yield SyntaxFault(node.lineno, "syntax-not-allowed", type(node).__name__)
        return
    if isinstance(node, nodes.If | nodes.For):
        depth += 1
        if depth > MAX_DEPTH:
            yield SyntaxFault(node.lineno, "nested-too-deep", str(MAX_DEPTH))
            return
    if isinstance(node, nodes.For):
        yield from _walk_loop(node, loops=loops, depth=depth)
        return
    yield from _name_faults(node)
    if isinstance(node, nodes.Output):
        yield from _print_faults(node)
    for child in node.iter_child_nodes():
        yield from _walk(child, loops=loops, depth=depth)


def _name_faults(node: nodes.Node) -> Iterator[SyntaxFault]:
    if isinstance(node, nodes.Getattr):
        if node.attr.startswith("_") or node.attr in METHOD_NAMES:
            yield SyntaxFault(node.lineno, "method-name", node.attr)
    elif isinstance(node, nodes.Name) and node.name.startswith("_"):
        yield SyntaxFault(node.lineno, "method-name", node.name)


def _print_faults(node: nodes.Output) -> Iterator[SyntaxFault]:
    for printed in node.nodes:
        if isinstance(printed, nodes.And | nodes.Or | nodes.Not):
            yield SyntaxFault(printed.lineno, "syntax-not-allowed", type(printed).__name__)


def _walk_loop(node: nodes.For, *, loops: tuple[str, ...], depth: int) -> Iterator[SyntaxFault]:
    if not isinstance(node.target, nodes.Name):
        yield SyntaxFault(node.lineno, "loop-shape", "one name per row")
        return
    if node.test is not None or node.recursive:
        yield SyntaxFault(node.lineno, "loop-shape", "no condition and no recursion in a loop")
    root = _root(node.iter)
    if root is None:
        yield SyntaxFault(node.lineno, "loop-shape", "a loop walks a word")
    elif loops and root != loops[-1]:
        yield SyntaxFault(node.lineno, "loop-product", root)
    if _size(node.body) > MAX_LOOP_CHARACTERS:
        yield SyntaxFault(node.lineno, "loop-too-large", str(MAX_LOOP_CHARACTERS))
    yield from _walk(node.iter, loops=loops, depth=depth)
    for child in node.body:
        yield from _walk(child, loops=(*loops, node.target.name), depth=depth)
    for child in node.else_:
        yield from _walk(child, loops=loops, depth=depth)


def dotted(node: nodes.Node) -> tuple[str, ...] | None:
    """The names in `client.contact.name`, outermost first; None for anything else."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        inner = dotted(node.node)
        return None if inner is None else (*inner, node.attr)
    return None


def _root(node: nodes.Node) -> str | None:
    names = dotted(node)
    return names[0] if names else None


def _size(body: list[nodes.Node]) -> int:
    return sum(len(data.data) for child in body for data in _texts(child))


def _texts(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    if isinstance(node, nodes.TemplateData):
        yield node
    yield from node.find_all(nodes.TemplateData)
