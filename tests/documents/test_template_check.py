"""The check of a template: its words, its clauses, its styles, and what it tells of a good one."""

import json
import time
from pathlib import Path

import pytest

from dpa_manager.documents.package import read_package
from dpa_manager.documents.reader import read_document, template_facts
from dpa_manager.documents.renderer import render
from dpa_manager.documents.sandboxed_check import check_in_sandbox
from dpa_manager.documents.template_check import AGREEMENT, check
from dpa_manager.documents.template_report import TemplateReport
from dpa_manager.documents.word_use import sample_words
from dpa_manager.domain.template_words import ANNEXES, CLAUSES, SIGNATURE_PLACES, WORDS
from tests.documents.refusing import ORDINARY
from tests.documents.word_files import STYLES, W, field, paragraph, table, word_file, zipped

SHIPPED = sorted(Path("templates/processing-agreement").glob("*.docx"))


def checked(body, *, kind="other", **more):
    return check(word_file(body, **more), kind=kind, language="nl")


def clauses(*, without="", text="Text of the clause.", around=("", "")):
    """All that an agreement must hold; `without` one of them, or with other text in clSub."""
    body = ""
    for name in (*CLAUSES, *ANNEXES, *SIGNATURE_PLACES):
        if name != without:
            body += paragraph(name, bookmark=name)
            inner = paragraph(text) if text else ""
            body += around[0] + inner + around[1] if name == "clSub" else paragraph("Text.")
    return body


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_template_is_accepted_without_a_warning(path):
    report = check(path.read_bytes(), kind=AGREEMENT, language=path.stem)
    assert report.problems == ()
    assert set(CLAUSES) < set(report.clauses)
    assert all(report.clauses[name] for name in CLAUSES)
    assert "client.legal_name" in report.words
    assert "activities.data.retention" in report.words


@pytest.mark.parametrize(
    ("body", "code", "detail"),
    [
        ("{{ client.nam }}", "unknown-word", "client.nam"),
        ("{{ nothing }}", "unknown-word", "nothing"),
        ("{{ a.title }}", "unknown-word", "a.title"),
        ("{{ client.legal_name.more }}", "unknown-word", "client.legal_name.more"),
        ("{% if nothing %}x{% endif %}", "unknown-word", "nothing"),
        ("{{ loop.first }}", "unknown-word", "loop.first"),
        ("{{ client }}", "word-misused", "client"),
        ("{{ activities }}", "word-misused", "activities"),
        ("{{ is_preview }}", "word-misused", "is_preview"),
        ("{% for a in title %}x{% endfor %}", "word-misused", "title"),
        ("{% for a in client %}x{% endfor %}", "word-misused", "client"),
        ("{% if client %}x{% endif %}", "word-misused", "client"),
        ("{% for a in activities %}{{ a.nam }}{% endfor %}", "unknown-word", "a.nam"),
        ("{% for a in activities %}{{ a }}{% endfor %}", "word-misused", "a"),
        ("{% for a in service_kinds %}{{ a.x }}{% endfor %}", "unknown-word", "a.x"),
    ],
)
def test_a_word_that_is_not_there_or_not_of_this_shape_is_named(body, code, detail):
    report = checked(ORDINARY + paragraph(body))
    assert [(p.code, p.detail, p.place.paragraph) for p in report.problems] == [(code, detail, 2)]


@pytest.mark.parametrize(
    "body",
    [
        "{{ client.legal_name }}",
        "{% if not is_preview and (has_nrn or portal_url) %}x{% endif %}",
        "{% if activities %}x{% elif service_kinds %}y{% else %}z{% endif %}",
        "{% for a in activities %}{{ a.title }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for a in service_kinds %}{{ a }}{% else %}none{% endfor %}",
        "{% for a in activities %}{% for d in a.data %}{{ d.label }}{% endfor %}{% endfor %}",
    ],
)
def test_a_word_used_for_what_it_is_is_accepted(body):
    assert checked(paragraph(body)).problems == ()


@pytest.mark.parametrize("name", ["clSub", "clParties", "anMeasures", "sigclient", "signatures"])
def test_a_clause_that_is_missing_is_named(name):
    assert checked(clauses(), kind=AGREEMENT).problems == ()
    report = checked(clauses(without=name), kind=AGREEMENT)
    assert [(p.code, p.detail) for p in report.problems] == [("missing-clause", name)]


def test_another_kind_of_template_needs_no_clauses():
    assert checked(clauses(without="clSub"), kind="breach-notice").problems == ()


PREVIEW, END = paragraph("{%p if is_preview %}"), paragraph("{%p endif %}")


@pytest.mark.parametrize(
    ("text", "around", "codes"),
    [
        ("", ("", ""), ["empty-clause"]),
        (" ", ("", ""), ["empty-clause"]),
        ("x", (PREVIEW, END), []),
        ("{{ title }}", ("", ""), []),
        ("x", (paragraph("{%p if is_preview and not is_preview %}"), END), ["empty-clause"]),
        ("x", (PREVIEW + paragraph("{%p if not is_preview %}"), END + END), ["empty-clause"]),
        ("x", (PREVIEW + paragraph("{%p else %}"), END), []),
        ("x", (PREVIEW + paragraph("{%p elif is_preview %}"), END), ["empty-clause"]),
        ("x", (PREVIEW + paragraph("{%p elif has_nrn %}"), END), []),
    ],
)
def test_a_clause_without_text_in_any_case_is_named(text, around, codes):
    report = checked(clauses(text=text, around=around), kind=AGREEMENT)
    assert [p.code for p in report.problems] == codes
    assert bool(report.clauses["clSub"]) is not bool(codes)


