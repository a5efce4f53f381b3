"""Forms of pages as a browser sends them: every field as it stands, some of them changed."""

import lxml.html


def fields_of(page, *, holding):
    """What the form of `page` that has a field of this name would send, its token included."""
    tree = lxml.html.fromstring(page)
    form = next(one for one in tree.iter("form") if one.xpath(f'.//*[@name="{holding}"]'))
    return {name: list(_values(form, name)) for name in form.fields if name}


def sent(page, changes, *, holding):
    """The same with `changes`, None for a field that is not sent."""
    fields = fields_of(page, holding=holding) | changes
    return {name: value for name, value in fields.items() if value is not None}


def _values(form, name):
    for element in form.xpath(f'.//*[@name="{name}"]'):
        if element.tag == "button":
            continue
        if element.tag == "select":
            chosen = [one for one in element.iter("option") if one.get("selected") is not None]
            first = element.find(".//option")
            yield from [one.get("value") for one in chosen or [first]]
        elif element.get("type") in ("checkbox", "radio"):
            if element.get("checked") is not None:
                yield element.get("value", "y")
        else:
            # A browser drops the line end that a text area begins with.
            text = element.text or "" if element.tag == "textarea" else element.get("value", "")
            yield text.removeprefix("\r\n").removeprefix("\n")
