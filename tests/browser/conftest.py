"""The pages in a real browser: the complete house, served by gunicorn on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.models import Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import ENGAGEMENT
from tests.conftest import SECRET, FrozenClock
from tests.factories import ACTOR

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START_SECONDS = 60


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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DPA_")} | {
        "DPA_HOME": str(served_home),
        "DPA_SECRET_KEY": SECRET,
        "DPA_BASE_URL": url,
    }
    command = [sys.executable, "-m", "dpa_manager", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment)
    try:
        _wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(url):
    for _ in range(LONGEST_START_SECONDS * 5):
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - loopback.
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(f"Nothing answers at {url}.")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
