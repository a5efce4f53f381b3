"""Every form by enumeration: its token, only its own fields, and whatever people may type.

What people may type goes into each field for words of every form, and into one field of each other
kind; strange fields and parameters are tried in turns, three or four of them a form or page. The
long proofs (`prove`) try everything in every field of every form, on every page.
"""

import lxml.html
import pytest

from dpa_manager.models import TABLES
from tests.access.asking import open_cells, rules_that_take
from tests.access.browsing import Browsing
from tests.access.cells import NARROW, cells_of
from tests.access.people import PERSONAS

BY_NAME = {persona.name: persona for persona in PERSONAS}
COLUMNS = sorted({f.column_name for table in TABLES for f in table._meta.sorted_fields})
PROMOTIONS = {
    "role": "admin",
    "is_active": "y",
    "is_staff": "1",
    "client_id": "1",
    "client": "1",
    "user_id": "1",
    "ended_at": "",
    "state": "in_force",
    "stage": "open",
    "id": "1",
}
HOSTILE = {
    "a name like a tag": 'A & B <"Sons">',
    "a script": "<script>alert(1)</script>",
    "a template": "{{ 7*7 }}{% raw %}",
    "3,000 characters": "ë" * 3000,
    "a NUL": "a\x00b",
    "a line that ends": "a\r\nSet-Cookie: b=c",
    "turned around": "a\u202eb",
    "an emoji": "👩\u200d⚖️",
    "a bell": "a\x07b",
    "a wildcard": "%_\\",
    "a number too large": "9" * 40,
    "nothing at all": "",
}
# What is looked for on the pages afterwards, too.
SHOWN = ("a name like a tag", "a script", "3,000 characters")
# The kinds of fields that take words; the others hold a choice, a number or a date.
WORDS = ("text", "textarea", "search")
# Where what is typed of an engagement is shown besides.
DRAFTED_FROM = (
    *("engagements.engagements", "engagements.engagement", "checks.check", "previews.preview"),
)
# A request holds as much, each with 3,000 letters.
MOST_AT_ONCE = 12


def posts(premises):
    """One cell for each rule that takes a POST, and somebody who may ask for it."""
    return open_cells(premises.app, premises.tenants, method="POST")


def test_somebody_may_send_every_form(premises):
    sent = {cell.rule for cell, _ in posts(premises)}

    assert sent == rules_that_take(premises.app, "POST")


@pytest.mark.parametrize("kind", ["none", "empty", "false", "of another session"])
def test_a_form_without_the_token_of_its_session_changes_nothing(
    kind, premises, browsing, page_forms
):
    typed = {form.endpoint: form.fields for form in page_forms}
    other = browsing.form_token(raw="f" * 40)
    sent = {"none": {}, "empty": {"csrf_token": ""}, "false": {"csrf_token": "a.b.c"}}
    token = sent.get(kind, {"csrf_token": other})
    found = []
    for cell, who in posts(premises):
        data = typed.get(cell.endpoint, {}) | token
        answer = browsing.ask(who, cell.address, method="POST", data=data, token=False)
        written = premises.written().tables - {"security_log"}
        if answer.status != 400 or written:
            found.append(f"{cell}: {answer.status}, wrote {sorted(written)}")

    assert found == []


def test_the_address_of_a_form_alone_sends_nothing(premises, browsing):
    """A POST that another site makes the browser send has no token and says where it is from."""
    for cell, who in posts(premises):
        for name, value in (("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")):
            answer = browsing.ask(who, cell.address, method="POST", headers={name: value})

            assert answer.status == 400
            assert premises.written().business == []


def test_a_form_refuses_all_columns_at_once(premises, browsing, page_forms):
    extra = dict.fromkeys(COLUMNS, "1")
    forms = one_each(page_forms)

    assert [form.endpoint for form in forms if took(extra, premises, browsing, form)] == []


def test_a_field_that_is_not_in_the_form_is_refused(premises, browsing, page_forms):
    found = []
    for place, form in enumerate(one_each(page_forms)):
        for name in in_turn(sorted(PROMOTIONS), place, count=3):
            extra = {name: PROMOTIONS[name]}
            found += [name] if took(extra, premises, browsing, form) else []

    assert found == []


