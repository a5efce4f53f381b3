"""The forms of all pages: found by reading every page as everybody, filled in plausibly."""

import re
from dataclasses import dataclass, field

import lxml.html
from werkzeug.exceptions import HTTPException

from tests.access.cells import USUAL, cells_meant_for

_TYPED = {
    "email": "new.person@example.com",
    "password": "Nine-blue-herons-over-Doel-2026",
    "number": "3",
    "date": "2026-11-24",
    "tel": "016 00 00 09",
    "url": "https://example.com/",
}
# What shows a form that stands on no page by itself: a decision that other answers lead to.
_QUERIES = {
    "/engagements/<engagement>/activities/<activity>/role": ("?q1=yes&q2=yes&q3=yes&q4=yes",)
}
_IGNORED = {"submit", "image", "reset", "file"}
# Several of one name, of which one is sent.
_ONE_OF = {"radio", "button"}


@dataclass
class FoundForm:
    """A form that posts: where to, who saw it, and the names it sends with a value each."""

    endpoint: str
    address: str
    persona: object
    fields: dict
    kinds: dict = field(default_factory=dict)


def forms_on(app, page, *, address, persona):
    """The forms of one page of HTML that post to a rule of ours."""
    tree = lxml.html.fromstring(page)
    for form in tree.iter("form"):
        # What somebody may only read is shown in a form that cannot be sent.
        if form.method != "POST" or form.xpath(".//fieldset[@disabled]"):
            continue
        target = form.get("action") or address
        endpoint = endpoint_of(app, target, method="POST")
        fields, kinds = _fields(form)
        yield FoundForm(endpoint, target, persona, fields, kinds)


def endpoint_of(app, address, *, method):
    """The endpoint that answers an address, "" for none."""
    adapter = app.url_map.bind("localhost")
    try:
        endpoint, _ = adapter.match(address.partition("?")[0], method=method)
    except HTTPException:
        return ""
    return endpoint


def _fields(form):
    fields, kinds = {}, {}
    # Whoever presses the plain button presses none of the named ones.
    is_plain = any(not button.get("name") for button in form.iter("button"))
    for element in form.iter("input", "select", "textarea", "button"):
        name, kind = element.get("name"), _kind(element)
        if not name or name == "csrf_token" or kind in _IGNORED:
            continue
        if kind == "button" and is_plain:
            continue
        value = _value(element, kind)
        if value is not None and (kind not in _ONE_OF or name not in fields):
            fields[name], kinds[name] = value, kind
    return fields, kinds


def _kind(element):
    return element.get("type", "text").lower() if element.tag == "input" else element.tag


def _value(element, kind):
    if kind in ("hidden", "button"):
        return element.get("value", "")
    # Of several rows, the first one is filled in; the others stay as they are.
    if re.search(r"-[1-9]\d*-", element.get("name")):
        return _stands(element, kind)
    if kind in ("checkbox", "radio"):
        return element.get("value", "y")
    if element.tag == "select":
        values = [option.get("value") for option in element.iter("option")]
        return values[-1] if values else None
    if any(mark in element.get("name") for mark in ("until", "end", "review")) and kind == "date":
        return "2027-11-24"
    offered = element.xpath(f"//datalist[@id='{element.get('list', '')}']/option/@value")
    return offered[-1] if offered else _TYPED.get(kind, "Nele Peeters")


def _stands(element, kind):
    """What a field holds as the page shows it, None for nothing."""
    if kind in ("checkbox", "radio"):
        return element.get("value", "y") if element.get("checked") is not None else None
    return element.value or ""


def all_forms(browsing, tenants, personas):
    """The forms that people find on the pages that they may read, about A, C and the firm."""
    found = {}
    for persona in personas:
        for cell in cells_meant_for(browsing.app, tenants, persona, breadth=USUAL):
            is_there = None not in cell.given.values() and "B" not in cell.owners
            for query in _QUERIES.get(cell.rule, ("",)) if is_there else ():
                for form in _forms_at(browsing, persona, cell, query):
                    found.setdefault((form.endpoint, form.address, persona.name), form)
    return list(found.values())


def _forms_at(browsing, persona, cell, query):
    if cell.method == "GET":
        answer = browsing.ask(persona, cell.address + query)
        if answer.status == 200 and "html" in answer.headers.get("Content-Type", ""):
            app, body = browsing.app, answer.body
            yield from forms_on(app, body, address=cell.address, persona=persona)


def typed_by_endpoint(forms):
    """One set of typed-in data for each endpoint that a form posts to."""
    return {form.endpoint: [form.fields] for form in reversed(forms)}
