"""What LibreOffice makes of the templates: pages, signature places, and files saved by it."""

import re
import subprocess

import pikepdf
import pytest

from dpa_manager.documents.building.skeleton import drift
from dpa_manager.documents.building.take import take
from dpa_manager.documents.renderer import render
from dpa_manager.domain.template_words import CLAUSES, SIGNATURE_PLACES
from tests.documents.building.shipped import WRITTEN, first_choices, template, texts, words

pytestmark = pytest.mark.office

LONG_NAME = (
    "Intercommunale Opdrachthoudende Vereniging voor Afvalbeheer en Energie van de Leiestreek, "
    "de Mandelvallei en de Westhoek CV"
)
PDF = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)
USUAL = first_choices() | {"has_sensitive", "has_subprocessors", "has_recipients", "sensitive"}
TITLES_OF_TABLES = {"front.parties", "anProcessing.general", "anProcessing.activity_facts"}
PAPERS = {
    "usual": USUAL,
    "two": USUAL | {"client.has_second_signatory", "kbits.has_second_signatory"},
    "one_of_two": USUAL | {"client.has_second_signatory", "has_special_terms"},
    "paper": USUAL | {"signature_on_paper", "has_insurance", "has_accession"},
    "bare": first_choices(),
}


def convert(folder, files, kind):
    """Convert in one call: the start of LibreOffice costs more than the work."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--infilter=MS Word 2007 XML", "--convert-to", kind, "--outdir", str(folder / "out"),
         *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """PDF files by (language, name of the paper)."""
    folder = tmp_path_factory.mktemp("papers")
    files = []
    for language in WRITTEN:
        for name, options in PAPERS.items():
            filled = words(options)
            filled["client"]["legal_name"] = LONG_NAME
            for row in range(6):
                filled["flows"].append(filled["flows"][0] | {"target": f"bestemming{row}"})
            path = folder / f"{language}-{name}.docx"
            path.write_bytes(render(template(language), filled))
            files.append(path)
    convert(folder, files, PDF)
    return {tuple(file.stem.split("-")): folder / "out" / f"{file.stem}.pdf" for file in files}


each_paper = pytest.mark.parametrize(
    "paper", [(language, name) for language in WRITTEN for name in PAPERS], ids="-".join
)


def places(path):
    """Bookmark → (page from 0, x, y from below)."""
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        found = {}
        for name, target in pdf.Root.Dests.items():
            where = target.D if isinstance(target, pikepdf.Dictionary) else target
            found[str(name)[1:]] = (pages[where[0].objgen], float(where[2]), float(where[3]))
        return found


def printed_words(path, page):
    """(text, x from, y from above, x to, y to) of each word of a page."""
    xml = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page + 1), "-l", str(page + 1), str(path), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [
        (text, float(a), float(b), float(c), float(d))
        for a, b, c, d, text in re.findall(pattern, xml)
    ]


def page_texts(path):
    raw = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    return [
        page.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").splitlines()
        for page in raw.split("\f")[:-1]
    ]


@each_paper
def test_the_signature_block_stands_whole_on_one_page(papers, paper):
    found = places(papers[paper])
    wanted = list(SIGNATURE_PLACES)
    wanted += [f"sig{party}2" for party in ("client", "kbits")
               if f"{party}.has_second_signatory" in PAPERS[paper[1]]]  # fmt: skip
    assert {found[name][0] for name in wanted} == {found["signatures"][0]}
    assert abs(found["sigclient"][2] - found["sigkbits"][2]) <= 0.5
    assert ("sigclient2" in found) == ("sigclient2" in wanted)


@each_paper
def test_the_note_of_the_signatures_stands_under_them(papers, paper):
    is_on_paper = "signature_on_paper" in PAPERS[paper[1]]
    key = "signatures.paper_note" if is_on_paper else "signatures.electronic_note"
    page = " ".join(page_texts(papers[paper])[places(papers[paper])["signatures"][0]])
    start, end = texts(paper[0])[key][:12], texts(paper[0])[key][-20:]
    assert start in page
    assert end in page


@each_paper
def test_a_clause_stands_above_the_signatures(papers, paper):
    page, _, y = places(papers[paper])["signatures"]
    height = 297 * 72 / 25.4
    column = 26 * 72 / 25.4
    numbers = [
        text for text, x, top, _, _ in printed_words(papers[paper], page)
        if abs(x - column) < 1 and 70 < top < height - y - 10 and re.fullmatch(r"\d+\.\d+", text)
    ]  # fmt: skip
    assert numbers


@each_paper
def test_no_word_stands_where_a_signature_will(papers, paper):
    found = places(papers[paper])
    height = 297 * 72 / 25.4
    for name in ("sigclient", "sigkbits"):
        page, x, y = found[name]
        inside = [
            text for text, left, top, right, bottom in printed_words(papers[paper], page)
            if right > x and left < x + 201 and bottom > height - y - 76 and top < height - y - 8
        ]  # fmt: skip
        assert inside == []


@each_paper
def test_no_heading_is_the_last_of_a_page_and_nothing_runs_over_the_margin(papers, paper):
    headings = {texts(paper[0])[f"{name}.heading"] for name in CLAUSES}
    headings |= {texts(paper[0])[key] for key in texts(paper[0]) if key.startswith("parts.")}
    for number, lines in enumerate(page_texts(papers[paper])):
        last = re.sub(r"^\d+\. ", "", lines[-2] if len(lines) > 1 else "")
        assert last not in headings, number
        right = max(word[3] for word in printed_words(papers[paper], number))
        assert right <= (210 - 26) * 72 / 25.4 + 0.5


@each_paper
def test_the_outline_lists_every_clause_and_the_title_names_the_agreement(papers, paper):
    with pikepdf.open(papers[paper]) as pdf:
        with pdf.open_outline() as outline:
            names = [str(item.title).replace("\u00a0", " ") for item in outline.root]
        title = str(pdf.docinfo.get("/Title"))
        language = str(pdf.Root.Lang)
    headings = [texts(paper[0])[f"{name}.heading"] for name in CLAUSES]
    numbered = [f"{n}. {heading}" for n, heading in enumerate(headings, start=1)]
    assert [name.replace("’", "'") for name in names if name[0].isdigit()][:29] == numbered
    assert title.startswith(texts(paper[0])["document.title"].replace("'", "’")[:10])
    assert language == {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}[paper[0]]


@each_paper
def test_printed_references_are_the_numbers_that_libreoffice_counts(papers, paper):
    text = " ".join(" ".join(page) for page in page_texts(papers[paper]))
    assert "Error" not in text
    sub, end = (texts(paper[0])[f"{name}.heading"] for name in ("clSub", "clEnd"))
    assert f"9 ({sub})" in text
    assert f"22 ({end})" in text


def test_a_template_saved_by_libreoffice_gives_its_words_back(tmp_path):
    path = tmp_path / "nl.docx"
    path.write_bytes(template("nl"))
    convert(tmp_path, [path], "docx:MS Word 2007 XML")
    saved = (tmp_path / "out" / "nl.docx").read_bytes()
    assert saved != template("nl")
    assert drift(template("nl"), saved) == []
    found = take(saved)
    assert found == {key: text for key, text in texts("nl").items() if key in found}
    assert set(texts("nl")) - set(found) <= TITLES_OF_TABLES
