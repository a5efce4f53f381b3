"""The script at the root, run for real on a folder of programs that stands for a machine."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEEDED_BY_SH = ("sh", "cat", "cksum", "dirname", "tr")

PYTHON = """#!/bin/sh
case $* in -V) echo Python 3.11.2; exit ;; esac
echo "python $*; home $DPA_HOME; in $(pwd)" >>"$LOG"
case $* in *install*requirements-uv.lock*) exit 1 ;; esac
"""
APT = '#!/bin/sh\necho "apt-get $*" >>"$LOG"\nexit ${APT_EXIT:-0}\n'


class Machine:
    """The script, chosen programs, and a Python that writes down what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a clone"
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.elsewhere = folder / "elsewhere"
        for made in (self.root, self.bin, self.elsewhere):
            made.mkdir()
        for name in ("run", *(path.name for path in ROOT.glob("requirements*.lock"))):
            shutil.copy(ROOT / name, self.root)
        for name in NEEDED_BY_SH:
            (self.bin / name).symlink_to(str(shutil.which(name)))
        self.put(self.root / ".venv/bin/python", PYTHON)
        self.put_program("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        self.put_program("id", "#!/bin/sh\necho 1000\n")

    def put(self, path: Path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script)
        path.chmod(0o755)

    def put_program(self, name: str, script: str = "#!/bin/sh\n") -> None:
        self.put(self.bin / name, script)

    def put_all_programs(self) -> None:
        for name in ("soffice", "bwrap", "chromium", "pdftotext", "git", "apt-get"):
            self.put_program(name)
        self.put_program("fc-list", "#!/bin/sh\necho Carlito; echo Caladea; echo Liberation Sans\n")

    def become_root(self) -> None:
        self.put_program("id", "#!/bin/sh\necho 0\n")

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / "run", *words],
            cwd=self.elsewhere,
            env={"PATH": str(self.bin), "LOG": str(self.log), **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """A machine on which nothing is left to set up."""
    machine.put_all_programs()
    assert machine.run("setup", "tests").returncode == 0
    machine.log.unlink()
    return machine


def test_without_a_word_the_demonstration_is_loaded_and_served(ready: Machine) -> None:
    home = ready.root / "demo-home"

    assert ready.run("--fresh").returncode == 0

    assert ready.calls() == [
        f"python -m dpa_manager demo --fresh; home {home}; in {ready.elsewhere}",
        f"python -m dpa_manager serve --no-links; home {home}; in {ready.elsewhere}",
    ]


def test_a_command_gets_its_words_and_stays_in_its_folder(ready: Machine) -> None:
    ready.run("dpa-manager", "draft", "A", "--out", "a b.pdf", DPA_HOME="/srv/firm")

    assert ready.calls() == [
        f"python -m dpa_manager draft A --out a b.pdf; home /srv/firm; in {ready.elsewhere}"
    ]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["test", "tests/a", "-k", "b"], "-m not prove -n 3 --dist worksteal tests/a -k b"),
        (["prove"], "-m prove"),
    ],
)
def test_only_the_tests_asked_for_are_run(ready: Machine, words: list[str], asked: str) -> None:
    ready.run(*words)

    assert ready.calls() == [f"python -m pytest {asked}; home ; in {ready.root}"]


def test_a_finding_of_the_linter_ends_the_tests_before_they_begin(ready: Machine) -> None:
    ready.put(ready.root / ".venv/bin/ruff", "#!/bin/sh\nexit 1\n")

    assert ready.run("test").returncode == 1

    assert ready.calls() == []


@pytest.mark.parametrize("command", ["test", "sure"])
def test_every_linter_runs_before_the_tests(ready: Machine, command: str) -> None:
    for name in ("ruff", "lint-imports", "mypy", "djlint"):
        ready.put(ready.root / f".venv/bin/{name}", f'#!/bin/sh\necho "{name} $1" >>"$LOG"\n')

    ready.run(command)

    names = [" ".join(call.split()[:2]) for call in ready.calls()]
    assert names[:5] == ["ruff format", "ruff check", "lint-imports --no-logo", *names[3:5]]
    assert [name.split()[0] for name in names[3:]] == ["mypy", "djlint", "python"]


