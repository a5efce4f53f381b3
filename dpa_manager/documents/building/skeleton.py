"""What must be equal in every language of a template: styles, bookmarks, tags and references."""

import difflib
import re
from dataclasses import dataclass

from dpa_manager.documents.building.reading import ReadParagraph, read_paragraphs, read_parts

_TAG = re.compile(r"\{[{%].*?[%}]\}|\[\[=?\w+\]\]")


@dataclass(frozen=True)
class Bone:
    """One paragraph without its words."""

    part: str
    style: str
    bookmarks: tuple[str, ...]
    tags: tuple[str, ...]
    is_in_table: bool

    def __str__(self) -> str:
        place = "table" if self.is_in_table else self.part
        return " ".join((f"[{place}] {self.style}", *self.bookmarks, *self.tags))


def skeleton(docx: bytes) -> list[Bone]:
    """The paragraphs of a template without their words, in printed order."""
    return [_bone(paragraph) for paragraph in read_paragraphs(read_parts(docx))]


def drift(shipped: bytes, other: bytes) -> list[str]:
    """How `other` departs from `shipped`, one line a paragraph: "-" missing, "+" added."""
    before = [str(bone) for bone in skeleton(shipped)]
    after = [str(bone) for bone in skeleton(other)]
    changes = difflib.unified_diff(before, after, lineterm="", n=0)
    return [line for line in changes if not line.startswith(("---", "+++", "@@"))]


def _bone(paragraph: ReadParagraph) -> Bone:
    tags = sorted(" ".join(tag.split()) for tag in _TAG.findall(paragraph.markup))
    return Bone(
        paragraph.part, paragraph.style, paragraph.bookmarks, tuple(tags), paragraph.is_in_table
    )
