"""`serve`: what it refuses with one sentence, what it prints, and that any folder will do."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from dpa_manager.models import Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.browser.serving import environment_of, free_port, served, wait_for
from tests.conftest import SECRET
from tests.factories import AT
from tests.web.signed_in import a_member_of_staff


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


@pytest.mark.parametrize(
    ("host", "base_url"),
    [
        ("0.0.0.0", ""),  # noqa: S104
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("127.0.0.1", "https://kbits.example"),
    ],
)
def test_a_demonstration_is_served_on_this_computer_only(demonstration, host, base_url):
    told = refusal(demonstration, "--host", host, DPA_BASE_URL=base_url)

    assert "on this computer only" in told


def test_real_data_are_not_served_without_the_address_that_links_name(home):
    assert "DPA_BASE_URL is not set" in refusal(home)


def test_real_data_are_not_served_to_others_under_a_name_of_this_computer(home):
    told = refusal(home, "--host", "0.0.0.0", DPA_BASE_URL="http://localhost:8000")  # noqa: S104

    assert "of this computer only" in told


def test_an_address_in_the_open_is_refused(home):
    assert "passwords would be open" in refusal(home, DPA_BASE_URL="http://kbits.example")


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
        assert answer.url == f"{address}/login"
    assert [path.name for path in elsewhere.iterdir()] == ["wsgi.py"]


def test_it_ends_when_it_is_asked_to(demonstration):
    with served(demonstration, DPA_SECRET_KEY=SECRET) as address:
        pass

    with socket.socket() as closed:
        port = int(address.rpartition(":")[2])
        assert closed.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize(("option", "count"), [((), 2), (("--no-links",), 0)])
def test_each_start_of_a_demonstration_prints_links_to_where_it_is_served(
    demonstration, option, count
):
    a_member_of_staff()
    port = free_port()
    command = [sys.executable, "-m", "dpa_manager", "serve", "--port", str(port), *option]
    environment = environment_of(demonstration, DPA_SECRET_KEY=SECRET)
    with subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True) as server:
        told = next(line for line in server.stderr if "Serving on" in line)
        server.terminate()
        printed, _ = server.communicate(timeout=30)

    assert f"http://127.0.0.1:{port}" in told
    assert len(re.findall(rf"http://127\.0\.0\.1:{port}/m/[\w-]{{43}}$", printed, re.M)) == count


def test_a_real_house_prints_no_links(home):
    a_member_of_staff()
    port = free_port()
    command = [sys.executable, "-m", "dpa_manager", "serve", "--port", str(port)]
    settings = {"DPA_SECRET_KEY": SECRET, "DPA_BASE_URL": f"http://127.0.0.1:{port}"}
    environment = environment_of(home, **settings)
    with subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True) as server:
        assert any("Serving on" in line for line in server.stderr)
        server.terminate()
        printed, _ = server.communicate(timeout=30)

    assert printed == ""


def children_of(process):
    """The processes that `process` started, by what they run."""
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    words = {int(pid): Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in pids}
    return {("worker" if "worker" in line else "server"): pid for pid, line in words.items()}


@pytest.fixture
def both(demonstration):
    """Server and worker together, both at work."""
    port = free_port()
    command = [sys.executable, "-m", "dpa_manager", "serve", "--port", str(port), "--with-worker"]
    environment = environment_of(demonstration, DPA_SECRET_KEY=SECRET)
    with subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True) as process:
        assert any("worker is at work" in line for line in process.stderr)
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield process
        process.kill()


def test_server_and_worker_stop_together_when_they_are_asked_to(both):
    children = children_of(both)
    assert children.keys() == {"server", "worker"}

    both.terminate()

    assert both.wait(timeout=60) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in children.values())


@pytest.mark.parametrize("ended", ["server", "worker"])
def test_when_one_of_the_two_ends_the_other_stops_and_it_is_told(both, ended):
    children = children_of(both)

    os.kill(children[ended], signal.SIGKILL)

    _, told = both.communicate(timeout=60)
    assert both.returncode == 1
    assert f"The {ended} ended" in told
    assert not any(Path(f"/proc/{pid}").exists() for pid in children.values())
