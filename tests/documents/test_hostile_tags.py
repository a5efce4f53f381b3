"""Hostile templates: code and endless work in tags are refused, quickly and with the place."""

import io

import pytest
from docxtpl import DocxTemplate

from dpa_manager.documents.faults import BrokenTemplate
from dpa_manager.documents.renderer import open_template
from tests.documents.refusing import BODY, CODE, FOOTER, HEADER, ORDINARY, note, refusals
from tests.documents.word_files import core, field, paragraph, relation, run, table, word_file

CORE = "docProps/core.xml"


def app(text):
    return {
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'extended-properties"><Company>{text}</Company></Properties>'
        )
    }


def custom(text):
    return {
        "docProps/custom.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'docPropsVTypes"><property pid="2" name="x"><vt:lpwstr>{text}</vt:lpwstr></property>'
            "</Properties>"
        )
    }


def loops(*openings):
    """Loops inside each other, a paragraph a tag."""
    tags = [*openings, "{{ a.title }}", *["{%p endfor %}"] * len(openings)]
    return "".join(paragraph(tag) for tag in tags)


HOSTILE_TAGS = {
    "code in the body": (word_file(ORDINARY + paragraph(CODE)), BODY, 2),
    "code in a table": (word_file(ORDINARY + table((CODE,))), BODY, 2),
    "code in the header": (word_file(ORDINARY, header=paragraph("x") + paragraph(CODE)), HEADER, 2),
    "code in the footer": (word_file(ORDINARY, footer=paragraph(CODE)), FOOTER, 1),
    "code in a footnote": (
        word_file(ORDINARY, notes=note("footnote", CODE)),
        "word/footnotes.xml",
        1,
    ),
    "code in an endnote": (
        word_file(ORDINARY, notes=note("endnote", CODE)),
        "word/endnotes.xml",
        0,
    ),
    "code in the title": (word_file(ORDINARY, properties=core(title=CODE)), CORE, 0),
    "code in the keywords": (
        word_file(ORDINARY, properties=core(extra=f"<dc:rights>{CODE}</dc:rights>")),
        CORE,
        0,
    ),
    "code in the application's properties": (
        word_file(ORDINARY, parts=app(CODE)),
        "docProps/app.xml",
        0,
    ),
    "code in own properties": (word_file(ORDINARY, parts=custom(CODE)), "docProps/custom.xml", 0),
    "code cut into runs": (
        word_file(f"<w:p>{run('{')}{run('{ x.__cl')}{run('ass__ }')}{run('}')}</w:p>"),
        BODY,
        1,
    ),
    "code over two paragraphs": (
        word_file(paragraph("a {") + paragraph("{ x.__class__ }}")),
        BODY,
        1,
    ),
    "code in a field": (word_file(f"<w:p>{field('REF {{ x }}')}</w:p>"), BODY, 1),
    "code in an attribute": (
        word_file('<w:p w:rsidR="{{ x.__class__ }}"><w:r><w:t>x</w:t></w:r></w:p>'),
        BODY,
        1,
    ),
    "code in a style": (
        word_file(
            ORDINARY,
            parts={
                "word/settings.xml": '<w:settings xmlns:w="http://schemas.openxmlformats.org/'
                'wordprocessingml/2006/main"><w:docVars><w:docVar w:name="a" '
                'w:val="{{ x }}"/></w:docVars></w:settings>'
            },
        ),
        "word/settings.xml",
        0,
    ),
}
EXPRESSIONS = [
    "{{ lipsum.__globals__ }}",
    "{{ client.legal_name.upper() }}",
    "{{ client['legal_name'] }}",
    "{{ client.items }}",
    "{{ client.__class__ }}",
    "{{ _private }}",
    "{{ 9 ** 9 ** 7 }}",
    "{{ 'A' * 300000000 }}",
    "{{ client.legal_name | upper }}",
    "{{ range(9) }}",
    "{{ 1 if is_preview else 2 }}",
    "{{ client.legal_name ~ title }}",
    "{{ client.legal_name == title }}",
    "{%p set x = title %}",
    "{%p include 'x' %}",
    "{%p import 'x' as y %}",
    "{%p macro m() %}",
    "{%p block b %}",
    "{%p call x() %}",
    "{%p filter upper %}",
    "{%p raw %}",
    "{%p extends 'x' %}",
    "{{p title }}",
    "{{r title }}",
    "{%- if is_preview %}",
    "{% cellbg title %}",
    "{% colspan title %}",
    "{% hm %}",
    "{_{ title }_}",
    "{{ " + "(" * 140 + "title" + ")" * 140 + " }}",
    "{{ " + "not " * 70 + "title }}",
    "{{ title " + "x" * 400 + " }}",
    "{{ title",
    "title }}",
    "{% if is_preview",
    "{# never closed",
    "a { brace",
]
LOOPS_WITHOUT_END = {
    "product of one list": (
        "{%p for a in activities %}",
        "{%p for b in activities %}",
        "{%p for c in activities %}",
    ),
    "product of two lists": ("{%p for a in activities %}", "{%p for b in flows %}"),
    "product of a row's list": (
        "{%p for a in activities %}",
        "{%p for b in a.data %}",
        "{%p for c in a.data %}",
    ),
    "computed": ("{%p for a in range(99999) %}",),
    "recursive": ("{%p for a in activities recursive %}",),
    "with a condition": ("{%p for a in activities if a.title %}",),
    "two names": ("{%p for a, b in activities %}",),
}


