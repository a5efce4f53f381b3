"""Drafting: versions of frozen facts, written whole or not at all."""

import dataclasses
import json
import re
import threading
from datetime import date
from pathlib import Path

import pytest

from dpa_manager.actions import configuring, drafting, engaging, mapping, measuring
from dpa_manager.actions.drafting import DraftChoices, DraftRefused, draft_agreement
from dpa_manager.actions.housekeeping import fsck
from dpa_manager.actions.templating import add_template
from dpa_manager.documents.building.template import build_template
from dpa_manager.documents.building.texts import read_texts
from dpa_manager.documents.converter import Converter
from dpa_manager.documents.reader import read_document
from dpa_manager.documents.renderer import render
from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.facts_json import facts_from_json, facts_sha256
from dpa_manager.domain.wording import Edition, words
from dpa_manager.models import TABLES, AgreementVersion, Client, Document
from dpa_manager.models.event import Event, EventPersonal
from dpa_manager.models.template import TemplateVersion
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lists import read_lists
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from tests.actions.complete_house import ENGAGEMENT, doing

TEXTS = Path(__file__).resolve().parents[2] / "templates" / "processing-agreement" / "text"


def draft(toolbox, language="", **choices):
    """Draft the complete engagement."""
    chosen = DraftChoices(language=language, **choices)
    return draft_agreement(ENGAGEMENT, choices=chosen, **doing(toolbox))


def everything(toolbox):
    """How many rows each table has, and which files there are."""
    files = {path.name for path in toolbox.store.folder.rglob("*") if path.is_file()}
    return {table.__name__: table.select().count() for table in TABLES}, files


def text_of(document, *, toolbox):
    """The text of a stored DOCX with plain spaces."""
    return read_document(toolbox.store.read(document.sha256)).text.replace("\u00a0", " ")


def facts_now(toolbox):
    return gather_facts(ENGAGEMENT, on=toolbox.today())


WORKS = "printf '%%PDF-1.7\n%%%%EOF' > out/0.pdf"
FAULTS = {
    "missing": (None, "not installed"),
    "failing": ("exit 1", "could not make a PDF"),
    "hanging": ("exec /bin/sleep 60", "took too long"),
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Puts a program in LibreOffice's place: `office(script)`, or none at all: `office(None)`."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(script):
        program = folder / "soffice"
        program.unlink(missing_ok=True)
        if script is not None:
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)

    return put


def with_converter(toolbox):
    """The house with a converter that soon loses its patience."""
    return dataclasses.replace(
        toolbox, converter=Converter(start_seconds=1, seconds_per_document=0.1)
    )


def test_a_complete_engagement_gives_version_one_with_the_facts_of_now(complete_toolbox):
    facts = facts_now(complete_toolbox)
    drafted = draft(complete_toolbox)
    version = AgreementVersion.get()
    assert (drafted.version, drafted.language, drafted.reference) == (1, "nl", ENGAGEMENT)
    assert facts_from_json(version.facts) == facts
    assert version.facts_sha256 == facts_sha256(facts) == drafted.facts_sha256
    assert version.dated_on == date(2026, 11, 24)
    assert drafted.docx.size == len(complete_toolbox.store.read(drafted.docx.sha256))
    assert fsck(complete_toolbox).findings == []


def test_the_public_id_and_a_reference_in_lower_case_name_the_same(complete_sqlite_toolbox):
    first = draft(complete_sqlite_toolbox)
    public_id = find_engagement(ENGAGEMENT).public_id
    for name in (public_id, ENGAGEMENT.lower()):
        again = draft_agreement(name, choices=DraftChoices(), **doing(complete_sqlite_toolbox))
        assert again.docx == first.docx


