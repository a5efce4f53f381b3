"""Where everything is put together: the open house, and the Flask app that serves it."""

from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from dpa_manager.actions.background import Background
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import Config
from dpa_manager.documents.converter import Converter
from dpa_manager.documents.store import Store
from dpa_manager.models.base import open_database
from dpa_manager.web import documents, help, own_account, own_factor, sign_in
from dpa_manager.web.access import guard_access
from dpa_manager.web.answers import guard_answers
from dpa_manager.web.current import know_visitors
from dpa_manager.web.data_maps import know_maps
from dpa_manager.web.demonstration import know_demonstrations
from dpa_manager.web.errors import answer_errors
from dpa_manager.web.formatting import format_values
from dpa_manager.web.forms.attributes import write_attributes_quickly
from dpa_manager.web.frames import fill_frames
from dpa_manager.web.help import explain_parts
from dpa_manager.web.kept_forms import remember_forms
from dpa_manager.web.known_browsers import know_browsers
from dpa_manager.web.office import (
    agreement_lists,
    assignments,
    client_forms,
    clients,
    contact_forms,
    drifts,
    engagements,
    lists,
    mails,
    maps,
    measure_sets,
    memberships,
    new_engagements,
    organisations,
    recipient_forms,
    recipients,
    searches,
    security_entries,
    settings,
    subprocessor_forms,
    subprocessors,
    templates,
    today,
    users,
)
from dpa_manager.web.office.drafting import (
    activities,
    activity_pages,
    checks,
    flows,
    measures,
    others,
    parties,
    previews,
    retention,
    roles,
    suppliers,
    terms,
)
from dpa_manager.web.office.drafting.addresses import know_addresses
from dpa_manager.web.portal import agreements as portal_agreements
from dpa_manager.web.portal import engagements as portal_engagements
from dpa_manager.web.portal import homes, receivers, rights, team
from dpa_manager.web.portal import maps as portal_maps
from dpa_manager.web.portal import measures as portal_measures
from dpa_manager.web.public import health, parts
from dpa_manager.web.speaking import speak
from dpa_manager.web.strictness import be_strict
from dpa_manager.web.supplier_words import speak_of_suppliers

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    parts.blueprint,
    sign_in.blueprint,
    own_account.blueprint,
    own_factor.blueprint,
    today.blueprint,
    clients.blueprint,
    client_forms.blueprint,
    contact_forms.blueprint,
    engagements.blueprint,
    drifts.blueprint,
    maps.blueprint,
    new_engagements.blueprint,
    parties.blueprint,
    terms.blueprint,
    agreement_lists.blueprint,
    others.blueprint,
    activities.blueprint,
    activity_pages.blueprint,
    roles.blueprint,
    flows.blueprint,
    suppliers.blueprint,
    retention.blueprint,
    measures.blueprint,
    checks.blueprint,
    previews.blueprint,
    documents.blueprint,
    users.blueprint,
    memberships.blueprint,
    assignments.blueprint,
    organisations.blueprint,
    subprocessors.blueprint,
    subprocessor_forms.blueprint,
    recipients.blueprint,
    recipient_forms.blueprint,
    templates.blueprint,
    lists.blueprint,
    measure_sets.blueprint,
    mails.blueprint,
    security_entries.blueprint,
    settings.blueprint,
    searches.blueprint,
    help.blueprint,
    homes.blueprint,
    portal_engagements.blueprint,
    portal_agreements.blueprint,
    receivers.blueprint,
    portal_measures.blueprint,
    portal_maps.blueprint,
    rights.blueprint,
    team.blueprint,
)

_LONGEST_REQUEST_BYTES = 1024 * 1024
_LONGEST_FORM_BYTES = 256 * 1024
_MOST_FORM_PARTS = 200
_STATIC_AGE = timedelta(hours=1)


def open_house(config: Config) -> Toolbox:
    """The toolbox of this deployment; nothing is created and no connection is made."""
    toolbox = Toolbox(
        config=config,
        database=open_database(config.database_url),
        store=Store(config.agreements),
        converter=Converter(),
    )
    return replace(toolbox, background=Background(toolbox))


def create_app(house: Toolbox) -> Flask:
    """The Flask app that serves an open house."""
    app = Flask("dpa_manager.web", template_folder="templates", static_folder="static")
    app.config.update(settings_of(house.config))
    app.extensions["house"] = house
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    trust_proxies(app, count=house.config.trusted_proxies)
    # Before a view in this order; after it, and with the headers last, the other way round.
    guard_answers(app)
    be_strict(app)
    know_visitors(app)
    speak(app)
    guard_access(app)
    know_browsers(app)
    CSRFProtect(app)
    know_demonstrations(app)
    fill_frames(app)
    format_values(app)
    write_attributes_quickly()
    know_addresses(app)
    know_maps(app)
    explain_parts(app)
    speak_of_suppliers(app)
    remember_forms(app)
    answer_errors(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def trust_proxies(app: Flask, *, count: int) -> None:
    """Take address and scheme from what `count` proxies before us say; never the host."""
    if count:
        fixed = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = fixed  # type: ignore[method-assign] # Flask documents exactly this.


def settings_of(config: Config) -> dict[str, object]:
    """What Flask and its extensions have to know, by their own names."""
    return {
        "SECRET_KEY": config.secret_key,
        "TRUSTED_HOSTS": list(config.trusted_hosts()),
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "MAX_CONTENT_LENGTH": _LONGEST_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": _LONGEST_FORM_BYTES,
        "MAX_FORM_PARTS": _MOST_FORM_PARTS,
        "SEND_FILE_MAX_AGE_DEFAULT": _STATIC_AGE,
        # The prefix binds a cookie to this very host, over a safe connection (RFC 6265bis).
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        # A token lives as long as its session; where a request comes from is judged by our own
        # rule, which also holds without a Referer (docs/decisions/0024).
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        # Without flask-babel, forms take their words from WTForms' own catalogues.
        "WTF_I18N_ENABLED": False,
    }
