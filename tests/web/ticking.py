"""The form of a matrix as a browser sends it, without scripts."""

import html
import re

from werkzeug.datastructures import MultiDict

from dpa_manager.models import (
    Activity,
    Assignment,
    Engagement,
    Flow,
    Subprocessor,
)
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import AT
from tests.web.signed_in import a_member_of_staff, sign_in, token_of

HOST, MAILER = "subprocessor|SUB-0001", "subprocessor|SUB-0002"
STAFF_NAME = "client_staff|name"
BOX = re.compile(
    r'<input type="checkbox" name="flow" value="([^"]+)"[^>]*?( checked)?( disabled)?>'
)


def an_account_manager(app):
    """Somebody who looks after the client, signed in."""
    user = a_member_of_staff("account-manager")
    Assignment.create(client=engagement().client_id, user=user, created_at=AT)
    return sign_in(app, user)


def engagement():
    return Engagement.get(Engagement.reference == ENGAGEMENT)


def boxes(text):
    """Every cell of a page, and whether it is ticked."""
    return {html.unescape(value): bool(is_ticked) for value, is_ticked, _ in BOX.findall(text)}


def ticked(text):
    return {value for value, is_ticked in boxes(text).items() if is_ticked}


def kept(activity=1):
    """The flows that are written, as the page would send them."""
    rows = (
        Flow.select(Flow, Activity)
        .join(Activity)
        .where(Activity.engagement == engagement(), Activity.number == activity)
    )
    references = {row.id: row.reference for row in Subprocessor.select()}
    return {
        f"{row.subject_key}|{row.category_key}|{row.target}|"
        + (references.get(row.subprocessor_id) or ("REC-0001" if row.recipient_id else ""))
        for row in rows
    }


def loaded(browser, page):
    """The form of a page as a browser would send it, nothing changed."""
    text = browser.get(page).text
    seen = html.unescape(re.search(r'name="seen"[^>]*value="([^"]*)"', text)[1])
    fields = [("csrf_token", token_of(text)), ("seen", seen)]
    return MultiDict(fields + [("flow", value) for value in sorted(ticked(text))])


def send(browser, page, form, *, add=(), without=(), **fields):
    """Send a loaded form with boxes ticked and cleared, by pressing a button of `fields`."""
    flows = [value for value in form.getlist("flow") if value not in without]
    pairs = [(name, value) for name, value in form.items(multi=True) if name != "flow"]
    pairs += [("flow", value) for value in [*flows, *add]]
    for name, value in fields.items():
        pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return browser.post(page, data=MultiDict(pairs))