def in_turn(names, place, *, count):
    """`count` of the names for what stands at this place; every name comes up in its turn."""
    start = place * count
    return [names[(start + step) % len(names)] for step in range(count)]


@pytest.mark.prove
@pytest.mark.parametrize("first", sorted({name[0] for name in [*COLUMNS, *PROMOTIONS]}))
def test_no_column_of_any_table_is_taken_by_a_form_that_lacks_it(
    first, premises, browsing, page_forms
):
    for name in sorted({*COLUMNS, *PROMOTIONS}):
        if name[0] == first:
            extra = {name: PROMOTIONS.get(name, "1")}
            forms = one_each(page_forms)

            assert [f.endpoint for f in forms if took(extra, premises, browsing, f)] == [], name


def took(extra, premises, browsing, form):
    """Whether a form took fields which it does not have, or did with them what it else does not.

    A button that looks at nothing but its token may be sent anything: it does what it always does.
    """
    if set(extra) <= set(form.fields):
        return False
    status, written = sent(premises, browsing, form, extra | form.fields)
    if status == 400 and not written:
        return False
    return bool(form.fields) or (status, written) != sent(premises, browsing, form, {})


def sent(premises, browsing, form, data):
    """The status of the answer to a form, and which tables of business it wrote; undone again."""
    answer = browsing.ask(form.persona, form.address, method="POST", data=data)
    written = premises.written().business
    if written:
        premises.rewind()
    return answer.status, written


def one_each(page_forms):
    """One form for each endpoint that forms post to."""
    return {form.endpoint: form for form in reversed(page_forms)}.values()


@pytest.mark.parametrize("name", SHOWN)
def test_words_are_kept_as_they_are_or_refused_in_words(name, premises, browsing, page_forms):
    found = []
    for form in one_each(page_forms):
        fields = [field for field, kind in form.kinds.items() if kind in WORDS]
        if fields:
            found += type_into(form, fields, name, premises, browsing)

    assert found == []


def test_whatever_people_send_is_kept_as_it_is_or_refused_in_words(premises, browsing, page_forms):
    found = []
    for place, form in enumerate(one_each(page_forms)):
        first = {kind: field for field, kind in reversed(form.kinds.items())}
        for step, field in enumerate(first.values()):
            for name in in_turn(sorted(HOSTILE), place + step, count=2):
                found += send(form, [field], name, premises, browsing)[0]

    assert found == []


@pytest.mark.prove
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_whatever_people_send_in_any_field_is_kept_as_it_is_or_refused_in_words(
    name, premises, browsing, page_forms
):
    found = []
    for form in one_each(page_forms):
        for field in form.fields:
            found += send(form, [field], name, premises, browsing, pages=name in SHOWN)[0]

    assert found == []


def type_into(form, fields, name, premises, browsing):
    """What goes wrong with these words in all fields at once, and in those that refuse none.

    A field that is told to be wrong has had its turn; the others are sent again without it.
    """
    for start in range(0, len(fields), MOST_AT_ONCE):
        waiting = fields[start : start + MOST_AT_ONCE]
        while waiting:
            found, answer, is_kept = send(
                form, waiting, name, premises, browsing, pages=name == SHOWN[0]
            )
            yield from found
            refused = set() if is_kept else refused_by(answer) & set(waiting)
            waiting = [field for field in waiting if field not in refused] if refused else []


def refused_by(answer):
    """The fields that a page says are wrong."""
    wrong = lxml.html.fromstring(answer.body or b"<p>").xpath("//*[@aria-invalid='true']/@name")
    return {str(name) for name in wrong}


def send(form, fields, name, premises, browsing, *, pages=False):
    """What goes wrong when a form is sent with these words in some fields, the answer, and whether
    that wrote anything.

    With `pages` the pages about the same are looked at afterwards.
    """
    data = form.fields | dict.fromkeys(fields, HOSTILE[name])
    answer = browsing.ask(form.persona, form.address, method="POST", data=data)
    faults = [*_shown_badly(answer)]
    if answer.status not in (200, 303, 400, 404, 409, 429):
        faults.append(str(answer.status))
    found = [f"{form.endpoint} {' '.join(fields)} {fault}" for fault in faults]
    written = premises.written().business
    if written:
        found += _broken_pages(browsing, premises, form) if pages else []
        premises.written()
        premises.rewind()
    return found, answer, bool(written)


