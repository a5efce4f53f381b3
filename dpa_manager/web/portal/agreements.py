"""Agreements in the portal: the list, one with its versions, and its text to read here."""

from flask import Blueprint, get_template_attribute, render_template, request

from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.queries.agreements import agreement_sheet
from dpa_manager.queries.portal_agreements import (
    AgreementText,
    agreement_lines,
    agreement_text,
    next_day,
)
from dpa_manager.web.access import needs, scope
from dpa_manager.web.house import house
from dpa_manager.web.speaking import reader_language

blueprint = Blueprint("portal_agreements", __name__)

# Writing a long document as a page takes longer than all the rest of it.
_WRITTEN: RecentlyUsed[tuple[str, str], str] = RecentlyUsed(most=16)


@blueprint.get("/portal/agreements")
@needs("agreement.read")
def agreements() -> str:
    """The agreements that were sent to the client."""
    return render_template(
        "portal/agreements.html",
        lines=agreement_lines(scope()),
        today=house().today(),
        next_day=next_day,
    )


@blueprint.get("/portal/agreements/<agreement>")
@needs("agreement.read")
def agreement(agreement: str) -> str:
    """One agreement: where it stands, its versions, and each document to read or to save."""
    row = scope().agreement(agreement)
    return render_template(
        "portal/agreement.html",
        sheet=agreement_sheet(row),
        coming=next_day(row, on=house().today()),
    )


@blueprint.get("/portal/agreements/<agreement>/text")
@needs("agreement.read")
def text(agreement: str) -> str:
    """A version of an agreement as text with its clause numbers and a table of contents."""
    row = scope().agreement(agreement)
    found = agreement_text(
        scope(),
        row,
        store=house().store,
        version=request.args.get("version", ""),
        languages=(request.args.get("document_language", ""), reader_language()),
    )
    document = _document(found) if found else ""
    return render_template("portal/text.html", agreement=row, text=found, document=document)


def _document(found: AgreementText) -> str:
    """The document as HTML."""
    language = found.files.language

    def make() -> str:
        macro = get_template_attribute("components/document_page.html", "document_page")
        shown: str = macro(found.page, language, base=2, screen=reader_language())
        return shown

    sha256 = found.files.docx.sha256 if found.files.docx else ""
    return _WRITTEN.get((sha256, language), make)
