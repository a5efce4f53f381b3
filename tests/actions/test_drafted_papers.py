"""The drafted agreement as a lawyer checks it, in three languages, on the files themselves."""

import dataclasses
import json
import re
import shutil

import pikepdf
import pytest

from dpa_manager.actions import engaging, onboarding
from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.documents.converter import Converter
from dpa_manager.documents.cross_references import W
from dpa_manager.documents.printed_references import read_references
from dpa_manager.domain.register_numbers import shown
from dpa_manager.domain.template_words import CLAUSES, SIGNATURE_PLACES
from dpa_manager.models import Client
from dpa_manager.models.event import EventPersonal
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import CLIENT, ENGAGEMENT, TYPED, doing
from tests.actions.drafted import Paper, body, clauses, figures, folded, printed, run, tables
from tests.conftest import FrozenClock
from tests.documents.building.word_lists import BANNED, HEADINGS

pytestmark = pytest.mark.office

OUTSIDE = {"nl": "Buiten de EER", "fr": "Hors EEE", "en": "Outside the EEA"}
INSIDE = {"nl": "Binnen de EER", "fr": "Dans l’EEE", "en": "Within the EEA"}
UNITED_STATES = {"nl": "Verenigde Staten", "fr": "États-Unis", "en": "United States"}
HOSTILE_NAME = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'
SENTENCE = "Übergrößen, façade, ŠKODA: één zin over <b>wat</b> {{er}} is & blijft. "
LONG_WORDS = (SENTENCE * 50)[:3000].rsplit(". ", 1)[0] + "."


@dataclasses.dataclass(frozen=True)
class Drafted:
    """Papers by language, the facts they were made of, and the names in the history."""

    papers: dict
    facts: object
    told: list


def draft_all(folder, filled, *, languages, change=lambda toolbox: None):
    """Draft the complete engagement in a copy of its house."""
    shutil.copytree(filled, folder / "house")
    url = f"sqlite:///{folder / 'house' / 'dpa_manager.sqlite3'}"
    toolbox = open_toolbox(url, folder=folder / "house", clock=FrozenClock())
    toolbox = dataclasses.replace(toolbox, converter=Converter())
    papers = {}
    with toolbox.connected():
        change(toolbox)
        facts = gather_facts(ENGAGEMENT, on=toolbox.today())
        for language in languages:
            choices = DraftChoices(language=language)
            drafted = draft_agreement(ENGAGEMENT, choices=choices, **doing(toolbox))
            pdf = folder / f"{language}.pdf"
            pdf.write_bytes(toolbox.store.read(drafted.pdf.sha256))
            papers[language] = Paper(language, toolbox.store.read(drafted.docx.sha256), pdf)
        told = EventPersonal.select().where(EventPersonal.name == "client")
        names = [json.loads(row.value) for row in told]
    return Drafted(papers, facts, names)


