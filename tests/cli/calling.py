"""Calling the command line in a home, as a person or a script does."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from dpa_manager.cli import main
from tests.conftest import SECRET

ROOT = Path(__file__).resolve().parents[2]
# A path without LibreOffice: a document stays DOCX, which takes milliseconds.
WITHOUT_OFFICE = "/nonexistent"


def settings_of(home, **settings):
    """The environment of a command in `home`."""
    return {"DPA_HOME": str(home), "DPA_SECRET_KEY": SECRET, "PATH": WITHOUT_OFFICE} | settings


def call(home, *arguments, given=None, **settings):
    """What a command answered, run in this process; `given` is its standard input."""
    environment = {name: None for name in os.environ if name.startswith("DPA_")}
    environment |= settings_of(home, **settings)
    return CliRunner().invoke(main, [str(one) for one in arguments], env=environment, input=given)


def call_process(home, *arguments, before=None, cwd=ROOT, **settings):
    """The same by a process of its own; `before` runs in it before the command does."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DPA_")}
    return subprocess.run(
        [sys.executable, "-m", "dpa_manager", *map(str, arguments)],
        env=plain | {"PYTHONPATH": str(ROOT)} | settings_of(home, **settings),
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=before,
    )


def one_object(stdout):
    """The one JSON object that stands on standard output, and nothing beside it."""
    assert stdout.count("\n") == 1, stdout
    told = json.loads(stdout)
    assert isinstance(told, dict)
    return told


def told_error(answer):
    """What a command with `--json` says of its refusal."""
    assert answer.exit_code == 1, answer.exception
    assert answer.stderr == ""
    told = one_object(answer.stdout)["error"]
    assert {"code", "sentence", "field"} <= set(told)
    assert told["sentence"][-1] in ".?"
    return told


def commands():
    """Every command by the words that call it, groups left out."""
    found = {}
    for name, command in main.commands.items():
        if hasattr(command, "commands"):
            found |= {f"{name} {sub}": one for sub, one in command.commands.items()}
        else:
            found[name] = command
    return found


def rows(home, query, *values):
    """The rows of a question in SQL to the database of a home."""
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection:
        return connection.execute(query, values).fetchall()
