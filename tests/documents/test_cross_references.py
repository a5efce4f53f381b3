"""Clause numbers: counted as Word counts them, written into references, never for a lost target."""

import pytest
from lxml import etree

from dpa_manager.documents.cross_references import (
    LostReferenceError,
    clause_numbers,
    levels_of,
    numbered_paragraphs,
    shown_number,
    write_references,
    written_references,
)

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph(style, *, bookmark="", refers_to="", shown="0"):
    mark = f'<w:bookmarkStart w:id="1" w:name="{bookmark}"/>' if bookmark else ""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> REF {refers_to} \\r \\h </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{mark}{field if refers_to else ""}'
        "<w:r><w:t>text</w:t></w:r></w:p>"
    )


def document(*paragraphs):
    return etree.fromstring(f"<w:document {NS}><w:body>{''.join(paragraphs)}</w:body></w:document>")


def texts(root):
    return [piece.text for piece in root.iter(f"{W}t")]


def test_each_level_counts_and_a_higher_one_starts_the_lower_again():
    styles = ("Heading1", "DPAClause", "DPAItem", "DPAItem", "DPASubitem", "DPAClause", "DPAItem",
              "BodyText", "Heading1", "DPAClause", "DPAAnnex", "DPAAnnex", "DPAActivity",
              "DPAActivity")  # fmt: skip
    root = document(*(paragraph(style) for style in styles))
    assert [number for _, number in numbered_paragraphs(root)] == [
        "1", "1.1", "1.1(a)", "1.1(b)", "1.1(b)(i)", "1.2", "1.2(a)", "", "2", "2.1", "I", "II",
        "II.1", "II.2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "count", "shown"),
    [
        (1, [29], "29"),
        (1, [9, 10], "9.10"),
        (1, [9, 1, 26], "9.1(z)"),
        (1, [9, 1, 27], "9.1(aa)"),
        (1, [9, 1, 2, 4], "9.1(b)(iv)"),
        (2, [4], "IV"),
        (2, [9, 12], "IX.12"),
    ],
)
def test_a_number_is_shown_as_word_shows_it(kind, count, shown):
    assert shown_number(kind, count) == shown


def test_a_reference_gets_the_number_of_its_target_wherever_that_stands():
    root = document(
        paragraph("Heading1", bookmark="clOne"),
        paragraph("DPAClause", refers_to="clTwo", shown="99"),
        paragraph("Heading1", bookmark="clTwo"),
        paragraph("DPAClause", refers_to="clOne"),
    )
    assert write_references(root) == 2
    assert texts(root) == ["text", "2", "text", "text", "1", "text"]


def test_a_removed_clause_closes_its_gap():
    root = document(
        paragraph("Heading1", bookmark="clOne"),
        paragraph("Heading1", bookmark="clTwo"),
        paragraph("Heading1", bookmark="clThree"),
    )
    assert clause_numbers(root)["clThree"] == "3"
    body = root[0]
    body.remove(body[1])
    assert clause_numbers(root) == {"clOne": "1", "clThree": "2"}


@pytest.mark.parametrize("style", ["Heading1", "BodyText"])
def test_a_reference_to_nothing_or_to_no_number_is_refused(style):
    target = "" if style == "Heading1" else "clGone"
    root = document(paragraph(style, bookmark=target), paragraph("DPAClause", refers_to="clGone"))
    with pytest.raises(LostReferenceError, match="clGone") as lost:
        write_references(root)
    assert lost.value.bookmark == "clGone"


def test_other_fields_are_left_alone():
    root = document(
        paragraph("Heading1", bookmark="PAGE"),
        paragraph("BodyText", refers_to="x", shown="7").replace(" REF x", " PAGE"),
    )
    assert write_references(root) == 0
    assert "7" in texts(root)


def test_styles_are_found_by_name_when_an_editor_has_changed_their_keys():
    styles = (
        f'<w:styles {NS}><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="X"><w:name w:val="DPA Clause"/></w:style>'
        '<w:style w:styleId="Y"><w:name w:val="Body Text"/></w:style></w:styles>'
    ).encode()
    levels = levels_of(styles)
    assert levels == {"Kop1": (1, 0), "X": (1, 1)}
    root = document(paragraph("Kop1"), paragraph("X"), paragraph("Heading1"))
    assert [number for _, number in numbered_paragraphs(root, levels=levels)] == ["1", "1.1", ""]


def test_text_in_and_text_out():
    xml = etree.tostring(
        document(
            paragraph("Heading1", bookmark="clOne"), paragraph("DPAClause", refers_to="clOne")
        ),
        encoding="unicode",
    )
    assert "<w:t>1</w:t>" in written_references(xml)