def test_an_ordinary_document_is_accepted():
    """The nearest thing that is not hostile: words, loops, every part, a link to the web."""
    body = (
        paragraph("{{ client.legal_name }} {% if is_preview %}preview{% else %}issued{% endif %}")
        + loops("{%p for a in activities %}")
        + table(("{%tr for r in recipients %}",), ("{{ r.name }}",), ("{%tr endfor %}",))
        + f"<w:p>{field('PAGE')}{field('NUMPAGES')}</w:p>"
        + f"<w:p>{run('{')}{run('{ ti')}{run('tle }')}{run('}')}</w:p>"
        + "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r></w:p>"
    )
    data = word_file(
        body,
        header=paragraph("{{ title }}"),
        footer=paragraph("{{ reference }}"),
        notes=note("footnote", "{{ title }}"),
        properties=core(title="{{ reference }}"),
        relations=relation("web", "hyperlink", "https://example.com/", is_external=True),
    )
    assert refusals(data) == []


@pytest.mark.parametrize("name", HOSTILE_TAGS)
def test_code_is_refused_wherever_it_stands(name):
    data, part, number = HOSTILE_TAGS[name]
    found = refusals(data)
    assert (found[0].place.part, found[0].place.paragraph) == (part, number)
    assert all(found[0].sentence.as_dict().values())


@pytest.mark.parametrize("tag", EXPRESSIONS)
def test_what_is_not_a_word_an_if_or_a_for_is_refused(tag):
    closing = "{%p endfor %}" if tag.startswith("{%p") else ""
    found = refusals(word_file(ORDINARY + paragraph(tag) + (paragraph(closing) if closing else "")))
    assert found
    assert (found[0].place.part, found[0].place.paragraph) == (BODY, 2)


@pytest.mark.parametrize("name", LOOPS_WITHOUT_END)
def test_a_loop_that_could_go_on_without_end_is_refused(name):
    found = refusals(word_file(ORDINARY + loops(*LOOPS_WITHOUT_END[name])))
    assert found[0].place.part == BODY
    assert found[0].place.paragraph >= 2


def test_a_loop_over_the_rows_of_its_own_row_is_accepted():
    body = loops("{%p for a in activities %}", "{%p for d in a.data %}")
    assert refusals(word_file(body)) == []


@pytest.mark.parametrize("depth", [40, 300])
def test_conditions_inside_each_other_end_somewhere(depth):
    body = paragraph("{%p if is_preview %}") * depth + paragraph("{%p endif %}") * depth
    assert refusals(word_file(body))[0].code == "nested-too-deep"


def test_the_renderer_holds_to_the_allow_list_without_the_check():
    for tag in (CODE, "{{ x() }}", "{{ 9 ** 9 }}", "{{ x.items }}", "{_{ x }_}"):
        with pytest.raises(BrokenTemplate):
            open_template(word_file(paragraph(tag)))
        with pytest.raises(BrokenTemplate):
            open_template(word_file(ORDINARY, header=paragraph(tag)))
    open_template(word_file(paragraph("{{ x }}")))


def test_docxtpl_by_itself_runs_what_is_refused_here(tmp_path):
    """The proof that the code in these files does something."""
    victim = tmp_path / "was here"
    tag = "{{ cycler.__init__.__globals__.os.mkdir('" + str(victim) + "') }}"
    data = word_file(paragraph(tag))
    DocxTemplate(io.BytesIO(data)).render({})
    assert victim.is_dir()
    victim.rmdir()
    assert refusals(data)
    with pytest.raises(BrokenTemplate):
        open_template(data)
    assert not victim.exists()


@pytest.mark.parametrize(
    "tag",
    [
        "{{ " * 30_000,
        "{% " * 30_000,
        "{{p a" * 20_000,
        "{" * 200_000,
        "{%" + " " * 100_000 + "colspan x",
        "{{ a }}" * 40_000,
    ],
    ids=["open prints", "open tags", "open paragraphs", "braces", "spaces", "unknown words"],
)
def test_tags_made_to_take_time_are_refused_quickly(tag):
    assert refusals(word_file(ORDINARY + paragraph(tag)))
