"""The pages over the complete house, marked as a demonstration, with a drafted agreement."""

import pytest

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.app import create_app, settings_of
from dpa_manager.models import Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR, AT
from tests.web.signed_in import a_member_of_staff, browser_of, sign_in


@pytest.fixture
def house(complete_sqlite_toolbox):
    """The house behind the pages: a demonstration."""
    Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    return complete_sqlite_toolbox


@pytest.fixture
def drafted(house):
    """The agreement of the complete engagement, as DOCX."""
    return draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=house)


@pytest.fixture(scope="session")
def kept_app():
    """Room for one app: making its rules and compiling its pages takes longer than most tests."""
    return {}


@pytest.fixture
def app(house, kept_app):
    """The app over this test's house; whoever changes the app itself makes one (`own_app`)."""
    if "app" not in kept_app:
        kept_app["app"] = create_app(house)
    app = kept_app["app"]
    app.extensions["house"] = house
    # Whether it is a demonstration stays the same for a house, and this is another one.
    app.extensions.pop("is_demonstration", None)
    app.config.update(settings_of(house.config))
    return app


@pytest.fixture
def own_app(house):
    """An app of this test alone, to which it may add rules."""
    return create_app(house)


@pytest.fixture
def stranger(app):
    """A browser in which nobody is signed in."""
    return browser_of(app)


@pytest.fixture
def visitor(app):
    """A browser in which somebody is signed in who may do all that staff may do together."""
    return sign_in(app, a_member_of_staff())