def test_a_wrong_word_is_answered_with_what_can_be_asked(machine: Machine) -> None:
    answer = machine.run("tset")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert "./run test" in answer.stderr


def test_without_the_right_to_install_it_says_what_to_ask_for_and_goes_on(
    machine: Machine,
) -> None:
    machine.put_program("apt-get", APT)

    answer = machine.run("dpa-manager", "list")

    assert (
        "as root: apt-get update && apt-get install --no-install-recommends "
        "libreoffice-writer-nogui fonts-crosextra-carlito fonts-crosextra-caladea "
        "fonts-liberation2 fontconfig bubblewrap"
    ) in answer.stderr
    assert answer.returncode == 0
    assert "python -m dpa_manager list" in machine.calls()[-1]
    assert not any(call.startswith("apt-get") for call in machine.calls())


def test_root_installs_only_what_is_missing(machine: Machine) -> None:
    machine.put_all_programs()
    machine.put_program("apt-get", APT)
    (machine.bin / "bwrap").unlink()
    machine.become_root()

    machine.run("setup")

    installs = [call for call in machine.calls() if " install " in call and "apt-get" in call]
    assert machine.calls()[0] == "apt-get update -qq"
    assert [call.split("--no-install-recommends ")[1] for call in installs] == ["bubblewrap"]


def test_a_sudo_that_asks_nothing_is_used(machine: Machine) -> None:
    machine.put_all_programs()
    machine.put_program("apt-get", APT)
    machine.put_program("sudo", '#!/bin/sh\n[ "$1" = -n ] || exit 1\nshift\nexec "$@"\n')
    machine.put_program("true")
    (machine.bin / "soffice").unlink()

    machine.run("setup")

    assert any("libreoffice-writer-nogui" in call for call in machine.calls())


def test_an_installation_that_fails_is_told_and_not_the_end(machine: Machine) -> None:
    machine.put_all_programs()
    machine.put_program("apt-get", APT)
    (machine.bin / "bwrap").unlink()
    machine.become_root()

    answer = machine.run("dpa-manager", "list", APT_EXIT="100")

    assert "That failed. By hand, as root: apt-get update && apt-get install" in answer.stderr
    assert "python -m dpa_manager list" in machine.calls()[-1]


def test_where_there_is_no_apt_the_missing_programs_are_named(machine: Machine) -> None:
    answer = machine.run("setup")

    assert "Missing (names as on Debian): libreoffice-writer-nogui" in answer.stderr
    assert answer.returncode == 0


def test_pip_installs_the_lock_where_uv_cannot(machine: Machine) -> None:
    machine.put_all_programs()

    machine.run("setup")

    last = machine.calls()[-1]
    assert "-m pip" in last
    assert "--require-hashes" in last
    assert f"-r {machine.root}/requirements.lock" in last


def test_a_changed_lock_is_installed_again_and_an_unchanged_one_is_not(ready: Machine) -> None:
    ready.run("setup")
    assert ready.calls() == []

    with (ready.root / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    ready.run("setup")

    assert any("requirements.lock" in call for call in ready.calls())


def test_packages_that_cannot_be_installed_end_the_run(machine: Machine) -> None:
    machine.put_all_programs()
    failing = PYTHON.replace("*install*requirements-uv.lock*", "*install*")
    machine.put(machine.root / ".venv/bin/python", failing)

    answer = machine.run("dpa-manager", "list")

    assert answer.returncode == 1
    assert "could not be installed" in answer.stderr
    assert not any("dpa_manager" in call for call in machine.calls())


def test_setting_up_what_is_set_up_takes_less_than_two_seconds() -> None:
    command = ["/bin/sh", ROOT / "run", "setup", "tests"]
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    subprocess.run(command, check=True, env=environment)
    began = time.monotonic()

    subprocess.run(command, check=True, env=environment)

    assert time.monotonic() - began < 2
