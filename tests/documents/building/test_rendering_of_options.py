"""Every option of the agreement switched, alone and in pairs: the paper stays whole."""

import io
import re
import zipfile

import pytest

from dpa_manager.documents.cross_references import numbered_paragraphs
from dpa_manager.documents.renderer import render
from dpa_manager.documents.template_check import check
from dpa_manager.domain.template_words import CLAUSES, OPTIONAL_CLAUSES, WORDS
from dpa_manager.domain.template_words.shapes import Group, Rows
from tests.documents.building.shipped import (
    WRITTEN,
    W,
    body,
    covering_options,
    first_choices,
    key_template,
    paragraph_text,
    style_of,
    switches,
    template,
    texts,
    words,
)

_PERSON = ("name", "position", "email", "phone")
# Words that this template leaves aside: activities number themselves, and people and signatories
# stand in one worded line.
UNUSED = {
    "activities.number",
    "activities.subprocessors",
    "activities.subprocessors.name",
    "activities.subprocessors.number",
    "contacts.client.line",
    "contacts.kbits.line",
    "flows_are_grouped",
    "kbits.phone",
    "measure_set.dated_on",
    "measure_set.name",
    "measure_set.version",
    "principal_contract.name",
    "service_kinds",
    *(f"{who}.{part}" for who in ("client.contact", "client.dpo", "client.eu_representative",
                                  "kbits.contact", "kbits.dpo") for part in _PERSON),
    *(f"{party}.signatories{part}" for party in ("client", "kbits")
      for part in ("", ".name", ".capacity", ".mandate", ".has_mandate", ".line")),
}  # fmt: skip
ALTERNATIVES = (
    ("clParties.client_is_controller", "clParties.client_is_processor",
     "clParties.client_is_mixed"),
    ("clTerms.portal_at", "clTerms.portal"),
    ("clScope.several_activities", "clScope.one_activity"),
    ("clInstructions.documented_with_contract", "clInstructions.documented"),
    ("clPurpose.no_decisions", "clPurpose.decisions"),
    ("clSensitive.which", "clSensitive.none"),
    ("clSub.general", "clSub.specific", "clSub.none"),
    ("clTransfers.none", "clTransfers.only_marked"),
    ("clTransfers.change", "clTransfers.change_by_amendment"),
    ("clRecipients.named", "clRecipients.later_named"),
    ("clRequests.neutral_receipt", "clRequests.no_answer"),
    ("clRecords.formal_dpo", "clRecords.privacy_contact"),
    ("clAudit.evidence_with_certificates", "clAudit.evidence"),
    ("clCosts.fair_use", "clCosts.all_included", "clCosts.principal"),
    ("clLiability.law", "clLiability.principal", "clLiability.own_cap"),
    ("clDuration.start", "clDuration.start_later"),
    ("clDuration.principal", "clDuration.fixed", "clDuration.open"),
    ("clDuration.client_ends", "clDuration.client_ends_contract"),
    ("clEnd.delete", "clEnd.return_then_delete", "clEnd.client_decides"),
    ("clEnd.retention", "clEnd.no_retention"),
    ("clChanges.annex", "clChanges.annex_without_subprocessors"),
    ("clLanguage.single", "clLanguage.authentic", "clLanguage.translation"),
    ("clLaw.kbits_seat", "clLaw.defendant_seat", "clLaw.client_seat"),
    ("clSignature.electronic", "clSignature.paper"),
    ("signatures.electronic_note", "signatures.paper_note"),
    ("anSubprocessors.general", "anSubprocessors.specific", "anSubprocessors.none_allowed"),
)  # fmt: skip
EXITS = ("clSub.client_exit", "clSub.client_exit_contract", "clSub.mutual_exit", "clSub.no_exit")
REFERENCE = re.compile(r"(\d+) \(([^()]+)\)")

each_language = pytest.mark.parametrize("language", WRITTEN)
each_options = pytest.mark.parametrize(
    "options", covering_options(), ids=lambda options: f"{len(options)} on"
)


def printed_keys(options):
    root = body(render(key_template(), words(options)))
    text = "\n".join(paragraph_text(paragraph) for paragraph in root.iter(f"{W}p"))
    return re.findall(r"«([\w.]+)»", text)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def printed(language, options):
    return body(render(template(language), words(options)))


