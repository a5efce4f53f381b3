"""The pages in a real browser: the complete house, served by gunicorn on a free port."""

import shutil
from datetime import UTC, datetime

import pytest
from playwright.sync_api import sync_playwright

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.models import Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import ENGAGEMENT
from tests.browser.serving import served
from tests.conftest import SECRET, FrozenClock
from tests.factories import ACTOR


@pytest.fixture(scope="session")
def served_home(filled_sqlite, tmp_path_factory):
    """A copy of the complete house, marked as a demonstration, with a drafted agreement."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(filled_sqlite, home)
    url = f"sqlite:///{home / 'dpa_manager.sqlite3'}"
    toolbox = open_toolbox(url, folder=home, clock=FrozenClock())
    with toolbox.connected():
        Setting.create(name=DEMONSTRATION, value=True, changed_at=datetime.now(UTC))
        draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=toolbox)
    return home


@pytest.fixture(scope="session")
def address(served_home):
    """Where the house is served while the tests run."""
    with served(served_home, DPA_SECRET_KEY=SECRET) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
