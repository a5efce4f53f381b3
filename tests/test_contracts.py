"""The import contracts of pyproject.toml: each is shown an import that it forbids, and notices."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}

FORBIDDEN_IMPORTS = (
    ("Each floor knows only the floors below it", "domain/a.py", "dpa_manager.queries"),
    ("Each floor knows only the floors below it", "models/a.py", "dpa_manager.documents"),
    ("Each floor knows only the floors below it", "a_new_module.py", "dpa_manager.domain"),
    (
        "The rules of the law do not read settings of a deployment",
        "domain/a.py",
        "dpa_manager.config",
    ),
    ("Rules and terms are plain Python", "domain/a.py", "peewee"),
    ("Rules and terms are plain Python", "vocabulary/a.py", "jinja2"),
    ("Only actions, queries and the app touch tables", "web/a.py", "dpa_manager.models.base"),
    ("Flask stays in the web and the app", "actions/a.py", "flask"),
    (
        "Only actions make documents; reading the store and writing workbooks is open to queries",
        "queries/a.py",
        "dpa_manager.documents.renderer",
    ),
    ("Only actions write mails and send them", "web/a.py", "dpa_manager.mail"),
    ("Only actions write mails and send them", "cli/a.py", "smtplib"),
    ("Office and portal do not know each other", "web/office/a.py", "dpa_manager.web.portal"),
    ("Office and portal do not know each other", "web/portal/a.py", "dpa_manager.web.office"),
    ("Pages look rows up through the scope", "web/office/a.py", "dpa_manager.queries.lookup"),
    ("Pages look rows up through the scope", "web/a.py", "dpa_manager.queries.catalogue"),
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the program into which an import can be planted."""
    shutil.copytree(
        ROOT / "dpa_manager",
        tmp_path / "dpa_manager",
        ignore=lambda folder, names: [
            name for name in names if (Path(folder) / name).is_file() and not name.endswith(".py")
        ],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def check_imports(house: Path) -> str:
    answer = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout + answer.stderr


def test_the_house_as_it_is_keeps_every_contract(house: Path) -> None:
    answer = check_imports(house)

    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in answer


@pytest.mark.parametrize(("contract", "planted", "imported"), FORBIDDEN_IMPORTS)
def test_a_contract_notices_an_import_that_it_forbids(
    house: Path, contract: str, planted: str, imported: str
) -> None:
    (house / "dpa_manager" / planted).write_text(f"import {imported}\n")

    assert f"{contract} BROKEN" in " ".join(check_imports(house).split())


def test_every_contract_has_an_import_that_shows_it_works() -> None:
    assert {contract for contract, _, _ in FORBIDDEN_IMPORTS} == CONTRACTS
