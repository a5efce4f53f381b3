"""The habits of the house: every file keeps them, and each checker is shown to notice a breach."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests import habit_checks as checks
from tests.habit_checks import MOST_LINES, REGISTRIES, TABLE_CALLS, Check, File

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = r"^dpa_manager/.*\.py$"
PYTHON = r"\.py$"
PAGES = r"^dpa_manager/web/.*\.html$"
TESTS = r"^tests/.*test_\w+\.py$"
MODELS = r"^dpa_manager/models/.*\.py$"
WEB = r"^dpa_manager/web/.*\.py$"

KEY = "class {0}(Row):\n    of = ForeignKeyField({1}, lazy_load=False, backref={2})\n"
LOCK = "flask==3.1.3 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@dataclass(frozen=True)
class Habit:
    """What files whose path matches `where` do; `bad` and `good` are files: path → text."""

    claim: str
    where: str
    check: Check
    bad: Mapping[str, str]
    good: Mapping[str, str]

    def breaches(self, files: list[File]) -> list[str]:
        return self.check([file for file in files if re.search(self.where, file.path)])


def in_file(path: str, text: str) -> dict[str, str]:
    return {path: text}


HABITS = (
    Habit(
        "a file has at most 400 lines",
        r"\.(py|html|css|js)$",
        checks.too_long,
        bad=in_file("a.css", "a {}\n" * (MOST_LINES + 1)),
        good={"a.css": "a {}\n" * MOST_LINES, "a.toml": "a = 1\n" * (MOST_LINES + 1)},
    ),
    Habit(
        "a name says what the file owns",
        r".",
        checks.vaguely_named,
        bad=in_file("dpa_manager/web/helpers/dates.py", ""),
        good=in_file("dpa_manager/web/formatting.py", ""),
    ),
    Habit(
        "a module's first line says what it owns",
        PYTHON,
        checks.without_docstring,
        bad=in_file("a.py", "import os\n"),
        good={"a.py": '"""Owns a thing."""\n', "tests/empty.py": ""},
    ),
    Habit(
        "a transaction is opened in one place",
        r"^dpa_manager/(?!models/base\.py$).*\.py$",
        checks.calls_of("atomic"),
        bad=in_file("dpa_manager/actions/a.py", "with database.atomic():\n    pass\n"),
        good={
            "dpa_manager/models/base.py": "with database.atomic():\n    pass\n",
            "dpa_manager/actions/a.py": "with transaction('firm'):\n    atomic = 1\n",
        },
    ),
    Habit(
        "the web layer reaches no table",
        WEB,
        checks.method_calls_of(*TABLE_CALLS),
        bad=in_file("dpa_manager/web/a.py", "def a(b):\n    b.save()\n"),
        good={
            "dpa_manager/web/a.py": "def a(b):\n    return b.saved, select(b)\n",
            "dpa_manager/actions/a.py": "def a(b):\n    b.save()\n",
        },
    ),
    Habit(
        "a view is short",
        WEB,
        checks.long_view,
        bad=in_file("dpa_manager/web/a.py", "@pages.get('/')\ndef a():\n" + "    b = 1\n" * 16),
        good=in_file("dpa_manager/web/a.py", "@pages.get('/')\ndef a():\n" + "    b = 1\n" * 15),
    ),
    Habit(
        "only the command line prints",
        r"^dpa_manager/(?!cli/).*\.py$",
        checks.calls_of("print", "pprint"),
        bad=in_file("dpa_manager/app.py", "print('a')\n"),
        good={
            "dpa_manager/cli/a.py": "print('a')\n",
            "dpa_manager/app.py": "printed = 'print()'\n",
        },
    ),
    Habit(
        "tables point one way",
        PROGRAM,
        checks.each_line(r"\bDeferredForeignKey\b", "a key to a table that comes later"),
        bad=in_file("dpa_manager/models/a.py", "a = peewee.DeferredForeignKey('B')\n"),
        good=in_file("dpa_manager/models/a.py", "a = peewee.ForeignKeyField(B)\n"),
    ),
    Habit(
        "a foreign key loads nothing that was not joined",
        MODELS,
        checks.lazily_loaded,
        bad=in_file(
            "dpa_manager/models/a.py", KEY.format("A", "B", "'+'").replace("False", "True")
        ),
        good=in_file("dpa_manager/models/a.py", KEY.format("A", "B", "'a'")),
    ),
    Habit(
        "a shared row leads back to no client",
        MODELS,
        checks.walked_back,
        bad={
            "dpa_manager/models/a.py": KEY.format("Case", "Client", "'cases'"),
            "dpa_manager/models/b.py": KEY.format("Listing", "Case", "'listings'")
            + KEY.format("Listing", "Shared", "'listings'"),
        },
        good={
            "dpa_manager/models/a.py": KEY.format("Case", "Client", "'cases'"),
            "dpa_manager/models/b.py": KEY.format("Listing", "Case", "'listings'")
            + KEY.format("Listing", "Shared", "'+'")
            + KEY.format("Part", "Shared", "'parts'"),
        },
    ),
    Habit(
        "an agreement or an authority is called by its name",
        PROGRAM,
        checks.agreement_called_dpa,
        bad=in_file("dpa_manager/a.py", "signed_dpa = 1\n"),
        good=in_file("dpa_manager/a.py", "DPA_HOME = 'dpa'\nimport dpa_manager.b\n"),
    ),
    Habit(
        "a date ends in _on and an instant in _at",
        PROGRAM,
        checks.misnamed_time,
        bad=in_file("dpa_manager/a.py", "class A:\n    signed_at: date | None\n"),
        good=in_file(
            "dpa_manager/a.py",
            "class A:\n    signed_on: date | None\n    sent_at = InstantField()\n    today: date\n",
        ),
    ),
    *(
        Habit(
            f"a page holds {what}",
            PAGES,
            checks.careless_page,
            bad=in_file("dpa_manager/web/templates/a.html", f"<p>\n{bad}\n"),
            good=in_file("dpa_manager/web/templates/a.html", f"<p>\n{good}\n"),
        )
        for what, bad, good in (
            ("no style attribute", "<p style='a'>", "<p class='style'>"),
            ("no style element", "<style>p {}</style>", "<link rel='stylesheet' href='a.css'>"),
            ("no inline script", "<script>a()</script>", "<script defer src='a.js'></script>"),
            ("no event attribute", "<a onclick='a()'>", "<option value='one=two'>"),
            ("no script address", "<a href='javascript:a()'>", "<a href='/javascript'>"),
            ("no unescaped words", "{{ a | safe }}", "{{ a | safely }}"),
        )
    ),
    Habit(
        "nothing is left for later",
        r"(\.(py|html|css|js|sh|toml)|run)$",
        checks.each_line(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b", "left for later"),
        bad=in_file("a.py", "# TO" + "DO: write it\n"),
        good=in_file("a.py", "# A list of what there is to do.\n"),
    ),
    *(
        Habit(
            claim,
            r".",
            checks.each_line(pattern, "belongs to one machine"),
            bad=in_file("a.md", bad),
            good=in_file("a.md", good),
        )
        for claim, pattern, bad, good in (
            (
                "no path belongs to one machine",
                r"(?<![\w.])/(root|work|home/\w+|Users/\w+)/|\.py" + r"env\b",
                "See /" + "home/me/notes.",
                "See example.org/home/me/ and ./work" + "/notes, or /srv/home/.",
            ),
            (
                "no host of a package index is named",
                r"(?i)\b(" + "|".join(map(re.escape, REGISTRIES)) + r")\.(org|com|net)\b",
                "From pypi" + ".org it comes.",
                "PyPI has it; see peewee.readthedocs.org.",
            ),
        )
    ),
    *(
        Habit(
            f"a lock has {what}",
            r"^requirements.*\.lock$",
            checks.loose_lock,
            bad=in_file("requirements.lock", bad),
            good=in_file("requirements.lock", LOCK + LOCK.replace("3 \\", '3 ; a == "b" \\')),
        )
        for what, bad in (
            ("no address", "--index-url https" + "://example.org\n" + LOCK),
            ("exact pins", LOCK.replace("==", ">=")),
            ("a hash for each pin", LOCK.split(" \\", maxsplit=1)[0] + "\n"),
            ("hashes whose list ends", LOCK.rstrip() + " \\\n" + LOCK),
        )
    ),
    Habit(
        "a test's name is a claim",
        TESTS,
        checks.names_no_claim,
        bad=in_file("tests/test_a.py", "def test_store_works():\n    assert a\n"),
        good=in_file("tests/test_a.py", "def test_a_gap_closes_itself():\n    assert a\n"),
    ),
    Habit(
        "a test can fail",
        r"^tests/.*\.py$",
        checks.cannot_fail,
        bad={
            "tests/test_a.py": "def test_a():\n    assert True\n    b()\n",
            "tests/b.py": "def b():\n    return 1\n",
        },
        good={
            "tests/test_a.py": "def test_a():\n    with raises(E):\n        b()\n",
            "tests/test_b.py": "def test_b():\n    b()\n",
            "tests/b.py": "def b():\n    assert 1 == 2\n",
        },
    ),
    *(
        Habit(
            f"a test is not {what}",
            r"^tests/.*\.py$",
            checks.left_out_or_faked,
            bad=in_file("tests/test_a.py", bad),
            good=in_file("tests/test_a.py", "from tests.page import a\na.skipped = mocked\n"),
        )
        for what, bad in (
            ("left out", "@pytest.mark.ski" + "pif(a)\ndef test_a(): ...\n"),
            ("faked", "from unittest.mo" + "ck import patch\n"),
        )
    ),
)


def files_of(texts: Mapping[str, str]) -> list[File]:
    return [File(path, text) for path, text in texts.items()]


@cache
def tracked_files() -> list[File]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    files = []
    for path in filter(None, listed.stdout.split("\0")):
        if (ROOT / path).is_file():
            data = (ROOT / path).read_bytes()
            files.append(File(path, "" if b"\0" in data else data.decode()))
    return files


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.claim)
def test_the_house_keeps_its_habit(habit: Habit) -> None:
    assert habit.breaches(tracked_files()) == []


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.claim)
def test_a_checker_notices_a_broken_habit(habit: Habit) -> None:
    assert len(habit.breaches(files_of(habit.bad))) >= 1


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.claim)
def test_a_checker_passes_the_nearest_good_file(habit: Habit) -> None:
    assert habit.breaches(files_of(habit.good)) == []


def test_the_checkers_look_at_the_files_of_the_program() -> None:
    paths = {file.path for file in tracked_files()}

    assert {"run", "dpa_manager/models/base.py", "requirements.lock"} <= paths
