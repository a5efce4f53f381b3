"""A template compiled once: filled by Jinja alone, its unchanging parts kept deflated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jinja2
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dpa_manager.documents.cross_references import LostReferenceError
from dpa_manager.documents.faults import BrokenTemplate, UndefinedWord
from dpa_manager.documents.package import Entry, entry, write_package
from dpa_manager.documents.reference_plan import number_references
from dpa_manager.documents.template_environment import PRINTED, template_environment
from dpa_manager.documents.template_source import BODY, OpenedTemplate, PartSource
from dpa_manager.documents.template_syntax import syntax_faults

# docxtpl writes {_{ for a literal {{ and would change a value that says so: refused instead.
_ESCAPED_TAG = re.compile(r"\{_[{%]|[}%]_\}")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_PICTURE_ID = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*"')
_FIRST_PICTURE_ID = 1001
_UNDEFINED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_FASTEST, _SMALLEST = 1, 9


@dataclass(frozen=True)
class Filled:
    """A filled template: the whole DOCX, its filled parts, and what each printed in order."""

    docx: bytes
    parts: Mapping[str, bytes]
    printed: Mapping[str, list[str]]


@dataclass(frozen=True)
class _Part:
    source: PartSource
    template: jinja2.Template


class CompiledTemplate:
    """A template of docxtpl's language, ready to be filled many times and from many threads."""

    def __init__(self, opened: OpenedTemplate) -> None:
        """Compile every part that has words; raises BrokenTemplate."""
        environment = template_environment()
        opened.mark_references()
        self._parts = {
            source.part: _Part(source, compile_part(environment, source))
            for source in checked_sources(opened, environment)
        }
        self._entries: dict[str, Entry | None] = {
            name: None if name in self._parts else entry(name, content, level=_SMALLEST)
            for name, content in opened.normalised.items()
        }

    def fill(self, words: Mapping[str, object]) -> Filled:
        """Fill the template; raises UndefinedWord or BrokenTemplate.

        Equal words give equal bytes. Nothing is read back here: `renderer.render` does that.
        """
        printed: dict[str, list[str]] = {}
        parts: dict[str, bytes] = {}
        entries: list[Entry] = []
        for name, ready in self._entries.items():
            if ready is None:
                values: list[str] = []
                parts[name] = self._fill_part(self._parts[name], {**words, PRINTED: values})
                ready = entry(name, parts[name], level=_FASTEST)
                printed[name] = values
            entries.append(ready)
        return Filled(write_package(entries), parts, printed)

    def _fill_part(self, part: _Part, words: Mapping[str, object]) -> bytes:
        name = part.source.part
        try:
            xml = part.template.render(words)
        except jinja2.TemplateError as error:
            raise told(error, part=name) from error
        if _has_listing(xml):
            xml = _PARAGRAPH.sub(_with_breaks, xml)
        if name == BODY:
            xml = self._numbered(xml)
        return (part.source.head + xml + part.source.tail).encode("utf-8")

    def _numbered(self, xml: str) -> str:
        try:
            xml = number_references(xml)
        except LostReferenceError as error:
            raise BrokenTemplate(part=BODY, detail=str(error)) from error
        return _number_pictures(xml) if "<wp:docPr" in xml else xml


def checked_sources(
    opened: OpenedTemplate, environment: ImmutableSandboxedEnvironment
) -> Iterator[PartSource]:
    """The parts with words, each after its syntax was held against the allow-list."""
    for source in opened.sources():
        _refuse_escaped_tags(source)
        if source.has_tags:
            _check_part(environment, source)
            yield source


def _refuse_escaped_tags(source: PartSource) -> None:
    escaped = _ESCAPED_TAG.search(source.source)
    if escaped:
        raise BrokenTemplate(part=source.part, detail=escaped[0])


def _check_part(environment: ImmutableSandboxedEnvironment, source: PartSource) -> None:
    try:
        faults = syntax_faults(environment.parse(source.source))
    except jinja2.TemplateSyntaxError as error:
        raise BrokenTemplate(part=source.part, detail=error.message or "syntax") from error
    except RecursionError as error:
        raise BrokenTemplate(part=source.part, detail="nested too deep") from error
    for fault in faults:
        raise BrokenTemplate(part=source.part, detail=f"{fault.code}: {fault.detail}")


def compile_part(environment: ImmutableSandboxedEnvironment, source: PartSource) -> jinja2.Template:
    """Compile a part that has passed the allow-list; raises BrokenTemplate."""
    try:
        return environment.from_string(source.source)
    except (jinja2.TemplateSyntaxError, RecursionError, SyntaxError) as error:
        raise BrokenTemplate(part=source.part, detail=str(error)) from error


def told(error: jinja2.TemplateError, *, part: str) -> UndefinedWord | BrokenTemplate:
    """Jinja's error while filling, in the words of the house."""
    missing = _UNDEFINED.search(str(error))
    if isinstance(error, jinja2.UndefinedError) and missing:
        return UndefinedWord(name=missing[1] or missing[2], part=part)
    return BrokenTemplate(part=part, detail=str(error))


def _has_listing(xml: str) -> bool:
    return "\n" in xml or "\t" in xml


def _with_breaks(paragraph: re.Match[str]) -> str:
    """Line feeds and tabs in a value become Word's own, by docxtpl's rule, paragraph by paragraph.

    docxtpl applies it to the whole part, which costs more than everything else together.
    """
    xml = paragraph[0]
    if not _has_listing(xml):
        return xml
    return str(DocxTemplate.resolve_listing(None, xml))


def _number_pictures(xml: str) -> str:
    number = iter(range(_FIRST_PICTURE_ID, 10**6))
    return _PICTURE_ID.sub(lambda found: f'{found[1]}{next(number)}"', xml)
