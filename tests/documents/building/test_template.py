"""The built templates: committed as built, equal in every language, and taken back to words."""

import re
import zipfile
from io import BytesIO

import pytest

from dpa_manager.documents.building.__main__ import main
from dpa_manager.documents.building.skeleton import drift
from dpa_manager.documents.building.take import TakeError, take
from dpa_manager.documents.building.template import build_folder, build_template, keys_in_use
from dpa_manager.documents.building.texts import read_texts
from dpa_manager.documents.template_check import check
from dpa_manager.domain.template_words import (
    ANNEXES,
    CLAUSES,
    OPTIONAL_CLAUSES,
    SECOND_SIGNATURE_PLACES,
    SIGNATURE_PLACES,
)
from tests.documents.building.shipped import (
    FOLDER,
    WRITTEN,
    W,
    body,
    paragraph_text,
    template,
    texts,
)

each_language = pytest.mark.parametrize("language", WRITTEN)


def parts(docx):
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def with_document(docx, change):
    """The same DOCX with the text of word/document.xml changed."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts(docx):
            if name == "word/document.xml":
                changed = change(content.decode())
                assert changed != content.decode()
                content = changed.encode()
            archive.writestr(name, content)
    return target.getvalue()


@each_language
def test_two_builds_give_equal_bytes(language):
    assert build_template(texts(language), language=language) == build_template(
        texts(language), language=language
    )


@each_language
def test_the_committed_template_is_the_one_built_from_its_words(language):
    built = build_template(texts(language), language=language)
    assert parts(template(language)) == parts(built)


def test_changed_words_give_another_template():
    changed = texts("nl") | {"clSub.none": "Andere woorden."}
    assert parts(build_template(changed, language="nl")) != parts(template("nl"))


@each_language
def test_a_text_file_has_exactly_the_keys_of_the_structure(language):
    assert set(texts(language)) == set(keys_in_use())


@each_language
def test_text_files_keep_the_order_of_the_dutch_one(language):
    assert list(texts(language)) == list(texts("nl"))


def test_a_missing_text_stops_the_build():
    rest = {key: text for key, text in texts("nl").items() if key != "clSub.none"}
    with pytest.raises(KeyError, match=r"clSub\.none"):
        build_template(rest, language="nl")


@pytest.mark.parametrize("content", ['[a]\nb = ""', "[a]\nb = 1", 'a = "b"'])
def test_a_text_without_words_is_refused(tmp_path, content):
    path = tmp_path / "nl.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="no words|no section"):
        read_texts(path)


@each_language
def test_the_skeleton_is_that_of_the_dutch_template(language):
    assert drift(template("nl"), template(language)) == []


def test_a_clause_deleted_in_one_file_is_one_line_of_drift():
    def without_a_paragraph(xml):
        start = xml.rindex("<w:p>", 0, xml.index("Wie een recht niet meteen"))
        return xml[:start] + xml[xml.index("</w:p>", start) + len("</w:p>") :]

    other = with_document(template("nl"), without_a_paragraph)
    assert drift(template("nl"), other) == ["-[document] dpa clause"]


def test_a_changed_tag_is_drift_and_changed_words_are_not():
    other = with_document(
        template("nl"), lambda xml: xml.replace("{{ terms.breach_notice_hours }}", "24 uur")
    )
    assert len(drift(template("nl"), other)) == 2
    other = with_document(template("nl"), lambda xml: xml.replace("Zwijgen is", "Stilte is"))
    assert drift(template("nl"), other) == []


@each_language
def test_take_gives_back_the_words_that_were_built(language):
    assert take(template(language)) == texts(language)


def test_an_edit_in_word_fashion_comes_back_as_exactly_that_text():
    def edited(xml):
        # Word splits an edited run and marks spelling between the pieces.
        before = "Zwijgen is een weigering."
        after = (
            'Wie zwijgt, </w:t></w:r><w:proofErr w:type="spellStart"/>'
            '<w:r><w:t xml:space="preserve">weigert.'
        )
        return xml.replace(before, after)

    found = take(with_document(template("nl"), edited))
    changed = {key for key, text in found.items() if text != texts("nl")[key]}
    assert changed == {"clSub.specific_silence"}
    assert found["clSub.specific_silence"].startswith("Wie zwijgt, weigert. Zonder")


def test_a_file_with_another_number_of_paragraphs_gives_no_words():
    other = with_document(
        template("nl"), lambda xml: xml.replace("<w:sectPr>", "<w:p/><w:sectPr>", 1)
    )
    with pytest.raises(TakeError, match="paragraphs expected"):
        take(other)


@each_language
def test_every_clause_annex_and_signature_place_is_bookmarked_once(language):
    root = body(template(language))
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    expected = (*CLAUSES, *OPTIONAL_CLAUSES, *SIGNATURE_PLACES, *SECOND_SIGNATURE_PLACES, *ANNEXES)
    assert sorted(names) == sorted(expected)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,39}", name) for name in names)
    assert [name for name in names if name in CLAUSES] == list(CLAUSES)


@each_language
def test_the_upload_check_finds_nothing_to_say(language):
    report = check(template(language), kind="processing-agreement", language=language)
    assert report.problems == ()


@each_language
def test_title_and_language_are_in_the_properties(language):
    core = dict(parts(template(language)))["docProps/core.xml"].decode()
    locale = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}[language]
    assert f"{texts(language)['document.title']}" in core.replace("\u00a0", " ")
    assert "{{ reference }}" in core
    assert f"<dc:language>{locale}</dc:language>" in core


@each_language
def test_a_tag_stands_alone_in_its_paragraph(language):
    for paragraph in body(template(language)).iter(f"{W}p"):
        text = paragraph_text(paragraph)
        if "{%" in text:
            assert re.fullmatch(
                r"\{%(p|tr) (if|for) [\w. ]+ %\}|\{%(p|tr) (endif|endfor) %\}", text
            )


def test_the_command_builds_every_language_it_has_words_for(tmp_path, capsys):
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "nl.toml").write_bytes((FOLDER / "text" / "nl.toml").read_bytes())
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'nl.docx'}\n"
    assert (tmp_path / "nl.docx").read_bytes() == build_template(texts("nl"), language="nl")
    assert build_folder(tmp_path) == (tmp_path / "nl.docx",)
