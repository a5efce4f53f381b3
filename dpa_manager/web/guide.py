"""The user guide as pages: the Markdown of its folder, with links and pictures of its own alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from dpa_manager.domain.errors import Unavailable
from dpa_manager.vocabulary.sentences import filled, sentences

# The guide's language, and the page whose links name the chapters; the last ones are in order.
LANGUAGE = "nl"
INDEX = "README"
PICTURES = "img"

_CHAPTER = re.compile(r"(?P<name>[a-z-]+|README)\.md(?P<place>#[a-z0-9-]+)?")
_PICTURE = re.compile(rf"{PICTURES}/(?P<name>[a-z0-9-]+\.png)")
_PLACE = re.compile(r"#[a-z0-9-]+")
_NO_SIGN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Chapter:
    """One page: `sections` are the id and words of its headings, `body` all but its title."""

    name: str
    title: str
    sections: tuple[tuple[str, str], ...]
    body: Markup
    links: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """The index and the chapters that it names, in its order."""

    folder: Path
    index: Chapter
    chapters: tuple[Chapter, ...]

    def chapter(self, name: str) -> Chapter | None:
        """The chapter of this name, if there is one."""
        return next((one for one in self.chapters if one.name == name), None)

    def picture(self, name: str) -> Path | None:
        """The file of a picture that some page shows; any other name is nobody's."""
        shown = {picture for one in (self.index, *self.chapters) for picture in one.pictures}
        file = self.folder / PICTURES / name
        return file if name in shown and file.is_file() else None


def read_guide(folder: Path) -> Guide:
    """The guide of `folder`, read once while the program runs.

    Raises Unavailable, with the folder in its sentence, when it is not there.
    """
    if not (folder / f"{INDEX}.md").is_file():
        raise Unavailable("no-guide", filled(sentences()["no-guide"], {"folder": str(folder)}))
    return _read(folder)


@cache
def _read(folder: Path) -> Guide:
    index = _chapter(folder / f"{INDEX}.md")
    # Who begins by a chapter is led there above the list of all of them.
    names = reversed(dict.fromkeys(reversed(index.links)))
    return Guide(folder, index, tuple(_chapter(folder / f"{name}.md") for name in names))


def _chapter(file: Path) -> Chapter:
    """A page of the guide; its first heading is the title."""
    markdown = _markdown()
    tokens = markdown.parse(file.read_text(encoding="utf-8"))
    title, rest = _words(tokens[1]), tokens[3:]
    sections = tuple(_name_sections(rest))
    links, pictures = _lead_inside(rest)
    # The words are files of the program, and the reader lets no HTML of theirs pass.
    body = Markup(markdown.renderer.render(rest, markdown.options, {}))  # noqa: S704
    return Chapter(file.stem, title, sections, body, links, pictures)


def _markdown() -> MarkdownIt:
    """The reader: no HTML passes, and an address that is not of the guide stays plain words."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.disable("autolink")
    markdown.validateLink = _is_inside  # type: ignore[assignment] # As its manual does.
    return markdown


def _is_inside(address: str) -> bool:
    return any(form.fullmatch(address) for form in (_CHAPTER, _PICTURE, _PLACE))


def _name_sections(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Give each second heading the id of its words; returns ids and words."""
    sections = []
    for heading, words in zip(tokens, tokens[1:], strict=False):
        if heading.type == "heading_open" and heading.tag == "h2":
            said = _words(words)
            heading.attrSet("id", _NO_SIGN.sub("-", said.lower()).strip("-"))
            sections.append((str(heading.attrGet("id")), said))
    return sections


def _lead_inside(tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make pages' addresses of links and pictures; returns the names of both."""
    links: list[str] = []
    pictures: list[str] = []
    for token in (child for one in tokens for child in one.children or ()):
        if found := _CHAPTER.fullmatch(_address(token, "href")):
            name = found["name"]
            links.append(name)
            page = "/help" if name == INDEX else f"/help/{name}"
            token.attrSet("href", page + (found["place"] or ""))
        if found := _PICTURE.fullmatch(_address(token, "src")):
            pictures.append(found["name"])
            token.attrSet("src", f"/help/{PICTURES}/{found['name']}")
    return tuple(links), tuple(pictures)


def _address(token: Token, name: str) -> str:
    found: Any = token.attrGet(name)
    return str(found or "")


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or ())
