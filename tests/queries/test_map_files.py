"""The data map as files: each kind opens, says the same, and holds nothing that could harm."""

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from PIL import Image

from dpa_manager.documents.map_files.picture import sharp_width
from dpa_manager.documents.map_files.png import png_of
from dpa_manager.documents.map_files.table import table_rows
from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.summing_up import sentence_of
from dpa_manager.domain.data_map.telling import rows_of
from dpa_manager.domain.errors import NotFound, Refused
from dpa_manager.domain.own_register import COLUMNS
from dpa_manager.models import Agreement, AgreementVersion
from dpa_manager.queries.map_files import KINDS, ToldAgreement, map_file, told_agreements
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.sentences import map_file_words
from tests.domain.completeness.complete_case import complete_facts
from tests.factories import AT, a_version

TODAY = date(2026, 11, 24)
TOLD = (ToldAgreement("KBITS-2026-0001", "KBITS-2026-0001-DPA", "draft", 2, date(2026, 11, 1)),)
HARM = '=HYPERLINK("http://evil.example") </text><script>alert(1)</script>'


def made(kind, *, language="nl", facts=None, agreements=TOLD):
    """The file of a kind about a complete engagement."""
    given = facts or (complete_facts(),)
    return map_file(given, kind=kind, language=language, on=TODAY, agreements=agreements)


def text(kind, **given):
    """The file of a kind as text."""
    return made(kind, **given).content.decode("utf-8-sig")


