"""The parts of a template's DOCX and the ZIP around them, the same bytes at every build."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from dpa_manager.documents.building.look import Look, twips
from dpa_manager.documents.building.ooxml import DECLARATION, NAMESPACES

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BUILT_ON = "2026-01-01T00:00:00Z"

# Part, content type and relationship of everything below word/.
_WORD_PARTS = (
    ("styles", "styles", "styles"),
    ("numbering", "numbering", "numbering"),
    ("settings", "settings", "settings"),
    ("fontTable", "fontTable", "fontTable"),
    ("header1", "header", "header"),
    ("header2", "header", "header"),
    ("footer1", "footer", "footer"),
)
PART_NAMES = tuple(f"word/{part}.xml" for part, _, _ in _WORD_PARTS)


def section(look: Look) -> str:
    """The one section: A4 portrait, another header on the first page."""
    number = {part: f"rId{index}" for index, (part, _, _) in enumerate(_WORD_PARTS, start=1)}
    return (
        "<w:sectPr>"
        f'<w:headerReference w:type="default" r:id="{number["header1"]}"/>'
        f'<w:headerReference w:type="first" r:id="{number["header2"]}"/>'
        f'<w:footerReference w:type="default" r:id="{number["footer1"]}"/>'
        f'<w:footerReference w:type="first" r:id="{number["footer1"]}"/>'
        f'<w:pgSz w:w="{twips(look.page_width)}" w:h="{twips(look.page_height)}"/>'
        f'<w:pgMar w:top="{twips(look.top)}" w:right="{twips(look.right)}" '
        f'w:bottom="{twips(look.bottom)}" w:left="{twips(look.left)}" '
        f'w:header="{twips(look.header)}" w:footer="{twips(look.footer)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def settings_part(*, locale: str) -> str:
    """`word/settings.xml`: no hyphenation, and no field update that would make Word ask."""
    return (
        f'<w:settings {NAMESPACES}><w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation w:val="false"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/></w:settings>'
    )


def font_table_part(look: Look) -> str:
    """`word/fontTable.xml`: the fonts by name; none is embedded."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        for name in (look.font, look.tag_font)
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def core_part(*, title: str, locale: str) -> str:
    """`docProps/core.xml`: title (may hold variables), creator and language."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>KBITS</dc:creator>"
        f"<dc:language>{locale}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_BUILT_ON}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_BUILT_ON}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def package(parts: Mapping[str, str]) -> bytes:
    """A DOCX of `parts` (name to XML): word/document.xml, PART_NAMES and docProps/core.xml."""
    everything = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (_OFFICE + "officeDocument", "word/document.xml"),
            (_PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": parts["word/document.xml"],
        "word/_rels/document.xml.rels": _relationships(
            *((_OFFICE + kind, f"{part}.xml") for part, _, kind in _WORD_PARTS)
        ),
        **{name: parts[name] for name in PART_NAMES},
        "docProps/core.xml": parts["docProps/core.xml"],
    }
    return zipped({name: (DECLARATION + xml).encode() for name, xml in everything.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP with fixed times, so that equal parts give equal bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_CONTENT}{kind}+xml"/>'
        for part, kind in (("document", "document.main"), *((p, k) for p, k, _ in _WORD_PARTS))
    )
    return (
        f'<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{entries}</Relationships>'
