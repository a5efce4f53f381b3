"""The pages over the complete house, marked as a demonstration, with a drafted agreement."""

import pytest
from flask.testing import FlaskClient

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.app import create_app
from dpa_manager.models import Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR, AT


@pytest.fixture
def house(complete_sqlite_toolbox):
    """The house behind the pages: a demonstration."""
    Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    return complete_sqlite_toolbox


@pytest.fixture
def drafted(house):
    """The agreement of the complete engagement, as DOCX."""
    return draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=house)


@pytest.fixture
def app(house):
    return create_app(house)


class Visitor(FlaskClient):
    """A browser; the test's own connection, which a request closes, is opened again after it."""

    def open(self, *args, **options):
        answer = super().open(*args, buffered=True, **options)
        self.application.extensions["house"].database.connect(reuse_if_open=True)
        return answer


@pytest.fixture
def visitor(app):
    """A browser on this computer."""
    app.test_client_class = Visitor
    return app.test_client()
