"""The house as a whole: what its documents, locks and scripts say about it is true."""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from dpa_manager.config import Config

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/*.md")])


def read(path: str) -> str:
    return (ROOT / path).read_text()


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", read(lock), re.MULTILINE))


def packages() -> set[str]:
    """The folders of the program that hold Python and are not inside another one."""
    return {
        path.name
        for path in (ROOT / "dpa_manager").iterdir()
        if path.is_dir() and any(path.glob("*.py"))
    }


@pytest.mark.parametrize("script", ["run", ".ci/run", "tests/clean_debian.sh"])
def test_a_script_can_be_started_as_it_is(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run([shell_of(script), "-n", ROOT / script], check=False).returncode == 0


def shell_of(script: str) -> str:
    return "bash" if "bash" in read(script).splitlines()[0] else "sh"


def test_continuous_integration_runs_what_everybody_runs() -> None:
    lines = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]

    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "./run test"]


def test_the_readme_names_no_way_to_run_that_the_script_does_not_know() -> None:
    known = subprocess.run([ROOT / "run", "help"], check=True, capture_output=True, text=True)

    asked = {
        word
        for path in DOCUMENTS
        for word in re.findall(r"\./run ([a-z][a-z-]+)", path.read_text())
    }

    assert {"test", "dpa-manager"} <= asked
    assert asked <= set(re.findall(r"\./run ([a-z][a-z-]+)", known.stdout)) | {"help"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_links_to_what_is_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())

    missing = [
        link for link in links if "://" not in link and not (document.parent / link).exists()
    ]

    assert missing == []


def test_every_folder_that_the_architecture_names_exists() -> None:
    named = re.findall(
        r"`((?:dpa_manager|tests|docs|templates|agreements)/[\w/.]*)`", read("docs/architecture.md")
    )

    assert len(named) > len(packages())
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_table_of_the_architecture_names_files_that_exist() -> None:
    named = re.findall(
        r"`((?:models|actions|queries|domain|web)/[\w/.]*)`", read("docs/architecture.md")
    )

    assert named
    assert [path for path in named if not (ROOT / "dpa_manager" / path).exists()] == []


def test_the_architecture_names_every_package() -> None:
    named = set(re.findall(r"dpa_manager/(\w+)/", read("docs/architecture.md")))

    assert packages() - named == set()


def test_the_readme_lists_every_setting_that_is_read() -> None:
    listed = set(re.findall(r"`(DPA_\w+)`", read("README.md")))

    read_settings = {
        f"DPA_{field.name.upper()}" for field in fields(Config) if not field.name.startswith("is_")
    }

    assert listed == read_settings


def test_every_decision_is_listed_and_numbered_without_a_gap() -> None:
    pages = sorted(path.name for path in ROOT.glob("docs/decisions/[0-9]*.md"))

    assert [int(page[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md")) == pages


def test_the_changelog_begins_with_the_version_of_the_program() -> None:
    newest = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)

    assert newest is not None
    assert newest.group(1) == PROJECT["version"]


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PROJECT["dependencies"]),
        (
            "requirements-test.lock",
            PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"],
        ),
    ],
)
def test_a_lock_holds_a_fitting_pin_for_all_that_is_asked(lock: str, asked: list[str]) -> None:
    held = pins(lock)

    unfit = [
        line
        for line in asked
        if not Requirement(line).specifier.contains(held.get(Requirement(line).name, "0"))
    ]

    assert unfit == []


def test_the_lock_for_tests_holds_all_that_the_program_runs_with() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_the_packages_in_use_are_those_of_the_lock() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        check=True,
        capture_output=True,
        text=True,
    )
    used = dict(line.lower().replace("_", "-").split("==") for line in listed.stdout.split())

    held = {
        name.replace("_", "-"): version for name, version in pins("requirements-test.lock").items()
    }

    assert {name: used[name] for name in held if name in used and used[name] != held[name]} == {}
    assert "flask" in used


def test_the_page_linter_notices_a_careless_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p><img src='a.png'></p>\n")
    linter = [Path(sys.executable).parent / "djlint", "--lint", "--profile", "jinja", tmp_path]

    answer = subprocess.run(linter, check=False, capture_output=True, text=True)

    assert answer.returncode == 1
    assert "H013" in answer.stdout