@pytest.fixture(scope="module")
def drafted(filled_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    return draft_all(folder, filled_sqlite, languages=LANGUAGES)


@pytest.fixture(scope="module")
def papers(drafted):
    return drafted.papers


@pytest.fixture(scope="module")
def facts(drafted):
    return drafted.facts


@pytest.fixture(params=LANGUAGES)
def paper(request, papers):
    return papers[request.param]


def test_parties_are_said_alike_in_all_their_places(paper, facts):
    """Check 1: page 1, Annex I and the signature block name the same people."""
    client = facts.client.party
    number = shown(client.register_kind.key, client.register_no)
    for word in (client.legal_name, number, "Hopperank 3, 3000 Leuven"):
        assert paper.text.count(word) >= 2, word
    for person in ("Greet Mertens", "Hendrik Sabbe"):
        assert paper.text.count(person) >= 3, person
    cells = [cell for table in tables(paper.docx) for row in table for cell in row]
    for party in (client.legal_name, "KBITS"):
        assert party in cells
    # Nobody was appointed as a DPO on either side.
    assert not re.search(r"\bDPO\b", paper.text)


def test_nothing_is_left_open(paper):
    """Check 2."""
    for text in (paper.text, printed(paper.docx)):
        assert not re.search(
            r"\{\{|\{%|\[|\]|…|XX|TO[D]O|\.\.|\bnull\b|\bNone\b(?! appointed)", text
        )
    empty = [
        (n, row) for n, table in enumerate(tables(paper.docx)) for row in table if not all(row)
    ]
    assert empty == []


def test_clause_numbers_have_no_gap_and_references_meet_their_headings(paper, facts):
    """Check 3, and what R-REF-1 is asked at drafting."""
    found = clauses(paper.docx)
    assert list(found) == list(CLAUSES)
    assert [number for number, _ in found.values()] == [str(n + 1) for n in range(29)]
    headings = [texts[0].replace("’", "'") for _, texts in found.values()]
    assert headings == list(HEADINGS[paper.language][:29])
    printed = read_references(paper.docx, language=paper.language)
    assert len(printed) >= 10
    for one in printed:
        assert (one.number, one.name) == (one.heading_number, one.heading_name)
    word = {"nl": "artikel", "fr": "article", "en": "clause"}[paper.language]
    for one in printed:
        assert f"{word} {one.number} ({one.name})" in paper.text


def test_roles_are_kept_apart(paper):
    """Check 4: in French KBITS is the sous-traitant, its suppliers are ultérieurs."""
    if paper.language == "fr":
        assert not re.search(r"Mailwind Inc\.[^.]{0,40} sous-traitant(?! ultérieur)", paper.text)
        assert "Sous-traitants ultérieurs" in paper.text
    if paper.language == "nl":
        assert "onderaannemer" not in paper.text.lower()
    cells = [cell for table in tables(paper.docx) for row in table for cell in row]
    role = {"nl": "Verwerker", "fr": "Sous-traitant", "en": "Processor"}[paper.language]
    assert role in cells


ELEVEN = {
    "subject and duration": ("clScope", r"Bijlage II|Annexe II|Annex II"),
    "(a) instructions, law before": (
        "clInstructions",
        r"(Unierecht of lidstatelijk recht|droit de l’Union|Union or Member State law)"
        r".*(voor|avant|before)",
    ),
    "(b) confidentiality": ("clConfidentiality", r"geheim|confidential"),
    "(c) security": ("clSecurity", r"Bijlage III|Annexe III|Annex III"),
    "(d) sub-processors": ("clSub", r"(30).*(30)"),
    "(e) data subjects": ("clRequests", r"10"),
    "(f) assistance": ("clAssessment", r"10"),
    "(f) breaches": ("clBreach", r"24"),
    "(g) end": ("clEnd", r"30"),
    "(h) audits": ("clAudit", r"14"),
    "unlawful instruction": ("clInstructions", r"onmiddellijk|immédiatement|immediately"),
}


@pytest.mark.parametrize("duty", ELEVEN)
def test_each_duty_of_article_28_stands_in_its_clause(paper, duty):
    """Check 5: eleven hits, each with a number, a name or a list."""
    clause, pattern = ELEVEN[duty]
    text = " ".join(clauses(paper.docx)[clause][1])
    assert re.search(pattern, text), text
    assert "KBITS" in text


def test_same_duties_bind_the_chain(paper):
    """Check 5: Article 28(4)."""
    text = " ".join(clauses(paper.docx)["clSub"][1])
    same = {"nl": "dezelfde verplichtingen", "fr": "mêmes obligations", "en": "same duties"}
    assert same[paper.language] in text


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_says_the_same_figures_in_every_language(papers, clause):
    """Check 6."""
    found = {
        language: figures(" ".join(clauses(paper.docx)[clause][1]))
        for language, paper in papers.items()
    }
    assert found["fr"] == found["nl"]
    assert found["en"] == found["nl"]


def test_the_figures_are_those_of_the_facts_also_in_the_overview(paper, facts):
    """Check 6."""
    terms = facts.terms
    overview = figures(" ".join(cell for row in tables(paper.docx)[1] for cell in row))
    said = clauses(paper.docx)
    for clause, days in (
        ("clSub", terms.notice_days),
        ("clSub", terms.objection_days),
        ("clBreach", terms.breach_notice_hours),
        ("clAudit", terms.audit_notice_days),
        ("clEnd", terms.end_days),
        ("clEnd", terms.backup_expiry_days),
    ):
        assert str(days) in figures(" ".join(said[clause][1])), clause
        assert str(days) in overview, clause
    assert terms.breach_notice_hours <= 48
    assert terms.objection_days <= terms.notice_days


def test_one_way_to_authorise_stands_with_the_silence_that_fits_it(paper):
    """Check 7."""
    text = " ".join(clauses(paper.docx)["clSub"][1])
    general, specific, silence = {
        "nl": ("algemene schriftelijke toestemming", "specifieke schriftelijke", "geen bezwaar"),
        "fr": ("autorisation écrite préalable générale", "spécifique", "objection"),
        "en": ("general written authorisation", "specific written", "there is no objection"),
    }[paper.language]
    assert general in text
    assert specific not in text
    assert silence in text


def test_every_sub_processor_has_its_row_and_every_row_is_used(paper, facts):
    """Check 7: the same rows and numbers as in the data, each with what a client must know."""
    rows = [row for table in tables(paper.docx) for row in table]
    for one in facts.subprocessors:
        shown_as = f"IV.{one.number} {one.party.legal_name}"
        (entry,) = [row for row in rows if row[0].startswith(shown_as)]
        for word in (one.party.address.city, one.contact.name, one.contact.email):
            assert word in entry[0]
        assert one.service.in_language(paper.language) in entry[1]
        assert len(entry) == 3
        # In the activity that uses it, and in the flows that go to it.
        assert [row for row in rows if row is not entry and any(shown_as in c for c in row)]
    named = set(re.findall(r"IV\.\d+ ([A-Z]\w+)", paper.text))
    assert named == {one.party.legal_name.split()[0] for one in facts.subprocessors}


def test_transfers_are_marked_with_ground_document_and_date(paper):
    """Check 8: support from the United States counts, also when the storage is in the EEA."""
    rows = [row for table in tables(paper.docx) for row in table]
    outside, country = OUTSIDE[paper.language], UNITED_STATES[paper.language]
    for name, document in (("IV.3 Mailwind", "2023/1795"), ("IV.2 Tasselwood", "2021/914")):
        (entry,) = [row for row in rows if row[0].startswith(name)]
        for word in (outside, country, document, "2026"):
            assert word in entry[2]
    (inside,) = [row for row in rows if row[0].startswith("IV.1 Noordzee")]
    assert INSIDE[paper.language] in inside[2]
    assert outside not in inside[2]
    flows = [row for row in rows if len(row) == 5 and country in row[4]]
    assert len(flows) == 2
    assert all(outside in row[4] for row in flows)


def test_nothing_takes_effect_before_the_signatures(paper):
    """Check 9."""
    past = (
        r"met terugwerkende kracht|met ingang van|rétroacti|avec effet au|with effect from|retroact"
    )
    assert not re.search(past, paper.text, re.IGNORECASE)
    duration = " ".join(clauses(paper.docx)["clDuration"][1])
    last = {"nl": "laatste handtekening", "fr": "dernière signature", "en": "last signature"}
    assert last[paper.language] in duration


def test_the_end_says_all_that_a_leaving_client_asks(paper):
    """Check 10."""
    text = " ".join(clauses(paper.docx)["clEnd"][1])
    for word in {
        "nl": ("kiest de Klant", "CSV, JSON", "ack-ups", "ubverwerker", "wissingsattest"),
        "fr": ("Client choisit", "CSV, JSON", "sauvegardes", "ultérieur", "attestation"),
        "en": ("Client chooses", "CSV, JSON", "ackups", "ub-processor", "certificate"),
    }[paper.language]:
        assert word in text, word
    own = r"eigen administratie|propre administration|own administration"
    assert not re.search(own, text, re.IGNORECASE)


def test_no_banned_word_is_printed(paper):
    """Check 11, on what was printed: the words of the vocabularies too."""
    text = " ".join(text for _, texts in clauses(paper.docx).values() for text in texts)
    for word in BANNED[paper.language]:
        assert not re.search(rf"(?<![\w-])(?:{word})(?![\w-])", text, re.IGNORECASE), word


def fonts(path):
    """Name and whether it is embedded of each font of a PDF."""
    lines = run("pdffonts", path).splitlines()[2:]
    return [(line.split()[0], line.split()[-5]) for line in lines]


def test_the_pdf_has_its_fonts_title_language_destinations_and_outline(paper):
    """Check 12."""
    found = fonts(paper.pdf)
    assert found
    assert {embedded for _, embedded in found} == {"yes"}
    with pikepdf.open(paper.pdf) as pdf:
        names = {str(name)[1:] for name in pdf.Root.Dests}
        assert str(pdf.Root.Lang) == {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}[paper.language]
        assert ENGAGEMENT in str(pdf.docinfo.get("/Title"))
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_outline() as outline:
            titles = [folded(str(item.title)) for item in outline.root]
    assert set(CLAUSES) | set(SIGNATURE_PLACES) <= names
    numbered = [title.replace("’", "'") for title in titles if title[0].isdigit()]
    headings = HEADINGS[paper.language][:29]
    assert numbered == [f"{n}. {heading}" for n, heading in enumerate(headings, start=1)]


def test_every_page_says_which_agreement_and_which_of_how_many(paper):
    """Check 12."""
    pages = [folded(page) for page in paper.raw.split("\f")[:-1]]
    total = len(pages)
    of = {"nl": "van", "fr": "de", "en": "of"}[paper.language]
    for number, page in enumerate(pages, start=1):
        assert f"{ENGAGEMENT} · " in page
        assert re.search(rf"\b{number} {of} {total}\b", page), number
        assert page.startswith("KBITS")


def test_signatures_stand_on_one_page_below_a_clause(paper):
    """Check 12."""
    word = {"nl": "Handtekening", "fr": "Signature", "en": "Signature"}[paper.language]
    both = re.compile(rf"^{word}\s{word}$", re.MULTILINE)
    pages = [page for page in paper.raw.split("\f") if both.search(page)]
    assert len(pages) == 1
    assert re.search(r"^\d+\.\d+\s", pages[0], re.MULTILINE)


def test_heads_of_tables_repeat_and_no_row_is_cut(paper):
    """Check 12: Word and LibreOffice keep a row whole where it says so."""
    root = body(paper.docx)
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if len(rows) > 2:
            uncut = [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is not None]
            assert len(uncut) == len(rows)


def test_the_annexes_hold_the_same_in_every_language_field_by_field(papers):
    """Check 12: as many tables, rows and cells, the same names and numbers in each."""
    grids = {language: tables(paper.docx) for language, paper in papers.items()}
    assert len({len(grid) for grid in grids.values()}) == 1
    # The first two stand on page 1; their overview says which version is a translation.
    for number in range(2, len(grids["nl"])):
        kinds = {language: sorted(map(fields_of, grid[number])) for language, grid in grids.items()}
        assert kinds["fr"] == kinds["nl"], number
        assert kinds["en"] == kinds["nl"], number


NAMES = re.compile(
    r"[\w.]+@[\w.]+\w|IV\.\d+|II\.\d+|R\d+ \w+|[A-Z]\w+ (?:Mertens|Claes|Wouters|Baert|Bécu|Sabbe)"
    r"|Mailwind|Tasselwood|Noordzee|Zorgkas|Gezinshulp|Lies Maes|Ann Field|Marcus Ellery|CSV, JSON"
)


def fields_of(row):
    """What must not differ between languages: how many cells, and names and numbers in each.

    Rows stand in the order of their labels, which each language has its own.
    """
    return tuple((tuple(figures(cell)), tuple(sorted(NAMES.findall(cell)))) for cell in row)


def test_the_accents_of_names_are_kept(papers):
    """Check 12."""
    for paper in papers.values():
        assert "Kenny Bécu" in paper.text
    assert "données à caractère personnel" in papers["fr"].text.replace("’", "'")


def make_hostile(toolbox):
    """Give client and engagement what breaks documents that are glued together."""
    organisation = dataclasses.replace(CLIENT, legal_name=HOSTILE_NAME)
    typed = onboarding.TypedClient(organisation, language="nl")
    onboarding.change_client(Client.get(), typed, **doing(toolbox))
    duties = dataclasses.replace(TYPED, controller_duties=Phrase.same(LONG_WORDS))
    engaging.change_engagement(find_engagement(ENGAGEMENT), duties, **doing(toolbox))


@pytest.fixture(scope="module")
def hostile(filled_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return draft_all(folder, filled_sqlite, languages=("nl",), change=make_hostile)


def test_hostile_words_stand_verbatim_in_docx_pdf_facts_and_history(hostile):
    paper, facts = hostile.papers["nl"], hostile.facts
    assert facts.client.party.legal_name == HOSTILE_NAME
    assert facts.controller_duties.nl == LONG_WORDS
    assert HOSTILE_NAME in hostile.told
    cells = [cell for table in tables(paper.docx) for row in table for cell in row]
    assert HOSTILE_NAME in cells
    assert paper.text.count(HOSTILE_NAME) >= 3
    texts = [text for _, texts in clauses(paper.docx).values() for text in texts]
    assert [text for text in texts if LONG_WORDS in text]
    # A line of a PDF may end at a hyphen or in the running foot of its page.
    assert LONG_WORDS[:300] in paper.text
    assert paper.text.count("ŠKODA") == LONG_WORDS.count("ŠKODA")
