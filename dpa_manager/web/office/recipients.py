"""Recipients: the firm's register of those who get data and are no sub-processors, and one."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from dpa_manager.actions import proposing
from dpa_manager.domain.evidence import FIRM
from dpa_manager.queries.history import events_about
from dpa_manager.queries.recipients import (
    RecipientLine,
    recipient_lines,
    recipient_listing,
    recipient_sheet,
)
from dpa_manager.queries.subprocessors import OUTSIDE, WITHIN
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.recipients import RecipientProposalForm
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.office.register_places import RECIPIENTS, gaps
from dpa_manager.web.speaking import gettext, in_reader_language, marked

blueprint = Blueprint("recipients", __name__)

Page = str | tuple[str, int] | AnyResponse
_EVENTS = 50
_PLACES = {WITHIN: marked("Within the EEA"), OUTSIDE: marked("Outside the EEA")}


def _group(key: str) -> str:
    return in_reader_language(vocabulary().recipient_groups[key].label)


def _country(line: RecipientLine) -> str:
    return in_reader_language(line.facts.country.words) if line.facts.country else ""


def _ground(line: RecipientLine) -> str:
    if line.facts.is_eea:
        return ""
    ground = line.facts.transfer.mechanism if line.facts.transfer else None
    return in_reader_language(ground.words) if ground else gettext("no ground yet")


def _place(line: RecipientLine) -> str:
    return WITHIN if line.facts.is_eea else OUTSIDE


_LIST = Shown(
    title=marked("Recipients"),
    search=marked("Name, city or reference"),
    heads=(
        Head("name", marked("Name"), lambda line: line.facts.name, width=36),
        Head("group", marked("Group"), lambda line: in_reader_language(line.facts.group.words)),
        Head(
            "kind",
            marked("Role under the GDPR"),
            lambda line: in_reader_language(line.facts.kind.words),
            width=36,
        ),
        Head("country", marked("Country"), _country),
        Head("eea", marked("EEA"), lambda line: said(_PLACES)(_place(line)), is_on_page=False),
        Head("ground", marked("Ground"), _ground, width=36),
        Head("reference", marked("Reference"), lambda line: line.reference, is_on_page=False),
    ),
    choices=(
        Choice("group", marked("Group"), tuple(vocabulary().recipient_groups), _group),
        Choice("eea", marked("Place"), (WITHIN, OUTSIDE), said(_PLACES)),
    ),
)


@blueprint.get("/dpo/recipients")
@needs("recipient.read")
def recipients() -> str:
    """The recipients, a page at a time."""
    on = house().today()
    listed = listed_page(
        _LIST, recipient_listing(scope(), on=on), lambda rows: recipient_lines(rows, on=on)
    )
    return render_template(
        "register/recipients.html",
        listed=listed,
        grounds=_ground,
        may_write=visitor().may("recipient.write"),
        may_propose=visitor().may("recipient.propose"),
    )


@blueprint.get("/dpo/recipients.xlsx")
@blueprint.get("/dpo/recipients.csv")
@needs("recipient.read")
def recipients_file() -> Response:
    """The recipients as a file."""
    on = house().today()
    found = recipient_listing(scope(), on=on)
    return list_file(_LIST, found, lambda rows: recipient_lines(rows, on=on))


@blueprint.get("/dpo/recipients/<recipient>")
@needs("recipient.read")
def recipient(recipient: str) -> str:
    """One recipient: its facts, what is missing, who directs data to it, what happened."""
    row = scope().recipient(recipient)
    sheet = recipient_sheet(scope(), row, on=house().today())
    return render_template(
        "register/recipient.html",
        sheet=sheet,
        conditions=vocabulary().recipient_groups[row.group_key].conditions,
        gaps=gaps(sheet.problems, register=RECIPIENTS, number=1, public_id=row.public_id),
        history=entries(events_about("recipient", row.public_id, chain=FIRM, limit=_EVENTS)),
        may_write=visitor().may("recipient.write"),
    )


@blueprint.get("/dpo/recipients/propose")
@needs("recipient.propose")
def proposal() -> str:
    """Ask what is known of a new recipient."""
    return _proposal_page(RecipientProposalForm())


@blueprint.post("/dpo/recipients/propose")
@needs("recipient.propose")
def propose() -> Page:
    """Add a recipient of which the few facts are known."""
    form = RecipientProposalForm()
    row = accepted(form, lambda: proposing.propose_recipient(form.typed(), **doing()))
    if row is None:
        return _proposal_page(form), 400
    flash(gettext("%(name)s is added.") % {"name": row.name})
    return redirect(url_for(".recipient", recipient=row.public_id), code=303)


def _proposal_page(form: RecipientProposalForm) -> str:
    groups = vocabulary().recipient_groups.values()
    return render_template("register/propose_recipient.html", form=form, groups=groups)