def test_a_bookmark_that_occurs_twice_is_named():
    report = checked(clauses() + paragraph("again", bookmark="clSub"), kind=AGREEMENT)
    assert [(p.code, p.detail) for p in report.problems] == [("duplicate-bookmark", "clSub")]


def test_the_fixed_text_of_a_clause_holds_all_its_variants():
    body = (
        paragraph("Heading", bookmark="clSub")
        + paragraph("One &amp; {{ title }} two")
        + PREVIEW
        + paragraph("three")
        + paragraph("{%p else %}")
        + paragraph("four")
        + END
        + paragraph("Next", bookmark="clEnd")
        + paragraph("five")
    )
    report = checked(body)
    assert report.clauses == {"clSub": "Heading One & two three four", "clEnd": "Next five"}


def test_a_condition_that_tears_the_document_apart_is_found_by_the_trial():
    row = ("{%tr if is_preview %}",)
    for torn in (table(row), table(("x",), row)):
        report = checked(ORDINARY + torn + paragraph("{%p endif %}"))
        assert [p.code for p in report.problems] == ["cannot-be-filled"]


def test_a_reference_outside_the_condition_of_its_clause_is_found_by_the_trial():
    target = paragraph("Gone", style="Heading1", bookmark="clSpecial")
    inside = PREVIEW + target + f"<w:p>{field('REF clSpecial')}</w:p>" + END
    outside = PREVIEW + target + END + f"<w:p>{field('REF clSpecial')}</w:p>"
    assert checked(inside).problems == ()
    assert [p.code for p in checked(outside).problems] == ["cannot-be-filled"]


def test_a_style_that_does_not_exist_is_only_a_warning():
    report = checked(paragraph("x", style="Fancy"))
    assert [(p.code, p.detail, p.severity) for p in report.problems] == [
        ("unknown-style", "Fancy", "warns")
    ]
    assert report.is_accepted


@pytest.mark.parametrize(("tag", "codes"), [("nl-BE", []), ("fr-BE", ["language-differs"])])
def test_another_language_is_a_warning(tag, codes):
    styles = (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{tag}"/>'
        f"</w:rPr></w:rPrDefault></w:docDefaults>{STYLES}</w:styles>"
    )
    report = checked(ORDINARY, parts={"word/styles.xml": styles})
    assert [p.code for p in report.problems] == codes
    assert report.is_accepted


def test_a_problem_says_where_in_three_languages():
    place = checked(ORDINARY, header=paragraph("{{ nothing }}")).problems[0].place.words()
    assert place.as_dict() == {
        "nl": "koptekst, alinea 1",
        "fr": "en-tête, paragraphe 1",
        "en": "header, paragraph 1",
    }


def test_the_sandbox_gives_the_same_report_in_under_two_seconds():
    data = word_file(ORDINARY + paragraph("{{ nothing }}"))
    began = time.perf_counter()
    report = check_in_sandbox(data, kind="other", language="nl")
    assert time.perf_counter() - began < 2
    assert report == check(data, kind="other", language="nl")
    assert TemplateReport.from_json(json.loads(json.dumps(report.as_json()))) == report


def test_a_check_that_takes_too_long_is_a_refusal():
    report = check_in_sandbox(word_file(ORDINARY), kind="o", language="nl", wall_seconds=0.01)
    assert [p.code for p in report.problems] == ["took-too-long"]
    assert not report.is_accepted


def test_the_rules_get_clauses_bookmarks_and_unknown_words_of_a_template():
    body = clauses() + paragraph("{{ nothing }}") + paragraph("x", bookmark="other")
    facts = template_facts(word_file(body), kind=AGREEMENT, language="nl")
    assert set(facts.clauses) >= set(CLAUSES)
    assert facts.bookmarks > {"other", "sigclient"}
    assert facts.unknown_words == ("nothing",)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_numbers_of_a_rendered_agreement_close_every_gap(path):
    docx = render(path.read_bytes(), sample_words(WORDS, is_full=False))
    read = read_document(docx)
    headings = [read.numbers[name] for name in CLAUSES]
    assert headings == [str(number) for number in range(1, len(CLAUSES) + 1)]
    assert [read.numbers[name] for name in ANNEXES] == ["I", "II", "III", "IV"]
    assert "{" not in read.text


def test_a_file_saved_anew_by_another_program_is_checked_alike():
    """Other order of parts, no properties of its own, everything stored uncompressed or not."""
    parts = read_package(word_file(clauses()))
    other = zipped(dict(sorted(parts.items(), reverse=True)))
    assert check(other, kind=AGREEMENT, language="nl").problems == ()
