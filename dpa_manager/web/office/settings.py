"""Settings: what the firm chooses once, for all agreements to come and for its own work."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions.configuring import choose_settings
from dpa_manager.queries.history import events_named
from dpa_manager.queries.settings_in_force import settings_in_force
from dpa_manager.web.access import needs, visitor
from dpa_manager.web.doing import did
from dpa_manager.web.forms.settings import SettingsForm, groups, setting_unit
from dpa_manager.web.history import entries
from dpa_manager.web.speaking import gettext

blueprint = Blueprint("settings", __name__)

Page = str | tuple[str, int] | Response

_EVENTS = 50


@blueprint.get("/admin/settings")
@needs("setting.read")
def settings() -> str:
    """The firm's choices, with what each means."""
    return _page(SettingsForm(current=settings_in_force()))


@blueprint.post("/admin/settings")
@needs("setting.write")
def choose() -> Page:
    """Keep the firm's choices."""
    form = SettingsForm(current=settings_in_force())
    if not form.merge():
        return _page(form), 409
    if not did(form, lambda **doing: choose_settings(form.values(), **doing)):
        return _page(form), 400
    flash(gettext("The settings are kept; agreements and engagements that exist keep theirs."))
    return redirect(url_for(".settings"), code=303)


def _page(form: SettingsForm) -> str:
    return render_template(
        "office/settings.html",
        form=form,
        groups=groups(),
        unit=setting_unit,
        may_write=visitor().may("setting.write"),
        history=entries(events_named("setting chosen", chain="firm", limit=_EVENTS)),
    )