def _shown_badly(answer):
    if "html" not in answer.headers.get("Content-Type", ""):
        return
    if "<script>alert" in answer.page or 'B <"Sons">' in answer.page or ">49<" in answer.page:
        yield "is shown as markup"
    if "&amp;amp;" in answer.page or "&amp;lt;" in answer.page:
        yield "is escaped twice"


def _broken_pages(browsing, premises, form):
    """The pages about the same that no longer answer, or show markup that somebody typed."""
    part = form.endpoint.partition(".")[0]
    others = DRAFTED_FROM if form.address.startswith("/engagements/") else ()
    for cell in cells_of(premises.app, premises.tenants, breadth=NARROW):
        is_there = cell.method == "GET" and None not in cell.given.values()
        if is_there and (cell.endpoint in others or cell.endpoint.startswith(f"{part}.")):
            answer = browsing.ask(form.persona, cell.address)
            faults = [*_shown_badly(answer), *(["breaks"] if answer.status >= 500 else [])]
            yield from (f"{cell} after {form.endpoint} {fault}" for fault in faults)


def test_a_field_that_is_sent_twice_is_refused(premises, browsing, page_forms):
    found = []
    for form in one_each(page_forms):
        first = {kind: field for field, kind in reversed(form.kinds.items())}
        found += sent_twice(form, list(first.values()), premises, browsing)

    assert found == []


@pytest.mark.prove
def test_any_field_of_any_form_that_is_sent_twice_is_refused(premises, browsing, page_forms):
    found = []
    for form in page_forms:
        found += sent_twice(form, list(form.kinds), premises, browsing)

    assert found == []


def sent_twice(form, fields, premises, browsing):
    """The fields of a form that were taken though they came twice."""
    for field in fields:
        if form.kinds[field] in ("select", "checkbox"):
            continue
        data = form.fields | {field: ["one", "two"]}
        answer = browsing.ask(form.persona, form.address, method="POST", data=data)
        if answer.status != 400 or premises.written().business:
            yield f"{form.endpoint} {field}: {answer.status}"
            premises.rewind()


STRANGE = (
    *("id=1&id=2", "id[]=1", "after=1e0", "after=%00", "after[]=a", "q=%ff", "q=%25", "q=%0A"),
    *("q=%F0%9F%91%A9", "q=" + "a" * 3000, "after=" + "z" * 500, "language=xx", "page=-1"),
    *("next=%0D%0A", "after=2026-11-24+09:30:00~99999999999999999999", "after=9999-12-31~1"),
    *("after=0001-01-01T00:00:00%2B23:59~1", "before=99999999999999999999"),
    *("after=2026-11-24T09:30:00%2B00:00~-5", "after=-1", "q=-1"),
)


@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_parameter_is_refused_or_means_nothing(query, premises):
    place = STRANGE.index(query)
    cells = open_cells(premises.app, premises.tenants, method="GET")
    ask_strangely(query, premises, [c for n, c in enumerate(cells) if n % 6 == place % 6])


@pytest.mark.prove
@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_parameter_means_nothing_on_any_page(query, premises):
    ask_strangely(query, premises, open_cells(premises.app, premises.tenants, method="GET"))


@pytest.mark.prove
@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_parameter_means_nothing_on_postgresql_too(query, premises_on_postgresql):
    found = premises_on_postgresql
    ask_strangely(query, found, open_cells(found.app, found.tenants, method="GET"))


def ask_strangely(query, premises, cells):
    """Ask these pages with the parameter, each as somebody whom it answers."""
    browsing = Browsing(premises.app)
    for cell, persona in cells:
        answer = browsing.ask(persona, f"{cell.address}?{query}")

        assert answer.status < 500, (persona.name, cell.address, query)
        assert premises.written().business == []