@each_options
def test_each_set_of_alternatives_prints_exactly_one(options):
    keys = printed_keys(options)
    for alternatives in ALTERNATIVES:
        found = [key for key in alternatives if key in keys]
        assert len(found) == 1, (alternatives, found)


@each_options
def test_an_objection_has_one_outcome_and_only_under_a_general_authorisation(options):
    found = [key for key in EXITS if key in printed_keys(options)]
    assert len(found) == ("subproc_is_general" in options)


@each_language
@each_options
def test_nothing_is_left_open_on_paper(language, options):
    root = printed(language, options)
    text = "\n".join(paragraph_text(paragraph) for paragraph in root.iter(f"{W}p"))
    assert not re.search(r"[{}\[\]]|…|  |\.\.|None(?! appointed)|Error", text)
    assert all(paragraph_text(paragraph).strip() for paragraph in root.iter(f"{W}p"))
    assert not [p for p in root.iter(f"{W}p") if style_of(p) == "DPATag"]
    assert all(cell.find(f"{W}p") is not None for cell in root.iter(f"{W}tc"))
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))


@each_language
@each_options
def test_clause_numbers_have_no_gap_and_twenty_nine_never_move(language, options):
    headings = [
        (number, [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")])
        for paragraph, number in numbered_paragraphs(printed(language, options))
        if style_of(paragraph) == "Heading1"
    ]
    assert [number for number, _ in headings] == [str(n + 1) for n in range(len(headings))]
    names = [name for _, marks in headings for name in marks]
    assert names[: len(CLAUSES)] == list(CLAUSES)
    assert names[len(CLAUSES) :] == [
        name
        for name in OPTIONAL_CLAUSES
        if {"clInsurance": "has_insurance", "clAccession": "has_accession",
            "clSpecial": "has_special_terms"}[name] in options
    ]  # fmt: skip


@each_language
@each_options
def test_every_printed_reference_meets_the_heading_of_that_number_and_name(language, options):
    root = printed(language, options)
    headings = {
        number: plain(paragraph_text(paragraph))
        for paragraph, number in numbered_paragraphs(root)
        if style_of(paragraph) == "Heading1"
    }
    found = 0
    for paragraph in root.iter(f"{W}p"):
        if paragraph.find(f".//{W}instrText") is not None:
            pairs = REFERENCE.findall(plain(paragraph_text(paragraph)))
            assert pairs
            assert all(headings[number] == name for number, name in pairs)
            found += len(pairs)
    assert found >= 10


@each_language
def test_a_clause_that_vanishes_takes_its_references_along(language):
    options = first_choices() | {"has_insurance"}
    without = printed(language, options)
    special = texts(language)["clSpecial.heading"]
    assert special not in "".join(without.itertext())
    having = printed(language, options | {"has_special_terms"})
    assert f"31 ({special})" in plain("".join(having.itertext()))


@each_language
def test_the_preview_mark_stands_in_both_headers_of_a_preview_only(language):
    mark = texts(language)["document.preview"]
    for options, expected in (({"is_preview"}, 2), (set(), 0)):
        rendered = render(template(language), words(first_choices() | options))
        with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
            headers = [archive.read(f"word/header{n}.xml").decode() for n in (1, 2)]
        assert sum(mark in plain(header) for header in headers) == expected


def test_every_word_is_used_or_left_out_on_purpose():
    report = check(template("nl"), kind="processing-agreement", language="nl")
    used = set(report.words)
    leaves = set(_leaves(WORDS, ""))
    assert used <= leaves
    left = {leaf for leaf in leaves - used if not any(u.startswith(f"{leaf}.") for u in used)}
    assert left == UNUSED


def _leaves(shape, before):
    for name, kind in shape.items():
        if isinstance(kind, Group | Rows):
            if isinstance(kind, Rows):
                yield before + name
            yield from _leaves(kind.words, f"{before}{name}.")
        else:
            yield before + name


def test_the_options_cover_each_pair():
    assert 10 < len(covering_options()) < 60
    assert len(switches()) > 40
