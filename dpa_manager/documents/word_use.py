"""The words that a template uses, held against the list of words that there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from dpa_manager.documents.template_syntax import dotted
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text, Word, YesNo

_LOOP = Group("the loop around", {"first": YesNo("the first row"), "last": YesNo("the last row")})


@dataclass(frozen=True)
class WordUse:
    """A word used at `line` (Jinja's); `fault` is "", unknown-word or word-misused."""

    line: int
    name: str
    fault: str = ""


@dataclass(frozen=True)
class _Known:
    """A word in reach: its shape and its full dotted name, rows included."""

    shape: Word
    name: str


def word_uses(tree: nodes.Template, words: Mapping[str, Word]) -> Iterator[WordUse]:
    """Every word of a template in order; `tree` has passed `syntax_faults`."""
    known = {name: _Known(shape, name) for name, shape in words.items()}
    yield from _uses(tree, known)


def _uses(node: nodes.Node, known: Mapping[str, _Known]) -> Iterator[WordUse]:
    if isinstance(node, nodes.For):
        yield from _loop_uses(node, known)
    elif isinstance(node, nodes.If):
        yield from _tested(node.test, known)
        for part in (node.body, node.elif_, node.else_):
            for child in part:
                yield from _uses(child, known)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield from _judged(node, known, allowed=(Text,))
    else:
        for child in node.iter_child_nodes():
            yield from _uses(child, known)


def _tested(node: nodes.Node, known: Mapping[str, _Known]) -> Iterator[WordUse]:
    if isinstance(node, nodes.Name | nodes.Getattr):
        yield from _judged(node, known, allowed=(YesNo, Text, Rows, Lines))
        return
    for child in node.iter_child_nodes():
        yield from _tested(child, known)


def _loop_uses(node: nodes.For, known: Mapping[str, _Known]) -> Iterator[WordUse]:
    yield from _judged(node.iter, known, allowed=(Rows, Lines))
    found = _look_up(node.iter, known)
    inner = dict(known)
    if found is not None and isinstance(node.target, nodes.Name):
        inner[node.target.name] = _row_of(found)
        inner["loop"] = _Known(_LOOP, "loop")
        for child in node.body:
            yield from _uses(child, inner)
    for child in node.else_:
        yield from _uses(child, known)


def _row_of(found: _Known) -> _Known:
    if isinstance(found.shape, Rows):
        return _Known(Group(found.shape.meaning, found.shape.words), found.name)
    return _Known(Text(found.shape.meaning), found.name)


def _judged(
    node: nodes.Node, known: Mapping[str, _Known], *, allowed: tuple[type, ...]
) -> Iterator[WordUse]:
    written = ".".join(dotted(node) or ("?",))
    found = _look_up(node, known)
    if found is None:
        yield WordUse(node.lineno, written, "unknown-word")
    elif not isinstance(found.shape, allowed):
        yield WordUse(node.lineno, written, "word-misused")
    else:
        yield WordUse(node.lineno, found.name)


def _look_up(node: nodes.Node, known: Mapping[str, _Known]) -> _Known | None:
    names = dotted(node)
    if not names or names[0] not in known:
        return None
    found = known[names[0]]
    for name in names[1:]:
        shape = found.shape
        if not isinstance(shape, Group) or name not in shape.words:
            return None
        found = _Known(shape.words[name], f"{found.name}.{name}")
    return found


def sample_words(words: Mapping[str, Word], *, is_full: bool) -> dict[str, object]:
    """Words of the right shapes to try a template with: all there and yes, or none and no."""
    return {name: _sample(name, shape, is_full=is_full) for name, shape in words.items()}


def _sample(name: str, shape: Word, *, is_full: bool) -> object:
    if isinstance(shape, YesNo):
        return is_full
    if isinstance(shape, Group):
        return sample_words(shape.words, is_full=is_full)
    if isinstance(shape, Rows):
        return [sample_words(shape.words, is_full=is_full)] * (2 * is_full)
    text = f"{name} & <{name}>"
    return [text, text] * is_full if isinstance(shape, Lines) else text
