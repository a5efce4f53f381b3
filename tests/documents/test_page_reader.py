"""The page that is shown says what the document says, with the numbers that are printed."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from dpa_manager.documents.converter import Converter
from dpa_manager.documents.page import Paragraph, Table
from dpa_manager.documents.page_reader import read_page
from dpa_manager.documents.reader import read_document
from dpa_manager.documents.renderer import render
from dpa_manager.domain.wording import Gaps, words
from dpa_manager.domain.wording.gaps import CLOSES, GAP_OPENS, SIGNS, VALUE_OPENS
from tests.documents.word_files import paragraph, word_file
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.wording.spoken import EDITION, LANGUAGES, spoken
from tests.domain.wording.test_gaps import PREVIEW

TEMPLATES = Path("templates/processing-agreement")
BODY = "word/document.xml"


def rendered(language, **changes):
    """The shipped agreement with the complete case in it."""
    said = spoken(complete_facts(**changes), language=language)
    return render((TEMPLATES / f"{language}.docx").read_bytes(), said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_the_very_lines_of_the_document(language):
    docx = rendered(language)

    assert read_page(docx).lines == read_document(docx).parts[BODY]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_clauses_are_those_of_the_references_to_them(language):
    docx = rendered(language)
    page = read_page(docx)

    shown = {
        anchor: one.number.rstrip(".")
        for one in page.paragraphs()
        for anchor in one.anchors
        if one.number[:1].isdigit() or anchor.startswith("an")
    }

    numbers = read_document(docx).numbers
    assert len(shown) > 30
    for anchor, number in shown.items():
        assert number.split()[-1] == numbers[anchor]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The text of each language's PDF, in reading order."""
    pdfs = Converter().convert_many([rendered(language) for language in LANGUAGES])
    folder, texts = tmp_path_factory.mktemp("pdf"), {}
    for language, pdf in zip(LANGUAGES, pdfs, strict=True):
        path = folder / f"{language}.pdf"
        path.write_bytes(pdf)
        asked = ["pdftotext", "-raw", path, "-"]
        texts[language] = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return texts


@pytest.mark.office
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_those_that_are_printed(printed, language):
    numbered = [one for one in read_page(rendered(language)).paragraphs() if one.number]
    lines = _squeezed(printed[language])

    assert len(numbered) > 200
    position = 0
    for one in numbered:
        beginning = _squeezed(f"{one.number} {one.text}")[:24]
        found = lines.find(beginning, position)
        assert found >= 0, beginning
        position = found


def _squeezed(text):
    """The text without any space and without hyphens at the ends of lines."""
    return re.sub(r"\s", "", text)


def test_the_outline_holds_every_heading_and_an_anchor_to_go_to():
    page = read_page(rendered("nl"))

    headings = [one for one in page.paragraphs() if one.level and one.pieces]

    assert [entry.words for entry in page.outline] == [one.text for one in headings]
    assert len({entry.anchor for entry in page.outline}) == len(headings)
    assert all(
        entry.anchor in one.anchors for entry, one in zip(page.outline, headings, strict=True)
    )


def test_no_heading_skips_a_level():
    level = 0
    for entry in read_page(rendered("fr")).outline:
        assert entry.level <= level + 1
        level = entry.level


def test_tables_keep_their_heads_and_columns():
    tables = [block for block in read_page(rendered("nl")).blocks if isinstance(block, Table)]

    facts = [table for table in tables if not table.is_layout]
    assert len(facts) > 15
    assert all(table.caption for table in facts)
    assert any(table.rows[0].is_head for table in facts)
    assert [table.kind for table in tables if table.is_layout][0] == "columns"
    for table in tables:
        assert all(sum(cell.span for cell in row.cells) == table.columns for row in table.rows)


def test_references_lead_to_their_clause():
    page = read_page(rendered("nl"))
    anchors = {anchor for one in page.paragraphs() for anchor in one.anchors}

    targets = {piece.target for one in page.paragraphs() for piece in one.pieces if piece.target}

    assert len(targets) >= 5
    assert targets <= anchors


def test_gaps_and_marked_values_are_found_again_in_the_document():
    gaps = Gaps(frozenset({"parties"}))
    facts = complete_facts(title="", duration_kind="")
    said = words(facts, edition=PREVIEW, language="fr", gaps=gaps)
    page = read_page(render((TEMPLATES / "fr.docx").read_bytes(), said), gaps=len(gaps.found))

    pieces = [piece for one in page.paragraphs() for piece in one.pieces]

    assert {piece.gap for piece in pieces} == {-1, *range(len(gaps.found))}
    assert {piece.text for piece in pieces if piece.gap >= 0} == {"à compléter"}
    assert any(piece.is_value and "client" in piece.text for piece in pieces)
    assert not SIGNS.search("".join(page.lines))


def test_signs_that_nobody_put_there_are_shown_as_they_are():
    typed = f"{GAP_OPENS}{chr(0xE109)}x {GAP_OPENS}y"
    page = read_page(word_file(paragraph(typed)), gaps=3)

    assert page.lines[0].startswith(typed[:2])


@pytest.mark.parametrize(
    "typed",
    [
        'A & B <"Sons">',
        "\u202eشركة الاختبار\u202c",
        "x" * 3_000,
        "{{7*7}}",
        f"{VALUE_OPENS}{CLOSES}",
    ],
)
def test_what_people_typed_is_read_letter_for_letter(typed):
    client = complete_facts().client
    docx = rendered("nl", client=replace(client, party=replace(client.party, legal_name=typed)))

    lines = read_page(docx).lines

    assert typed in lines
    assert lines == read_document(docx).parts[BODY]


def test_numbers_follow_the_lists_of_the_file():
    page = read_page(rendered("en"))

    annexes = [one.number for one in page.paragraphs() if one.kind == "annex"]
    items = [one.number for one in page.paragraphs() if one.kind == "item"]

    assert annexes == ["Annex I", "Annex II", "Annex III", "Annex IV"]
    assert items[:3] == ["(a)", "(b)", "(c)"]
    assert {one.number for one in page.paragraphs() if one.kind == "measure"} == {"–"}


def test_the_edition_is_named_in_the_header_once():
    page = read_page(
        render((TEMPLATES / "nl.docx").read_bytes(), spoken(complete_facts(), is_preview=True))
    )

    assert len(page.marginal) == 2
    assert "Ontwerp, niet ondertekenen" in page.marginal[0]
    assert isinstance(page.blocks[0], Paragraph)
    assert EDITION.reference in "".join(page.lines)
