"""Where everything is put together: the open house, and the Flask app that serves it."""

from datetime import timedelta

from flask import Flask

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import Config
from dpa_manager.documents.converter import Converter
from dpa_manager.documents.store import Store
from dpa_manager.models.base import open_database
from dpa_manager.web.access import guard_access
from dpa_manager.web.answers import guard_answers
from dpa_manager.web.errors import answer_errors
from dpa_manager.web.formatting import format_values
from dpa_manager.web.office import agreements
from dpa_manager.web.public import health
from dpa_manager.web.speaking import speak

_LONGEST_REQUEST_BYTES = 1024 * 1024
_STATIC_AGE = timedelta(hours=1)


def open_house(config: Config) -> Toolbox:
    """The toolbox of this deployment; nothing is created and no connection is made."""
    return Toolbox(
        config=config,
        database=open_database(config.database_url),
        store=Store(config.agreements),
        converter=Converter(),
    )


def create_app(house: Toolbox) -> Flask:
    """The Flask app that serves an open house."""
    app = Flask("dpa_manager.web", template_folder="templates", static_folder="static")
    app.config.update(
        SECRET_KEY=house.config.secret_key,
        MAX_CONTENT_LENGTH=_LONGEST_REQUEST_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=_STATIC_AGE,
        TRUSTED_HOSTS=list(house.config.trusted_hosts()),
    )
    app.extensions["house"] = house
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    speak(app)
    format_values(app)
    guard_access(app, house)
    guard_answers(app)
    answer_errors(app)
    app.register_blueprint(agreements.blueprint)
    app.register_blueprint(health.blueprint)
    return app
