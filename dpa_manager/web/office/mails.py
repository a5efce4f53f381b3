"""Mails: the outbox, and what has to be done about mails that did not arrive."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions.mailing import MailText, handle_mail, mail_text, retry_mail
from dpa_manager.domain.mails import MAIL_STATES
from dpa_manager.queries.outbox import mail_lines, mail_list
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import did
from dpa_manager.web.forms.base import Form
from dpa_manager.web.house import house
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.mail_words import mail_kind, mail_state
from dpa_manager.web.speaking import gettext, marked

if TYPE_CHECKING:
    from dpa_manager.models import OutgoingMail

blueprint = Blueprint("mails", __name__)

Page = str | tuple[str, int] | Response

_TASKS = {"tasks": marked("To deal with")}
_LIST = Shown(
    title=marked("Mails"),
    search=marked("Recipient or client"),
    heads=(
        Head("kind", marked("Mail"), lambda line: mail_kind(line.kind), width=36),
        Head("recipient", marked("Recipient"), lambda line: line.recipient, width=36),
        Head("client", marked("Client"), lambda line: line.client, width=36),
        Head("state", marked("State"), lambda line: mail_state(line.state)),
        Head("made", marked("Made"), lambda line: line.created_at),
        Head("attempts", marked("Attempts"), lambda line: line.attempts, is_number=True),
    ),
    choices=(
        Choice("show", marked("To deal with"), tuple(_TASKS), said(_TASKS), is_counted=True),
        Choice("state", marked("State"), MAIL_STATES, mail_state),
    ),
)


@blueprint.get("/admin/mails")
@needs("mail.read")
def mails() -> str:
    """The outbox, the newest first; or only what has to be done."""
    return render_template(
        "office/mails.html", listed=listed_page(_LIST, mail_list(scope()), mail_lines)
    )


@blueprint.get("/admin/mails.xlsx")
@blueprint.get("/admin/mails.csv")
@needs("mail.read")
def mails_file() -> Response:
    """The outbox as a file."""
    return list_file(_LIST, mail_list(scope()), mail_lines)


@blueprint.get("/admin/mails/<mail>")
@needs("mail.read")
def mail(mail: str) -> str:
    """One mail: its words, link and code blanked save in a demonstration on this computer."""
    return _page(mail)


@blueprint.post("/admin/mails/<mail>/retry")
@needs("mail.handle")
def retry(mail: str) -> Page:
    """Have a mail that did not arrive sent again."""
    row, form = scope().mail(mail, act="mail.handle"), Form()
    if not did(form, retry_mail, row):
        return _page(mail, refused=form), 400
    flash(gettext("The mail is on its way again."))
    return redirect(url_for(".mails", show="tasks"), code=303)


@blueprint.post("/admin/mails/<mail>/handled")
@needs("mail.handle")
def handled(mail: str) -> Page:
    """Note that somebody dealt with a mail that did not arrive."""
    row, form = scope().mail(mail, act="mail.handle"), Form()
    if not did(form, handle_mail, row):
        return _page(mail, refused=form), 400
    flash(gettext("Noted that this was dealt with."))
    return redirect(url_for(".mails", show="tasks"), code=303)


def _page(mail: str, *, refused: Form | None = None) -> str:
    row = scope().mail(mail)
    (line,) = mail_lines([row])
    return render_template(
        "office/mail.html",
        line=line,
        language_of_mail=row.language,
        text=_text(row),
        may_handle=visitor().may("mail.handle"),
        refused=refused,
    )


def _text(row: "OutgoingMail") -> MailText | None:
    try:
        return mail_text(row, toolbox=house())
    except (LookupError, OSError):
        # Its words are no longer there, or not what they were: the page says that much.
        return None
