"""Plain docxtpl in the sandbox: the reference in tests, and for what the fast way leaves out."""

import io
import zipfile
from collections.abc import Mapping

import jinja2
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from dpa_manager.documents.compiled_template import Filled, checked_sources, told
from dpa_manager.documents.cross_references import LostReferenceError, write_references
from dpa_manager.documents.faults import BrokenTemplate
from dpa_manager.documents.package import entry, write_package
from dpa_manager.documents.readback import parse_strictly
from dpa_manager.documents.template_environment import PRINTED, template_environment
from dpa_manager.documents.template_source import BODY, CORE, OpenedTemplate


class ReferenceTemplate:
    """A template filled by docxtpl itself, every time anew; slow, and right where it is used.

    It serves templates whose tables change their number of columns.
    """

    def __init__(self, data: bytes, opened: OpenedTemplate) -> None:
        """Hold every part against the allow-list; raises BrokenTemplate."""
        self._data = data
        self._levels = opened.levels
        for _ in checked_sources(opened, template_environment()):
            pass

    def fill(self, words: Mapping[str, object]) -> Filled:
        """Fill the template; raises UndefinedWord or BrokenTemplate."""
        document = _NotingTemplate(io.BytesIO(self._data))
        saved = io.BytesIO()
        try:
            document.render(dict(words), template_environment(), autoescape=True)
            document.save(saved)
        except jinja2.TemplateError as error:
            raise told(error, part=document.part_at_hand) from error
        except (etree.XMLSyntaxError, ValueError, AttributeError, TypeError) as error:
            raise BrokenTemplate(part=document.part_at_hand, detail=str(error)) from error
        with zipfile.ZipFile(saved) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[BODY] = _with_references(parts[BODY], levels=self._levels)
        entries = [entry(name, content) for name, content in parts.items()]
        filled = {name: parts[name] for name in document.printed}
        return Filled(write_package(entries), filled, document.printed)


def _with_references(body: bytes, *, levels: Mapping[str, tuple[int, int]]) -> bytes:
    root = parse_strictly(body, part=BODY)
    try:
        write_references(root, levels=levels)
    except LostReferenceError as error:
        raise BrokenTemplate(part=BODY, detail=str(error)) from error
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class _NotingTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types.
    """docxtpl, noting what it prints where, and escaping properties once instead of twice."""

    def __init__(self, template_file: io.BytesIO) -> None:
        super().__init__(template_file)
        self.printed: dict[str, list[str]] = {}
        self.part_at_hand = ""

    def _noting(self, words: dict[str, object], *, part: str) -> dict[str, object]:
        self.part_at_hand = part
        return {**words, PRINTED: self.printed.setdefault(part, [])}

    def render_xml_part(
        self,
        src_xml: str,
        part: object,
        context: dict[str, object],
        jinja_env: ImmutableSandboxedEnvironment | None = None,
    ) -> str:
        name = str(part.partname)[1:]  # type: ignore[attr-defined]  # python-docx has no types.
        noting = self._noting(context, part=name)
        return str(super().render_xml_part(src_xml, part, noting, jinja_env))

    def render_properties(
        self,
        context: dict[str, object],
        jinja_env: ImmutableSandboxedEnvironment | None = None,
    ) -> None:
        # python-docx escapes what it writes; an environment that escapes too would give &amp;amp;.
        # Where there are no properties it would add a set dated today, never twice the same.
        if any(f"/{CORE}" == str(part.partname) for part in self.docx.part.package.parts):
            noting = self._noting(context, part=CORE)
            super().render_properties(noting, template_environment(is_escaping=False))

    def fix_tables(self, xml: str) -> etree._Element:
        # docxtpl parses with recover=True here, which mends a torn document by losing text.
        parse_strictly(xml.encode("utf-8"), part=self.part_at_hand)
        mended: etree._Element = super().fix_tables(xml)
        return mended
