"""Rendering: what docxtpl would give, to the letter, and nothing lost on the way."""

import io
import re
import threading
import zipfile
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from dpa_manager.documents.compiled_template import CompiledTemplate
from dpa_manager.documents.faults import BrokenTemplate, UndefinedWord, UnfitValue, ValueLost
from dpa_manager.documents.package import read_package
from dpa_manager.documents.readback import read_back
from dpa_manager.documents.reader import read_document
from dpa_manager.documents.reference_renderer import ReferenceTemplate
from dpa_manager.documents.renderer import TemplateCache, open_template, render
from dpa_manager.documents.template_environment import PRINTED, template_environment
from dpa_manager.documents.template_source import OpenedTemplate
from tests.documents.contexts import DOCXTPL_CHANGES, HARD_VALUES, words_of
from tests.documents.word_files import core, field, paragraph, run, table, word_file

SHIPPED = sorted(Path("templates/processing-agreement").glob("*.docx"))
VALUES_DOCXTPL_KEEPS = tuple(
    value for value in HARD_VALUES if not any(mark in value for mark in DOCXTPL_CHANGES)
)
WORDS_OF_THE_SMALL = {
    "name": "A & B",
    "group": {"text": "in a group"},
    "rows": [{"label": "one", "lines": ["x", "y"]}, {"label": "<two>", "lines": []}],
    "yes": True,
    "no": False,
}


def small_template(extra=""):
    """A template with a table of rows, conditions, split tags, references and every filled part."""
    return word_file(
        paragraph("Before {{ name }} and {{ group.text }}, ")
        + f"<w:p>{run('See ')}{field('REF clEnd')}{run(' and ')}{field('REF clFirst')}</w:p>"
        + paragraph("First", style="Heading1", bookmark="clFirst")
        + paragraph("{%p if yes %}")
        + paragraph("Optional", style="Heading1")
        + paragraph("{%p endif %}")
        + paragraph("End", style="Heading1", bookmark="clEnd")
        + table(
            ("head", "head"),
            ("{%tr for row in rows %}",),
            ("{{ row.label }}", "{% for line in row.lines %}{{ line }};{% endfor %}"),
            ("{%tr endfor %}",),
        )
        + f"<w:p>{run('{')}{run('{ na')}{run('me }')}{run('}')}</w:p>"
        + paragraph("{% if no %}never{% else %}always{% endif %} ")
        + extra,
        header=paragraph("Header {{ name }}"),
        footer=paragraph("Footer without words"),
        notes={"footnotes": f'<w:footnote w:id="2">{paragraph("Note {{ name }}")}</w:footnote>'},
        properties=core(title="Title {{ name }}"),
    )


def canonical_parts(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n")
            for name in archive.namelist()
        }


def rendered_by_docxtpl(template, words):
    """Plain docxtpl and then the numbers of references: what the fast way has to equal."""
    return ReferenceTemplate(template, OpenedTemplate(template)).fill(words).docx


@pytest.mark.parametrize("template", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(12))
def test_a_shipped_template_comes_out_as_docxtpl_fills_it(template, seed):
    data = template.read_bytes()
    words = words_of(seed, values=VALUES_DOCXTPL_KEEPS, rows=seed % 4) | {"has_transfers": True}
    expected = canonical_parts(rendered_by_docxtpl(data, words))
    given = canonical_parts(render(data, words))
    assert given.keys() == expected.keys()
    for part in given.keys() - {"docProps/core.xml"}:
        assert given[part] == expected[part], part


@pytest.mark.parametrize("value", VALUES_DOCXTPL_KEEPS)
@pytest.mark.parametrize("yes", [True, False])
def test_every_part_equals_plain_docxtpl_save_the_properties(value, yes):
    template = small_template()
    words = WORDS_OF_THE_SMALL | {"name": value, "yes": yes, "rows": []}
    given = canonical_parts(render(template, words))
    plain = DocxTemplate(io.BytesIO(template))
    plain.render({**words, PRINTED: []}, template_environment(), autoescape=True)
    saved = io.BytesIO()
    plain.save(saved)
    expected = canonical_parts(saved.getvalue())
    # docxtpl writes no numbers into references; it leaves what the template showed there.
    body = given["word/document.xml"]
    given["word/document.xml"] = re.sub(rb"(<w:t[^>]*>)[123](?=</w:t>)", rb"\g<1>99", body)
    assert given.keys() == expected.keys()
    for part in given.keys() - {"docProps/core.xml"}:
        assert given[part] == expected[part], part


def test_plain_docxtpl_escapes_properties_twice_and_we_once():
    words = WORDS_OF_THE_SMALL | {"name": "A & B"}
    assert (
        b"Title A &amp; B<" in canonical_parts(render(small_template(), words))["docProps/core.xml"]
    )


@pytest.mark.parametrize("value", HARD_VALUES)
def test_a_hard_value_stands_verbatim_in_every_part(value):
    docx = render(small_template(), WORDS_OF_THE_SMALL | {"name": value})
    read = read_document(docx).parts
    assert f"Before {value} and in a group, " in read["word/document.xml"]
    assert value in "\x1e".join(read["word/document.xml"]).replace(f"Before {value}", "", 1)
    assert read["word/header1.xml"] == (f"Header {value}",)
    assert read["word/footnotes.xml"] == (f"Note {value}",)


def test_references_show_the_numbers_of_what_was_printed():
    with_option = render(small_template(), WORDS_OF_THE_SMALL)
    without = render(small_template(), WORDS_OF_THE_SMALL | {"yes": False})
    assert "See 3 and 1" in read_document(with_option).text
    assert "See 2 and 1" in read_document(without).text


