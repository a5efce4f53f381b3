"""The looks: small, without a class that nobody wears or that nothing describes."""

import gzip
import re
from pathlib import Path

import pytest

import dpa_manager

WEB = Path(dpa_manager.__file__).parent / "web"
MOST_BYTES = 8_000
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


def sheets():
    return "\n".join(path.read_text() for path in sorted((WEB / "static").glob("*.css")))


def described():
    """The classes that the sheets know."""
    return set(re.findall(r"\.([a-z][a-z_-]*)", re.sub(r"\d\.\d|[\w./-]+\.css", "", sheets())))


def worn():
    """The classes of the pages."""
    pages = [path.read_text() for path in (WEB / "templates").rglob("*.html")]
    attributes = [a for page in pages for a in re.findall(r'class="([^"]*)"', CODE.sub(" ", page))]
    return {name for attribute in attributes for name in attribute.split()}


def test_the_sheets_are_small():
    assert len(gzip.compress(sheets().encode())) <= MOST_BYTES


def test_every_class_that_is_worn_is_described():
    blocks = {name.partition("__")[0] for name in described()}
    assert worn() - described() - blocks == set()


def test_every_class_that_is_described_is_worn():
    assert described() - worn() == set()


def test_the_colours_are_tokens():
    for name in ("base", "components"):
        text = (WEB / "static" / f"{name}.css").read_text()
        assert re.findall(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", text) == [], name


@pytest.mark.parametrize("token", sorted(set(re.findall(r"var\((--[\w-]+)\)", sheets()))))
def test_a_token_that_is_used_exists(token):
    assert f"{token}:" in sheets()


def test_a_token_that_exists_is_used():
    named = set(re.findall(r"(--[\w-]+):", sheets()))
    assert {token for token in named if f"var({token})" not in sheets()} == set()
