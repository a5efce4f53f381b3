"""The list of agreements: its columns and filters in words, as a page and as a file."""

from flask import Response, render_template

from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.queries.agreement_lists import agreement_lines, agreement_list
from dpa_manager.web.access import needs, scope
from dpa_manager.web.formatting import agreement_state
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.office.agreements import blueprint
from dpa_manager.web.speaking import marked

# The list stands in the same blueprint as the page of one agreement, which it completes.
__all__ = ["blueprint"]

_LIST = Shown(
    title=marked("Agreements"),
    search=marked("Reference, engagement or client"),
    heads=(
        Head("client", marked("Client"), lambda line: line.client, width=36),
        Head("title", marked("Engagement"), lambda line: line.title, width=36),
        Head("reference", marked("Reference"), lambda line: line.reference, width=24),
        Head("state", marked("State"), lambda line: agreement_state(line.state)),
        Head("version", marked("Version"), lambda line: line.number, is_number=True),
        Head("dated", marked("Dated"), lambda line: line.dated_on),
        Head("expires", marked("Ends on"), lambda line: line.ends_on),
    ),
    choices=(
        Choice("state", marked("State"), AGREEMENT_STATES, agreement_state),
        Choice("whose", marked("Whose"), ("mine",), said({"mine": marked("Mine")})),
    ),
)


@blueprint.get("/agreements")
@needs("agreement.read")
def agreements() -> str:
    """The agreements, a page at a time."""
    listed = listed_page(_LIST, agreement_list(scope()), agreement_lines)
    return render_template("office/agreements.html", listed=listed)


@blueprint.get("/agreements.xlsx")
@blueprint.get("/agreements.csv")
@needs("agreement.read")
def agreements_file() -> Response:
    """The agreements as a file."""
    return list_file(_LIST, agreement_list(scope()), agreement_lines)
