"""Hostile documents: parts, links, fields and marks that no template may have."""

import pytest

from dpa_manager.documents.package import read_package
from tests.documents.refusing import BODY, CODE, HEADER, ORDINARY, note, refusals
from tests.documents.word_files import field, paragraph, relation, word_file, zipped

INSERTED = '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
DELETED = '<w:p><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
CHANGED = '<w:p><w:pPr><w:pPrChange w:id="1"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
MOVED = '<w:p><w:moveFrom w:id="1"><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>'
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
HIDING_STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:rPr><w:vanish/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:basedOn w:val="A"/></w:style></w:styles>'
)
COMMENTED = '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>x</w:t></w:r></w:p>'


def linked(kind, target, *, is_external=True, body=ORDINARY, **more):
    return word_file(body, relations=relation("odd", kind, target, is_external=is_external), **more)


def fields(code):
    return word_file(ORDINARY + f"<w:p>{field(code)}</w:p>")


def split_field(*pieces):
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return word_file(
        f'{ORDINARY}<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


HOSTILE_PARTS = {
    "picture from the web": (linked("image", "http://a.example/x.png"), "external-link", BODY),
    "picture from the disk": (linked("image", "file:///etc/hostname"), "external-link", BODY),
    "template from the web": (
        linked("attachedTemplate", "http://a.example/x"),
        "outside-content",
        BODY,
    ),
    "link to the disk": (linked("hyperlink", "file:///etc/passwd"), "external-link", BODY),
    "link that runs": (linked("hyperlink", "javascript:alert(1)"), "external-link", BODY),
    "chunk of HTML": (
        linked("aFChunk", "x.html", is_external=False, parts={"word/x.html": "<b>x</b>"}),
        "outside-content",
        BODY,
    ),
    "document in the document": (linked("subDocument", "x.docx"), "outside-content", BODY),
    "embedded object": (
        linked(
            "oleObject",
            "embeddings/o.bin",
            is_external=False,
            parts={"word/embeddings/o.bin": b"x"},
        ),
        "active-content",
        BODY,
    ),
    "ActiveX": (
        linked("control", "activeX/a.xml", is_external=False, parts={"word/activeX/a.xml": "<a/>"}),
        "active-content",
        BODY,
    ),
    "macros": (
        linked(
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "vbaProject.bin",
            is_external=False,
            parts={"word/vbaProject.bin": b"x"},
        ),
        "macros",
        BODY,
    ),
    "macros by type": (
        word_file(ORDINARY, main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
        "[Content_Types].xml",
    ),
    "unknown part": (linked("somethingNew", "x.xml", is_external=False), "unexpected-part", BODY),
    "picture of another kind": (
        word_file(ORDINARY, parts={"word/media/i.png": b"<svg/>"}),
        "picture-kind",
        "word/media/i.png",
    ),
    "VML from the web": (
        word_file('<w:p><w:r><w:pict><v:imagedata src="http://a.example/x"/></w:pict></w:r></w:p>'),
        "external-link",
        BODY,
    ),
    "INCLUDETEXT": (fields("INCLUDETEXT /etc/passwd"), "field-not-allowed", BODY),
    "INCLUDEPICTURE": (fields('INCLUDEPICTURE "http://a"'), "field-not-allowed", BODY),
    "DDE": (fields("DDE cmd x"), "field-not-allowed", BODY),
    "DDEAUTO": (fields("DDEAUTO cmd x"), "field-not-allowed", BODY),
    "LINK": (fields("LINK Excel.Sheet x"), "field-not-allowed", BODY),
    "field cut in pieces": (split_field("INCL", "UDE", "TEXT x"), "field-not-allowed", BODY),
    "simple field": (
        word_file(
            '<w:p><w:fldSimple w:instr=" DDE x "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
        ),
        "field-not-allowed",
        BODY,
    ),
    "inserted text": (word_file(ORDINARY + INSERTED), "tracked-change", BODY),
    "deleted text": (word_file(ORDINARY + DELETED), "tracked-change", BODY),
    "changed paragraph": (word_file(ORDINARY + CHANGED), "tracked-change", BODY),
    "moved text": (word_file(ORDINARY + MOVED), "tracked-change", BODY),
    "deleted in the header": (word_file(ORDINARY, header=DELETED), "tracked-change", HEADER),
    "comment": (word_file(ORDINARY + COMMENTED), "comment", BODY),
    "comments with code": (
        word_file(ORDINARY, notes=note("comment", CODE)),
        "comment",
        BODY,
    ),
    "hidden text": (word_file(ORDINARY + HIDDEN), "hidden-text", BODY),
    "text hidden by its style": (
        word_file(ORDINARY, parts={"word/styles.xml": HIDING_STYLES}),
        "hidden-text",
        BODY,
    ),
}


@pytest.mark.parametrize("name", HOSTILE_PARTS)
def test_what_a_template_may_not_hold_is_refused_with_its_place(name):
    data, code, part = HOSTILE_PARTS[name]
    found = refusals(data)
    assert (code, part) in [(problem.code, problem.place.part) for problem in found]
    assert all(problem.sentence.nl and problem.sentence.fr for problem in found)


def test_the_place_names_the_clause_around_it():
    body = paragraph("Security", style="Heading1", bookmark="clSecurity") + ORDINARY + DELETED
    place = refusals(word_file(body))[0].place
    assert (place.paragraph, place.clause) == (3, "clSecurity")
    assert place.words().nl == "tekst, alinea 3, clSecurity"


DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/header1.xml"])
@pytest.mark.parametrize("declared", [DOCTYPE, LAUGHS], ids=["entity", "laughs"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(part, declared, encoding):
    parts = read_package(word_file(ORDINARY, header=ORDINARY))
    root = parts[part].decode().split("?>")[-1]
    parts[part] = f'<?xml version="1.0" encoding="{encoding}"?>{declared}{root}'.encode(encoding)
    found = refusals(zipped(parts))
    assert ("doctype", part) in [(problem.code, problem.place.part) for problem in found]


def test_a_part_too_large_for_a_template_is_refused_quickly():
    assert refusals(word_file(ORDINARY * 30_000))[0].code == "part-too-large"