def test_the_event_tells_the_draft_and_keeps_names_where_they_can_be_erased(complete_toolbox):
    drafted = draft(complete_toolbox)
    event = Event.select().order_by(Event.id.desc()).first()
    client = Client.get()
    assert (event.act, event.chain) == ("agreement drafted", client.public_id)
    assert json.loads(event.details) == {
        "reference": ENGAGEMENT,
        "version": 1,
        "language": "nl",
        "docx": drafted.docx.sha256,
        "facts": drafted.facts_sha256,
        "template": TemplateVersion.get_by_id(drafted.docx.template_version_id).sha256,
    }
    personal = {
        row.name: row.value for row in EventPersonal.select().where(EventPersonal.event == event)
    }
    assert client.legal_name in personal["client"]
    assert client.legal_name not in event.details


def test_equal_facts_give_the_same_documents_and_no_event(complete_toolbox, clock):
    first = draft(complete_toolbox)
    before = everything(complete_toolbox)
    clock.move(days=1)
    again = draft(complete_toolbox)
    assert everything(complete_toolbox) == before
    assert (again.version, again.docx) == (1, first.docx)


def test_another_language_is_added_to_the_same_version(complete_toolbox, clock):
    draft(complete_toolbox)
    clock.move(days=1)
    for language in ("fr", "en"):
        assert draft(complete_toolbox, language).version == 1
    assert [row.language for row in Document.select().order_by(Document.id)] == ["nl", "fr", "en"]
    version = AgreementVersion.get()
    text = text_of(Document.get(language="fr"), toolbox=complete_toolbox)
    # The paper keeps the day of the version, whatever day the language was added.
    assert version.dated_on == date(2026, 11, 24)
    assert "24 novembre 2026" in text
    assert "25 novembre 2026" not in text


def test_a_changed_fact_gives_version_two_and_keeps_version_one(complete_toolbox):
    first = draft(complete_toolbox)
    engagement = find_engagement(ENGAGEMENT)
    engaging.change_terms(engagement, {"audit_notice_days": 21}, **doing(complete_toolbox))
    second = draft(complete_toolbox)
    assert (first.version, second.version) == (1, 2)
    assert first.agreement == second.agreement
    kept = AgreementVersion.get(AgreementVersion.number == 1)
    assert kept.facts_sha256 == first.facts_sha256
    assert facts_from_json(kept.facts).terms.audit_notice_days == 14
    texts = [text_of(one.docx, toolbox=complete_toolbox) for one in (first, second)]
    assert ["21 dagen" in text for text in texts] == [False, True]


def test_renamed_labels_and_edited_measures_leave_version_one_as_it_was(complete_toolbox):
    """DECISIONS 13: facts carry their printed words, and rendering them again gives the bytes."""
    first = draft(complete_toolbox)
    kept = AgreementVersion.get().facts
    rename_a_service_and_a_measure(complete_toolbox)
    version = AgreementVersion.get()
    assert version.facts == kept
    assert facts_now(complete_toolbox) != facts_from_json(kept)
    edition = Edition(
        reference=ENGAGEMENT,
        version=1,
        dated_on=version.dated_on,
        template_version="1",
        annex_version=version.annex_version,
        language="nl",
        languages=("nl",),
        facts_sha256=version.facts_sha256,
    )
    template = TemplateVersion.get_by_id(first.docx.template_version_id)
    rendered = render(
        complete_toolbox.store.read(template.sha256),
        words(facts_from_json(version.facts), edition=edition, language="nl"),
    )
    assert rendered == complete_toolbox.store.read(first.docx.sha256)
    assert draft(complete_toolbox).version == 2


def rename_a_service_and_a_measure(toolbox):
    kinds = read_lists("service_kinds").service_kinds
    renamed = dataclasses.replace(kinds["hosting"], label=Phrase.same("Hosting (new name)"))
    configuring.change_list_item("service_kinds", renamed, **doing(toolbox))
    measures = measuring.measures_of(measuring.newest_measure_set())
    edited = [dataclasses.replace(one, text=Phrase.same(f"New: {one.key}")) for one in measures]
    newest = measuring.publish_measure_set(
        Phrase.same("Edited"), edited, dated_on=toolbox.today(), **doing(toolbox)
    )
    engagement = find_engagement(ENGAGEMENT)
    chosen = [
        measuring.MeasureChoice(m.key, (1,) if m.heading == "S" else ())
        for m in edited
        if m.heading != "S" or m.key in ("TOM-S-PURPOSE", "TOM-S-ACCESSLIST")
    ]
    measuring.choose_measures(engagement, chosen, measure_set=newest, **doing(toolbox))


