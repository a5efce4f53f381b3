"""The parts of an uploaded document: which there may be, how they hang together, what XML."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from lxml import etree

from dpa_manager.documents.readback import strict_parser
from dpa_manager.documents.template_report import Place, TemplateProblem

# Patching and parsing take time with the size; the longest shipped template has 0.4 MB.
MAX_XML_BYTES = 2_000_000
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES_PART = "[Content_Types].xml"
_ALLOWED_RELATIONS = frozenset(
    {
        *("officeDocument", "core-properties", "extended-properties", "custom-properties"),
        *("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable"),
        *("font", "theme", "header", "footer", "footnotes", "endnotes", "image", "hyperlink"),
        *("customXml", "customXmlProps", "thumbnail"),
    }
)
_COMMENT_RELATIONS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_ACTIVE_RELATIONS = ("oleObject", "package", "control", "activeXControlBinary", "embeddings")
_MACRO_RELATIONS = ("vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars")
_OUTSIDE_RELATIONS = ("aFChunk", "subDocument", "attachedTemplate", "mailMergeSource", "frame")
_HYPERLINK_STARTS = ("http://", "https://", "mailto:")
_PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_XML_ENDS = (".xml", ".rels")


def parsed_parts(
    parts: Mapping[str, bytes], problems: list[TemplateProblem]
) -> dict[str, etree._Element]:
    """The root of every XML part; parts that are no XML or declare entities become `problems`."""
    roots: dict[str, etree._Element] = {}
    for name, content in parts.items():
        if not name.lower().endswith(_XML_ENDS):
            continue
        if len(content) > MAX_XML_BYTES:
            detail = f"{len(content) // 1000} kB"
            problems.append(TemplateProblem("part-too-large", Place(name), detail))
            continue
        root = _parse(name, content, problems)
        if root is not None:
            roots[name] = root
    return roots


def _parse(name: str, content: bytes, problems: list[TemplateProblem]) -> etree._Element | None:
    try:
        root = etree.fromstring(content, strict_parser())
    except etree.XMLSyntaxError as error:
        code = "doctype" if b"<!DOCTYPE" in content else "not-xml"
        problems.append(TemplateProblem(code, Place(name), str(error.msg)))
        return None
    # Asked of the parser and not of the bytes, which may be in any encoding.
    if root.getroottree().docinfo.internalDTD is not None:
        problems.append(TemplateProblem("doctype", Place(name)))
        return None
    return root


def package_problems(
    parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]
) -> Iterator[TemplateProblem]:
    """Everything about parts, their types and their relationships that a template may not have."""
    yield from _type_problems(roots.get(_TYPES_PART))
    for name, root in roots.items():
        if name.endswith(".rels"):
            yield from _relation_problems(name, root)
    for name, content in parts.items():
        yield from _part_problems(name, content)


def _type_problems(types: etree._Element | None) -> Iterator[TemplateProblem]:
    if types is None:
        yield TemplateProblem("not-a-document", Place(_TYPES_PART))
        return
    kinds = [str(item.get("ContentType", "")) for item in types]
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        yield TemplateProblem("macros", Place(_TYPES_PART))
    elif _MAIN_TYPE not in kinds:
        yield TemplateProblem("not-a-document", Place(_TYPES_PART))


def _relation_problems(name: str, root: etree._Element) -> Iterator[TemplateProblem]:
    place = Place(_described_by(name))
    for relation in root:
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        target = str(relation.get("Target", ""))
        code = _relation_code(kind)
        if code:
            yield TemplateProblem(code, place, f"{kind} {target}"[:120])
        elif relation.get("TargetMode", "Internal").lower() != "internal" and not (
            kind == "hyperlink" and target.lower().startswith(_HYPERLINK_STARTS)
        ):
            yield TemplateProblem("external-link", place, f"{kind} {target}"[:120])


def _relation_code(kind: str) -> str:
    for code, kinds in (
        ("macros", _MACRO_RELATIONS),
        ("active-content", _ACTIVE_RELATIONS),
        ("outside-content", _OUTSIDE_RELATIONS),
        ("comment", _COMMENT_RELATIONS),
    ):
        if kind in kinds:
            return code
    return "" if kind in _ALLOWED_RELATIONS else "unexpected-part"


def _described_by(name: str) -> str:
    """The part whose relationships these are: word/_rels/header1.xml.rels → word/header1.xml."""
    path = PurePosixPath(name)
    return str(path.parent.parent / path.name.removesuffix(".rels")) or name


def _part_problems(name: str, content: bytes) -> Iterator[TemplateProblem]:
    lower = name.lower()
    if "vbaproject" in lower or "vbadata" in lower:
        yield TemplateProblem("macros", Place(name))
    elif lower.startswith(("word/activex/", "word/embeddings/")) or lower.endswith(".bin"):
        yield TemplateProblem("active-content", Place(name), name)
    elif lower.startswith("word/media/") and not content.startswith(_PICTURE_STARTS):
        yield TemplateProblem("picture-kind", Place(name), name)
    elif lower.endswith((".htm", ".html", ".mht", ".mhtml", ".rtf", ".txt", ".docx", ".doc")):
        yield TemplateProblem("outside-content", Place(name), name)
