"""The page about security: every requirement that it claims names tests, and they are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
CLAIMS = [
    line
    for line in PAGE.partition("## Requirements")[2].partition("\n## ")[0].splitlines()
    if re.match(r"\| \d", line)
]


@cache
def names_in(file):
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda value: value)
def test_a_test_that_the_page_names_is_there(file, name):
    assert name in names_in(file)


def test_every_requirement_that_the_page_claims_names_a_test():
    assert len(CLAIMS) > 30
    assert [line for line in CLAIMS if not re.search(r"::test_\w+`", line)] == []