def test_what_blocks_is_named_and_nothing_is_written(complete_toolbox):
    engagement = find_engagement(ENGAGEMENT)
    engaging.change_terms(engagement, {"return_format": ""}, **doing(complete_toolbox))
    mapping.set_locations(engagement, activity=1, locations=(), **doing(complete_toolbox))
    before = everything(complete_toolbox)
    with pytest.raises(DraftRefused) as refusal:
        draft(complete_toolbox)
    assert everything(complete_toolbox) == before
    rules = {problem.rule for problem in refusal.value.problems}
    assert {problem.severity.value for problem in refusal.value.problems} == {"BLOCK"}
    assert rules
    for rule in rules:
        assert rule in refusal.value.sentence.en


def warned(toolbox):
    """Make a warning fire: French is not the client's language, and no version prevails."""
    engaging.change_terms(
        find_engagement(ENGAGEMENT), {"language_mode": "single"}, **doing(toolbox)
    )


@pytest.mark.parametrize("reasons", [{}, {"R-LANG-1": "  "}, {"R-LANG-4": "Asked for."}])
def test_a_warning_without_its_reason_is_refused_and_nothing_written(
    complete_sqlite_toolbox, reasons
):
    warned(complete_sqlite_toolbox)
    before = everything(complete_sqlite_toolbox)
    with pytest.raises(DraftRefused) as refusal:
        draft(complete_sqlite_toolbox, "fr", reasons=reasons)
    assert refusal.value.code == "draft-reason-missing"
    assert [problem.rule for problem in refusal.value.problems] == ["R-LANG-1"]
    assert everything(complete_sqlite_toolbox) == before


def test_a_reason_lets_a_warning_pass_and_is_kept(complete_toolbox):
    warned(complete_toolbox)
    reasons = {"R-LANG-1": " The client asked for French. ", "R-NONE": "idle"}
    drafted = draft(complete_toolbox, "fr", reasons=reasons)
    assert drafted.version == 1
    assert AgreementVersion.get().reasons == {"R-LANG-1": "The client asked for French."}
    event = Event.select().order_by(Event.id.desc()).first()
    reason = EventPersonal.get(EventPersonal.event == event, EventPersonal.name == "reasons")
    assert json.loads(reason.value) == {"R-LANG-1": "The client asked for French."}
    # The reason holds for the version: another language asks for none again.
    assert draft(complete_toolbox, "en").version == 1


@pytest.mark.parametrize("choices", [{"template": "no-such"}, {"language": "de"}])
def test_a_template_that_is_not_there_is_not_found(complete_sqlite_toolbox, choices):
    before = everything(complete_sqlite_toolbox)
    with pytest.raises(NotFound) as error:
        draft_agreement(
            ENGAGEMENT, choices=DraftChoices(**choices), **doing(complete_sqlite_toolbox)
        )
    assert error.value.code == "no-template"
    assert everything(complete_sqlite_toolbox) == before


def test_without_a_converter_the_docx_stays_and_a_later_draft_makes_the_pdf(
    complete_toolbox, office
):
    drafted = draft(complete_toolbox)
    assert drafted.pdf is None
    assert drafted.pdf_problem.en
    office(WORKS)
    again = draft(with_converter(complete_toolbox))
    assert (again.version, again.docx) == (1, drafted.docx)
    assert again.pdf_problem is None
    assert complete_toolbox.store.read(again.pdf.sha256).startswith(b"%PDF")
    acts = [row.act for row in Event.select().order_by(Event.id.desc()).limit(2)]
    assert acts == ["agreement converted", "agreement drafted"]


