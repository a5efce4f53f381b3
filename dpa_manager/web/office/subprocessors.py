"""Sub-processors: the firm's register, and one with its contract, grounds, chain and clients."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from dpa_manager.actions import proposing, subcontracting
from dpa_manager.domain.choices import MIRRORED_DUTIES, SUBPROCESSOR_STATES
from dpa_manager.domain.evidence import FIRM
from dpa_manager.queries.history import events_about
from dpa_manager.queries.subprocessors import (
    OUTSIDE,
    WITHIN,
    SubprocessorLine,
    subprocessor_lines,
    subprocessor_listing,
    subprocessor_sheet,
)
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import doing, pressed
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.subprocessors import ProposalForm, StateForm
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.office.register_places import SUBPROCESSORS, gaps
from dpa_manager.web.speaking import gettext, in_reader_language, marked, reader_language
from dpa_manager.web.supplier_words import supplier_state

blueprint = Blueprint("subprocessors", __name__)

Page = str | tuple[str, int] | AnyResponse
_EVENTS = 50
_PLACES = {WITHIN: marked("Within the EEA"), OUTSIDE: marked("Outside the EEA")}
# What may come after each state; what has ended can come back by a new decision.
NEXT_STATES = {
    "proposed": ("active", "ended"),
    "active": ("retiring", "ended"),
    "retiring": ("active", "ended"),
    "ended": ("active",),
}


def _countries(line: SubprocessorLine) -> str:
    places = (*line.facts.locations, *line.facts.access_from)
    return ", ".join(dict.fromkeys(in_reader_language(one.country.words) for one in places))


def _grounds(line: SubprocessorLine) -> str:
    return ", ".join(
        dict.fromkeys(
            in_reader_language(one.mechanism.words) if one.mechanism else gettext("no ground yet")
            for one in line.facts.transfers
        )
    )


_LIST = Shown(
    title=marked("Sub-processors"),
    search=marked("Name, city, reference or number"),
    heads=(
        Head("name", marked("Name"), lambda line: line.facts.party.legal_name, width=36),
        Head(
            "service",
            marked("What it does"),
            lambda line: in_reader_language(line.facts.service),
            width=60,
        ),
        Head("countries", marked("Countries"), _countries, width=30),
        Head("eea", marked("EEA"), lambda line: said(_PLACES)(_place(line)), is_on_page=False),
        Head("ground", marked("Ground"), _grounds, width=36),
        Head("state", marked("State"), lambda line: supplier_state(line.state)),
        Head(
            "contract",
            marked("Contract signed on"),
            lambda line: line.facts.contract_signed_on,
            is_on_page=False,
        ),
        Head("review", marked("Next review"), lambda line: line.next_review_on),
        Head("reference", marked("Reference"), lambda line: line.reference, is_on_page=False),
    ),
    choices=(
        Choice("state", marked("State"), SUBPROCESSOR_STATES, supplier_state, is_counted=True),
        Choice("eea", marked("Place"), (WITHIN, OUTSIDE), said(_PLACES)),
    ),
)


@blueprint.get("/dpo/subprocessors")
@needs("subprocessor.read")
def subprocessors() -> str:
    """The sub-processors, a page at a time."""
    on = house().today()
    listed = listed_page(
        _LIST, subprocessor_listing(scope(), on=on), lambda rows: subprocessor_lines(rows, on=on)
    )
    return render_template(
        "register/subprocessors.html",
        listed=listed,
        today=on,
        countries=_countries,
        grounds=_grounds,
        may_write=visitor().may("subprocessor.write"),
        may_propose=visitor().may("subprocessor.propose"),
    )


@blueprint.get("/dpo/subprocessors.xlsx")
@blueprint.get("/dpo/subprocessors.csv")
@needs("subprocessor.read")
def subprocessors_file() -> Response:
    """The sub-processors as a file."""
    on = house().today()
    found = subprocessor_listing(scope(), on=on)
    return list_file(_LIST, found, lambda rows: subprocessor_lines(rows, on=on))


@blueprint.get("/dpo/subprocessors/<subprocessor>")
@needs("subprocessor.read")
def subprocessor(subprocessor: str) -> str:
    """One sub-processor: its facts, what is missing, who lists it, what happened."""
    row, on = scope().subprocessor(subprocessor), house().today()
    sheet = subprocessor_sheet(scope(), row, on=on)
    found = gaps(sheet.problems, register=SUBPROCESSORS, number=1, public_id=row.public_id)
    return render_template(
        "register/subprocessor.html",
        sheet=sheet,
        gaps=found,
        today=on,
        duties=[(key, vocabulary().options["mirrored_duty"][key].label) for key in MIRRORED_DUTIES],
        history=entries(events_about("subprocessor", row.public_id, chain=FIRM, limit=_EVENTS)),
        may_write=visitor().may("subprocessor.write"),
        next_states=NEXT_STATES[row.state],
    )


@blueprint.post("/dpo/subprocessors/<subprocessor>/state")
@needs("subprocessor.write")
def set_state(subprocessor: str) -> Page:
    """Move a sub-processor on in its life."""
    row, form = scope().subprocessor(subprocessor, act="subprocessor.write"), StateForm()
    if pressed(subcontracting.set_subprocessor_state, row, form.state.data or "", form=form):
        flash(gettext("%(name)s is now: %(state)s.") % {
            "name": row.legal_name, "state": supplier_state(row.state)
        })  # fmt: skip
    return redirect(url_for(".subprocessor", subprocessor=row.public_id), code=303)


@blueprint.get("/dpo/subprocessors/propose")
@needs("subprocessor.propose")
def proposal() -> str:
    """Ask what is known of a new sub-processor."""
    return render_template("register/propose_subprocessor.html", form=ProposalForm())


@blueprint.post("/dpo/subprocessors/propose")
@needs("subprocessor.propose")
def propose() -> Page:
    """Propose a sub-processor, for the officer to complete."""
    form = ProposalForm()
    row = accepted(
        form,
        lambda: proposing.propose_subprocessor(form.typed(language=reader_language()), **doing()),
    )
    if row is None:
        return render_template("register/propose_subprocessor.html", form=form), 400
    flash(gettext("%(name)s is proposed. The data protection officer completes it.") % {
        "name": row.legal_name
    })  # fmt: skip
    return redirect(url_for(".subprocessor", subprocessor=row.public_id), code=303)


def _place(line: SubprocessorLine) -> str:
    return OUTSIDE if line.facts.is_outside_eea else WITHIN
