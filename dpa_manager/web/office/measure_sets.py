"""Sets of measures: what is published, and the next one made of the firm's list."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions.measuring import publish_listed_measures
from dpa_manager.queries.history import events_named
from dpa_manager.queries.measure_sheets import measure_sheet
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.web.access import needs, visitor
from dpa_manager.web.doing import did
from dpa_manager.web.forms.measure_sets import MeasureSetForm
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext

blueprint = Blueprint("measure_sets", __name__)

Page = str | tuple[str, int] | Response


@blueprint.get("/dpo/measures")
@needs("measure.read")
def measure_sets() -> str:
    """The newest set, or the one that the address names, and what is not published yet."""
    return _page()


@blueprint.post("/dpo/measures")
@needs("list.write")
def publish() -> Page:
    """Publish the measures of the list as the next set."""
    form = MeasureSetForm()
    if not did(
        form,
        lambda **doing: publish_listed_measures(
            form.phrase(), dated_on=form.dated_on.data, **doing
        ),
    ):
        return _page(form), 400
    flash(gettext("The set is published. Engagements take it over when somebody says so."))
    return redirect(url_for(".measure_sets"), code=303)


def _page(form: MeasureSetForm | None = None) -> str:
    sheet = measure_sheet(on=house().today(), version=request.args.get("version", ""))
    given: dict[str, object] = {"dated_on": house().today()}
    if sheet.sets:
        names = sheet.sets[0].name
        given |= {f"name_{code}": names.in_language(code) for code in LANGUAGES}
    return render_template(
        "office/measure_sets.html",
        sheet=sheet,
        form=form or MeasureSetForm(data=given),
        may_write=visitor().may("list.write"),
        history=entries(events_named("measure set published", chain="firm")),
    )