@pytest.mark.parametrize("fault", FAULTS)
def test_an_office_at_fault_keeps_the_version_and_drafting_again_makes_the_pdf(
    complete_sqlite_toolbox, office, fault
):
    house, (script, told) = with_converter(complete_sqlite_toolbox), FAULTS[fault]
    office(script)
    failed = draft(house)
    assert (failed.version, failed.pdf) == (1, None)
    assert told in failed.pdf_problem.en
    assert house.store.read(failed.docx.sha256)
    office(WORKS)
    worked = draft(house)
    assert (worked.version, worked.docx, worked.pdf_problem) == (1, failed.docx, None)
    assert AgreementVersion.select().count() == 1
    assert draft(house).pdf == worked.pdf


def at_once(toolbox, jobs):
    """Run each job on a thread of its own, all let go at the same moment."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def work(number, job):
        with toolbox.connected():
            barrier.wait(timeout=20)
            try:
                results[number] = job()
            except Exception as error:
                results[number] = error

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results


def test_six_threads_drafting_the_same_make_one_version(complete_toolbox, office):
    # Each call of this office makes other bytes, as LibreOffice does.
    office("printf '%%PDF-1.7 '$$'\\n%%%%EOF' > out/0.pdf")
    house = dataclasses.replace(complete_toolbox, converter=Converter())
    results = at_once(house, [lambda: draft(house)] * 6)
    assert [type(result) for result in results] == [drafting.Drafted] * 6
    assert {(result.version, result.docx.id, result.pdf.id) for result in results} == {
        (1, results[0].docx.id, results[0].pdf.id)
    }
    assert AgreementVersion.select().count() == 1
    assert Document.select().count() == 2
    acts = [row.act for row in Event.select()]
    assert (acts.count("agreement drafted"), acts.count("agreement converted")) == (1, 1)
    assert fsck(house).findings == []


def test_threads_drafting_three_languages_make_one_version_of_three(complete_toolbox):
    jobs = [lambda language=language: draft(complete_toolbox, language) for language in LANGUAGES]
    results = at_once(complete_toolbox, jobs * 2)
    assert [type(result) for result in results] == [drafting.Drafted] * 6
    assert {result.version for result in results} == {1}
    assert AgreementVersion.select().count() == 1
    languages = [row.language for row in Document.select()]
    assert sorted(languages) == ["en", "fr", "nl"]


def test_the_newest_version_never_holds_older_facts_than_the_one_before(complete_toolbox):
    """Somebody drafts while somebody else changes: whoever comes late looks at the facts anew."""
    days = range(15, 23)

    def change_and_draft(number):
        engagement = find_engagement(ENGAGEMENT)
        engaging.change_terms(engagement, {"audit_notice_days": number}, **doing(complete_toolbox))
        return draft(complete_toolbox)

    results = at_once(complete_toolbox, [lambda n=n: change_and_draft(n) for n in days])
    assert [type(result) for result in results] == [drafting.Drafted] * len(days)
    newest = AgreementVersion.select().order_by(AgreementVersion.number.desc()).first()
    assert newest.facts_sha256 == facts_sha256(facts_now(complete_toolbox))


def test_a_template_whose_reference_names_another_clause_is_refused_at_drafting(
    complete_sqlite_toolbox,
):
    house, right = complete_sqlite_toolbox, read_texts(TEXTS / "nl.toml")
    key = next(key for key, text in right.items() if "[[clSub]] (" in text)
    wrong = re.sub(r"\[\[clSub\]\] \([^)]+\)", "[[clSub]] (Onderaanneming)", right[key])
    for changed in ({key: wrong}, {}):
        add_template(
            build_template(right | changed, language="nl"),
            kind="processing-agreement",
            language="nl",
            **doing(house),
        )
        if changed:
            before = everything(house)
            with pytest.raises(DraftRefused) as refusal:
                draft(house)
            assert [problem.rule for problem in refusal.value.problems] == ["R-REF-1"]
            assert "Onderaanneming" in refusal.value.problems[0].sentence.nl
            assert everything(house) == before
    assert draft(house).version == 1
