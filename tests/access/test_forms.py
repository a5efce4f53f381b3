"""Every form by enumeration: its token, only its own fields, and whatever people may type."""

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


@pytest.mark.parametrize("name", ["every column", *sorted(PROMOTIONS)])
def test_a_field_that_is_not_in_the_form_is_refused(name, premises, browsing, page_forms):
    extra = dict.fromkeys(COLUMNS, "1") if name == "every column" else {name: PROMOTIONS[name]}

    assert taken(extra, premises, browsing, page_forms) == []


@pytest.mark.prove
@pytest.mark.parametrize("first", sorted({name[0] for name in COLUMNS}))
def test_no_column_of_any_table_is_taken_by_a_form_that_lacks_it(
    first, premises, browsing, page_forms
):
    for name in COLUMNS:
        if name[0] == first:
            extra = {name: PROMOTIONS.get(name, "1")}

            assert taken(extra, premises, browsing, page_forms) == [], name


def taken(extra, premises, browsing, page_forms):
    """The forms that took fields which they do not have, or did with them what they else do not.

    A button that looks at nothing but its token may be sent anything: it does what it always does.
    """
    found = []
    for form in one_each(page_forms):
        if set(extra) <= set(form.fields):
            continue
        status, written = sent(premises, browsing, form, extra | form.fields)
        if status == 400 and not written:
            continue
        if form.fields or (status, written) != sent(premises, browsing, form, {}):
            found.append(f"{form.endpoint}: {status} {written}")
    return found


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


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_whatever_people_type_is_kept_as_it_is_or_refused_in_words(
    name, premises, browsing, page_forms
):
    found = []
    for form in one_each(page_forms):
        for field in form.fields:
            data = form.fields | {field: HOSTILE[name]}
            answer = browsing.ask(form.persona, form.address, method="POST", data=data)
            place = f"{form.endpoint} {field}"
            if answer.status not in (200, 303, 400, 404, 409, 429):
                found.append(f"{place}: {answer.status}")
            found += [f"{place} {fault}" for fault in _shown_badly(answer)]
            if premises.written().business:
                found += _broken_pages(browsing, premises, form) if name in SHOWN else []
                premises.rewind()

    assert found == []


def _shown_badly(answer):
    if "<script>alert" in answer.page or 'B <"Sons">' in answer.page or ">49<" in answer.page:
        yield "is shown as markup"
    if "&amp;amp;" in answer.page or "&amp;lt;" in answer.page:
        yield "is escaped twice"


def _broken_pages(browsing, premises, form):
    """The pages about the same that no longer answer, or show markup that somebody typed."""
    part = form.endpoint.partition(".")[0]
    for cell in cells_of(premises.app, premises.tenants, breadth=NARROW):
        if cell.method == "GET" and cell.endpoint.startswith(f"{part}."):
            answer = browsing.ask(form.persona, cell.address)
            faults = [*_shown_badly(answer), *(["breaks"] if answer.status >= 500 else [])]
            yield from (f"{cell} after {form.endpoint} {fault}" for fault in faults)


def test_a_field_that_is_sent_twice_is_refused(premises, browsing, page_forms):
    found = []
    for form in page_forms:
        for field, kind in form.kinds.items():
            if kind in ("select", "checkbox"):
                continue
            data = form.fields | {field: ["one", "two"]}
            answer = browsing.ask(form.persona, form.address, method="POST", data=data)
            if answer.status != 400 or premises.written().business:
                found.append(f"{form.endpoint} {field}: {answer.status}")
                premises.rewind()

    assert found == []


STRANGE = (
    *("id=1&id=2", "id[]=1", "after=1e0", "after=%00", "after[]=a", "q=%ff", "q=%25", "q=%0A"),
    *("q=%F0%9F%91%A9", "q=" + "a" * 3000, "after=" + "z" * 500, "language=xx", "page=-1"),
    *("next=%0D%0A", "after=2026-11-24+09:30:00~99999999999999999999", "after=9999-12-31~1"),
    *("after=0001-01-01T00:00:00%2B23:59~1", "before=99999999999999999999"),
    *("after=2026-11-24T09:30:00%2B00:00~-5", "after=-1", "q=-1"),
)


@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_parameter_is_refused_or_means_nothing(query, premises):
    ask_strangely(query, premises)


@pytest.mark.prove
@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_parameter_means_nothing_on_postgresql_too(query, premises_on_postgresql):
    ask_strangely(query, premises_on_postgresql)


def ask_strangely(query, premises):
    """Ask every page with the parameter, as somebody whom it answers."""
    browsing = Browsing(premises.app)
    for cell, persona in open_cells(premises.app, premises.tenants, method="GET"):
        answer = browsing.ask(persona, f"{cell.address}?{query}")

        assert answer.status < 500, (persona.name, cell.address, query)
        assert premises.written().business == []
