"""Templating: a checked file becomes the newest version, a refused one leaves nothing."""

import dataclasses
import resource
from pathlib import Path

import pytest

from dpa_manager.actions.templating import (
    TemplateRefused,
    add_shipped_templates,
    add_template,
    check_template,
)
from dpa_manager.documents.building.template import build_template
from dpa_manager.documents.building.texts import read_texts
from dpa_manager.domain.errors import NotFound
from dpa_manager.models import Template, TemplateVersion
from dpa_manager.models.event import Event
from dpa_manager.queries.templates import template_facts, version_in_use, versions_in_use
from dpa_manager.vocabulary.phrase import LANGUAGES
from tests.actions.complete_house import doing
from tests.documents.word_files import paragraph, word_file

KIND = "processing-agreement"
SHIPPED = Path(__file__).resolve().parents[2] / "templates" / KIND
LOOP = "{% for a in subprocessors %}" * 3 + "x" + "{% endfor %}" * 3
HOSTILE = {
    "code": word_file(paragraph("{{ cycler.__init__.__globals__.os.popen('id').read() }}")),
    "a loop in loops": word_file(paragraph(LOOP)),
    "a page": b"<html><body>{{ client }}</body></html>",
    "nothing": b"",
    "a long tag": word_file(paragraph("{{ " + "a." * 50_000 + "b }}")),
}


def add(data, *, toolbox, language="nl"):
    return add_template(data, kind=KIND, language=language, **doing(toolbox))


def shipped(language="nl"):
    return (SHIPPED / f"{language}.docx").read_bytes()


def edited(word):
    """The Dutch template with another word in one of its texts."""
    texts = read_texts(SHIPPED / "text" / "nl.toml")
    key = "clFinal.heading"
    return build_template(texts | {key: f"{texts[key]} {word}"}, language="nl")


def test_the_shipped_templates_become_version_one_in_every_language(toolbox):
    add_shipped_templates(**doing(toolbox))
    versions = versions_in_use(KIND, languages=LANGUAGES)
    assert {version.template.language: version.number for version in versions} == dict.fromkeys(
        LANGUAGES, 1
    )
    for version in versions:
        assert toolbox.store.read(version.sha256) == shipped(version.template.language)
        assert version.size == len(shipped(version.template.language))
    assert [event.act for event in Event.select()] == ["template added"] * 3


def test_the_same_bytes_are_the_same_version_and_tell_nothing(toolbox):
    first = add(shipped(), toolbox=toolbox)
    again = add(shipped(), toolbox=toolbox)
    assert again == first
    assert TemplateVersion.select().count() == Event.select().count() == 1


def test_other_bytes_are_the_next_version_and_older_ones_stay(toolbox):
    versions = [add(data, toolbox=toolbox) for data in (shipped(), edited("twee"), shipped())]
    assert [version.number for version in versions] == [1, 2, 3]
    assert Template.select().count() == 1
    newest = version_in_use(KIND, language="nl")
    assert newest.number == 3
    assert toolbox.store.read(versions[1].sha256) == edited("twee")


def test_what_the_check_found_is_kept_for_the_rules(sqlite_toolbox):
    add(edited("met nadruk"), toolbox=sqlite_toolbox)
    facts = template_facts(version_in_use(KIND, language="nl"))
    assert (facts.kind, facts.language, facts.unknown_words) == (KIND, "nl", ())
    assert "met nadruk" in facts.clauses["clFinal"]
    assert {"sigclient", "sigkbits", "anMeasures"} <= facts.bookmarks


@pytest.mark.parametrize("what", HOSTILE)
def test_a_refused_template_leaves_neither_row_nor_file_nor_event(sqlite_toolbox, what):
    with pytest.raises(TemplateRefused) as refusal:
        add(HOSTILE[what], toolbox=sqlite_toolbox)
    assert refusal.value.report.problems
    assert str(len(refusal.value.report.problems)) in refusal.value.sentence.en
    assert Template.select().count() == Event.select().count() == 0
    assert not list(sqlite_toolbox.store.folder.rglob("*"))


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_template_is_refused_within_a_second_of_work(what):
    """Computing time, start of the sandbox included: the clock on the wall counts others' too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = check_template(HOSTILE[what], kind=KIND, language="nl")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert not report.is_accepted
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.5


def test_a_folder_without_the_shipped_files_is_told_by_name(sqlite_toolbox, tmp_path):
    empty = dataclasses.replace(
        sqlite_toolbox, config=dataclasses.replace(sqlite_toolbox.config, templates=tmp_path)
    )
    with pytest.raises(NotFound) as error:
        add_shipped_templates(**doing(empty))
    assert f"{KIND}/nl.docx" in error.value.sentence.en


def test_a_template_that_is_not_in_use_is_not_found(sqlite_toolbox):
    add(shipped(), toolbox=sqlite_toolbox)
    Template.update(is_active=False).execute()
    with pytest.raises(NotFound) as error:
        version_in_use(KIND, language="nl")
    assert error.value.code == "no-template"