def harmful():
    """A complete engagement in which names and words would run where they are not escaped."""
    facts = complete_facts()
    words = Phrase.same(HARM)
    first, *others = facts.activities
    subs = tuple(
        replace(sub, party=replace(sub.party, legal_name=HARM), service=words)
        for sub in facts.subprocessors
    )
    party = replace(facts.client.party, legal_name=HARM)
    return replace(
        facts,
        title=HARM,
        client=replace(facts.client, party=party),
        activities=(replace(first, title=words, purposes=words), *others),
        subprocessors=subs,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_made_in_every_language(kind, language):
    file = made(kind, language=language)

    assert file.content
    assert file.name.startswith("KBITS-2026-0001 ")
    assert file.name.endswith(f" 2026-11-24.{kind.removeprefix('register-')}")


def test_a_kind_that_is_none_is_not_found():
    with pytest.raises(NotFound) as refusal:
        made("exe")

    assert "exe" in refusal.value.sentence.nl


@pytest.mark.parametrize("kind", KINDS)
def test_without_an_engagement_there_is_nothing_to_hand_out(kind):
    with pytest.raises(Refused) as refusal:
        map_file([], kind=kind, language="nl", on=TODAY)

    assert refusal.value.code == "map-without-engagement"


@pytest.mark.parametrize("kind", KINDS)
def test_a_map_without_flows_is_a_file_all_the_same(kind):
    assert made(kind, facts=[replace(complete_facts(), flows=())]).content


def test_the_name_of_a_file_has_no_sign_that_a_system_refuses():
    facts = complete_facts()
    party = replace(facts.client.party, legal_name='A/B: "C" \u202e\nNV')
    both = [replace(facts, client=replace(facts.client, party=party))] * 2

    assert made("csv", facts=both).name == "A B C NV gegevenskaart 2026-11-24.csv"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_shows_letters_of_every_language_and_not_only_boxes(language):
    svg = text("svg", language=language)
    without_words = re.sub(r"<text[^>]*>[^<]*</text>", "", svg)
    pictures = [
        _picture(made("png", language=language).content),
        _picture(png_of(without_words, width=2400)),
    ]

    assert pictures[0].size == pictures[1].size
    told, silent = (_dark_dots(picture) for picture in pictures)
    assert told > silent + 10_000
    # The heading alone, above the map: nothing but letters is dark there.
    heading = [picture.crop((0, 0, 2400, 200)) for picture in pictures]
    assert _dark_dots(heading[0]) > 2_000
    assert _dark_dots(heading[1]) == 0


@pytest.mark.parametrize("sign", "éèêëàâçîïôùûüœÉÀŒæß€’“”«»–—…·")
def test_the_letter_of_pictures_has_the_signs_of_our_languages(sign):
    missing, found = (_picture(_written(one)).tobytes() for one in ("\ue000", sign))

    assert found != missing
    assert _dark_dots(_picture(_written(sign))) > 0


def test_a_very_tall_picture_stays_small_enough_to_draw():
    tall, usual = (f'<svg width="1244" height="{height}"></svg>' for height in (9000, 900))

    assert sharp_width(usual) == 2400
    assert sharp_width(tall) ** 2 * 9000 / 1244 == pytest.approx(16e6, rel=0.01)


def test_a_picture_says_what_it_is_about_and_of_which_day():
    words = text("svg")
    sentence = sentence_of(map_of([complete_facts()])).nl

    assert "Wat KBITS met gegevens van Lichtpunt Energie CV doet" in words
    assert sentence in re.sub(r"</text>\s*<text[^>]*>", " ", words)
    assert "24\u00a0november\u00a02026" in words.replace(" november ", "\u00a0november\u00a0")
    assert 'href="#' not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_say_what_the_page_says(language):
    rows = rows_of(map_of([complete_facts()]), language=language)
    sheet = load_workbook(io.BytesIO(made("xlsx", language=language).content)).worksheets[0]
    lines = list(csv.reader(io.StringIO(text("csv", language=language)), delimiter=";"))
    page = text("html", language=language)

    assert [[cell.value or "" for cell in line] for line in sheet.iter_rows(min_row=2)] == [
        list(row) for row in table_rows(map_of([complete_facts()]), language=language)
    ]
    assert len(lines) == sheet.max_row == len(rows) + 1
    for row, line in zip(rows, lines[1:], strict=True):
        assert (line[1], line[3], line[4], line[5]) == (
            *(row.category, row.activity),
            *(row.receiver, row.country),
        )
        assert f'<tr id="row-{row.number}"><th scope="row">{row.category}' in page
    assert page.count("<tr id=") == len(rows)


def test_values_of_a_sheet_have_their_own_type():
    sheet = load_workbook(io.BytesIO(made("xlsx").content)).worksheets[0]
    register = load_workbook(io.BytesIO(made("register-xlsx").content)).worksheets[1]
    place = {column.key: number for number, column in enumerate(COLUMNS, start=1)}

    assert [cell.value for cell in sheet["A"][1:]] == list(range(1, sheet.max_row))
    assert register.cell(2, place["subject-count"]).value == 1200
    assert register.cell(2, place["started-on"]).value == datetime(2027, 1, 1)  # noqa: DTZ001 - a sheet's day.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_explains_itself_first_and_marks_what_is_open_by_word_and_colour(language):
    book = load_workbook(io.BytesIO(made("register-xlsx", language=language).content))
    explanation, register, choices = book.worksheets
    is_open = map_file_words()["open"].in_language(language)

    assert "Lichtpunt Energie CV" in explanation["A1"].value
    cells = [cell for row in register.iter_rows(min_row=2) for cell in row]
    marked = {cell.coordinate for cell in cells if cell.fill.fgColor.rgb == "00FFE0A3"}
    assert marked == {cell.coordinate for cell in cells if is_open in str(cell.value)}
    assert len(marked) > 20
    heads = [cell.value for cell in register[1]]
    assert sum(is_open in head for head in heads) == sum(c.filler == "open" for c in COLUMNS)
    offered = {
        str(one.sqref)[0:2]: one.formula1 for one in register.data_validations.dataValidation
    }
    assert all(choices.title in formula for formula in offered.values())
    assert len(offered) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_typed_never_runs(kind):
    content = made(kind, facts=[harmful()]).content

    if kind.endswith("xlsx"):
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    elif kind.endswith("csv"):
        for line in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
            assert all(not value.startswith(("=", "+", "-", "@")) for value in line)
    elif kind == "jsonld":
        assert json.dumps(HARM).encode() in content
        assert json.loads(content)
    elif kind != "png":
        assert b"<script" not in content
        assert b"&lt;script" in content


def test_a_page_for_the_clients_files_needs_nothing_from_elsewhere():
    page = text("html")

    assert set(re.findall(r"https?://[^\"'<) ]+", page)) == {"http://www.w3.org/2000/svg"}
    assert "<script" not in page
    assert not re.findall(r"\s(?:src|srcset)=|@import|url\(|<link|\son\w+=", page)
    assert set(re.findall(r'href="([^"]+)"', page)) <= {
        f"#row-{row.number}" for row in rows_of(map_of([complete_facts()]), language="nl")
    }
    assert "default-src 'none'" in page
    assert "@page { size: A4 landscape" in page


def test_of_each_agreement_its_newest_version_is_told(db):
    agreement = Agreement.get_by_id(a_version().agreement_id)
    newest = AgreementVersion.create(
        agreement=agreement,
        number=2,
        dated_on=date(2026, 12, 1),
        facts="{}",
        facts_sha256="1" * 64,
        created_at=AT,
    )
    other = Agreement.get_by_id(a_version().agreement_id)

    (told,) = told_agreements([agreement.engagement_id])

    assert (told.reference, told.state, told.version) == (agreement.reference, "draft", 2)
    assert (told.dated_on, told.engagement) == (newest.dated_on, told.reference[:-4])
    assert len(told_agreements([agreement.engagement_id, other.engagement_id])) == 2
    assert told_agreements([]) == ()


@pytest.mark.office
def test_libreoffice_shows_the_values_of_the_workbooks(tmp_path):
    for kind in ("xlsx", "register-xlsx"):
        (tmp_path / f"{kind}.xlsx").write_bytes(made(kind).content)
    files = sorted(tmp_path.glob("*.xlsx"))
    # Semicolons, UTF-8, values as they are shown, and -1: every sheet to a file of its own.
    into = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", into, "--outdir", tmp_path]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)

    shown = {path.stem: _lines(path.read_text("utf-8-sig")) for path in tmp_path.glob("*.csv")}
    assert shown["xlsx-gegevenskaart"] == _lines(text("csv"))
    assert shown["register-xlsx-Register"] == _lines(text("register-csv"))
    assert "Lichtpunt Energie CV" in shown["register-xlsx-Uitleg"][0][0]
    assert "Toestemming" in [line[0] for line in shown["register-xlsx-Keuzes"]]


def _lines(table):
    return list(csv.reader(io.StringIO(table), delimiter=";"))


def _written(sign):
    return png_of(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect width="60" height="60" '
        f'fill="#fff"/><text x="10" y="45" font-family="Inter" font-size="40">{sign}</text></svg>',
        width=60,
    )


def _picture(content):
    return Image.open(io.BytesIO(content)).convert("L")


def _dark_dots(picture):
    return sum(picture.histogram()[:100])