def test_a_reference_to_a_clause_that_vanished_is_an_error():
    template = small_template(
        f"<w:p>{field('REF clGone')}</w:p>"
        + paragraph("{%p if yes %}")
        + paragraph("Gone", style="Heading1", bookmark="clGone")
        + paragraph("{%p endif %}")
    )
    assert "4" in read_document(render(template, WORDS_OF_THE_SMALL)).text
    with pytest.raises(BrokenTemplate, match="clGone"):
        render(template, WORDS_OF_THE_SMALL | {"yes": False})


def test_equal_words_give_equal_bytes_from_a_fresh_compilation():
    first = open_template(small_template()).fill(WORDS_OF_THE_SMALL).docx
    again = open_template(small_template()).fill(dict(WORDS_OF_THE_SMALL)).docx
    assert first == again
    assert first != open_template(small_template()).fill(WORDS_OF_THE_SMALL | {"name": "C"}).docx


def test_a_template_without_properties_is_deterministic_too():
    template = word_file(paragraph("{{ name }}"), properties="")
    assert "docProps/core.xml" not in canonical_parts(render(template, {"name": "x"}))


def test_a_table_that_changes_its_columns_is_left_to_docxtpl():
    cell = "{%tc for row in rows %}", "{{ row.label }}", "{%tc endfor %}"
    template = word_file(table(("a", "b", "c"), cell))
    assert isinstance(open_template(template), ReferenceTemplate)
    assert isinstance(open_template(small_template()), CompiledTemplate)
    read = read_document(render(template, WORDS_OF_THE_SMALL)).parts["word/document.xml"]
    assert read == ("a", "b", "c", "one", "<two>")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({k: v for k, v in WORDS_OF_THE_SMALL.items() if k != "name"}, "name"),
        (WORDS_OF_THE_SMALL | {"group": {}}, "text"),
        (WORDS_OF_THE_SMALL | {"rows": [{"label": "one"}]}, "lines"),
    ],
)
def test_a_word_that_is_missing_is_named(words, name):
    with pytest.raises(UndefinedWord) as told:
        render(small_template(), words)
    assert (told.value.name, told.value.part) == (name, "word/document.xml")


class Row(dict):
    """Looks like plain data and is not."""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("bell \x07", "name"),
        ("vertical \x0b", "name"),
        ("carriage\r\nreturn", "name"),
        ("C1 \x85", "name"),
        ("half \ud800", "name"),
        ("none \uffff", "name"),
        (Markup("<b>"), "name"),
        (None, "name"),
        (7, "name"),
        (("a",), "name"),
        (Row(), "name"),
        ([{"x": "ok"}, {"x": "\x00"}], "name[2].x"),
        ({"items": "x"}, "name.items"),
        ({"_private": "x"}, "name._private"),
        ({"a b": "x"}, "name.a b"),
    ],
)
def test_a_value_that_fits_no_document_is_refused_by_name(value, name):
    with pytest.raises(UnfitValue) as told:
        render(small_template(), WORDS_OF_THE_SMALL | {"name": value})
    assert told.value.name == name


@pytest.mark.parametrize("value", ["line\nfeed", "a\ttab", "\u2028", "\ufffd", "\xa0"])
def test_a_value_at_the_edge_of_what_fits_is_taken(value):
    assert (
        value in read_document(render(small_template(), {**WORDS_OF_THE_SMALL, "name": value})).text
    )


def test_only_text_can_be_printed():
    template = word_file(paragraph("{{ yes }}"))
    with pytest.raises(BrokenTemplate, match="only text"):
        render(template, {"yes": True})


def test_a_value_that_was_lost_is_noticed():
    docx = read_package(render(small_template(), WORDS_OF_THE_SMALL))
    read_back(docx, {"word/document.xml": ["A & B", "in a group"]})
    with pytest.raises(ValueLost):
        read_back(docx, {"word/document.xml": ["A  B"]})
    with pytest.raises(ValueLost):
        read_back(docx, {"word/document.xml": ["in a group", "A & B", "in a group"]})
    with pytest.raises(ValueLost):
        read_back(docx, {"word/document.xml": ["A & B\nin a group"]})


def test_a_value_does_not_count_as_found_across_two_paragraphs():
    docx = read_package(word_file(paragraph("A ") + paragraph("and B")))
    with pytest.raises(ValueLost):
        read_back(docx, {"word/document.xml": ["A and B"]})


def test_xml_that_is_not_well_formed_is_an_error_and_not_mended():
    docx = read_package(word_file("<w:p><w:r><w:t>open</w:t></w:p>"))
    with pytest.raises(BrokenTemplate, match="well-formed"):
        read_back(docx, {"word/document.xml": []})


def test_the_cache_forgets_the_template_unused_longest():
    cache = TemplateCache(most=2)
    first, second, third = (word_file(paragraph(f"{{{{ name }}}} {n}")) for n in range(3))
    kept = cache.get(first)
    cache.get(second)
    assert cache.get(first) is kept
    cache.get(third)
    assert cache.get(first) is kept
    assert len(cache) == 2


def test_many_threads_filling_one_template_do_not_mix_their_values():
    template = small_template()
    wrong = []

    def fill(number):
        for turn in range(20):
            name = f"client {number} of turn {turn}"
            text = read_document(render(template, WORDS_OF_THE_SMALL | {"name": name})).text
            if text.count(name) != 4:
                wrong.append(name)

    threads = [threading.Thread(target=fill, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
