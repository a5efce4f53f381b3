"""`serve`: what it refuses with one sentence, and that it serves from any folder."""

import socket
import subprocess
import sys
import urllib.request

import pytest

from dpa_manager.models import Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.browser.serving import environment_of, served
from tests.conftest import SECRET
from tests.factories import AT


@pytest.fixture
def home(complete_sqlite_toolbox, tmp_path):
    """A home with the complete house, of which nobody says that it is a demonstration."""
    return tmp_path


@pytest.fixture
def demonstration(home):
    Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    return home


def refusal(home, *arguments, **settings):
    """The one line in which serving was refused."""
    answer = subprocess.run(
        [sys.executable, "-m", "dpa_manager", "serve", *arguments],
        env=environment_of(home, **({"DPA_SECRET_KEY": SECRET} | settings)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert answer.returncode == 1, answer.stderr
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1, answer.stderr
    return answer.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org"])  # noqa: S104
def test_other_computers_are_not_served(demonstration, host):
    assert "this computer only" in refusal(demonstration, "--host", host)


def test_real_data_are_not_served(home):
    assert "only a demonstration is served" in refusal(home)


def test_a_house_without_a_secret_is_not_served(demonstration):
    assert "secret.key" in refusal(demonstration, DPA_SECRET_KEY="")


def test_an_unknown_setting_is_named(demonstration):
    assert "DPA_BASE_UR is not a setting" in refusal(demonstration, DPA_BASE_UR="x")


def test_where_no_house_is_nothing_is_served(tmp_path):
    assert "no house" in refusal(tmp_path)


def test_a_database_that_may_lose_what_it_acknowledged_is_not_served(postgresql_url, tmp_path):
    assert "fsync = off" in refusal(tmp_path, DPA_DATABASE_URL=postgresql_url)


def test_a_port_that_somebody_listens_on_is_named(demonstration):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert f"Port {port}" in refusal(demonstration, "--port", str(port))


def test_it_serves_its_own_program_from_any_folder(demonstration, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "wsgi.py").write_text("raise SystemExit('another program')\n")
    settings = {"DPA_SECRET_KEY": SECRET, "DPA_AGREEMENTS": "../agreements"}

    with (
        served(demonstration, cwd=elsewhere, **settings) as address,
        urllib.request.urlopen(address, timeout=20) as answer,  # noqa: S310 - loopback.
    ):
        assert "<h1>" in answer.read().decode()
    assert [path.name for path in elsewhere.iterdir()] == ["wsgi.py"]


def test_it_ends_when_it_is_asked_to(demonstration):
    with served(demonstration, DPA_SECRET_KEY=SECRET) as address:
        pass

    with socket.socket() as closed:
        port = int(address.rpartition(":")[2])
        assert closed.connect_ex(("127.0.0.1", port)) != 0
