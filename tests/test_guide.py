"""The user guide's files: words as they stand on the screen, pictures and links that are there."""

import re
import struct
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.browser.pictures_of_the_guide import MOST_BYTES, SHOTS

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "handleiding"
CHAPTERS = sorted(GUIDE.glob("*.md"))
VOCABULARY = ROOT / "dpa_manager" / "vocabulary"
CATALOGUE = ROOT / "dpa_manager/translations/nl/LC_MESSAGES/messages.po"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)]*)\)", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(img/([^)]*)\)", re.DOTALL)
PLACE = re.compile(r"%\(\w+\)[sd]")
MOST_PICTURES, WIDEST = 15, 1180


def on_one_line(words):
    return re.sub(r"\s+", " ", words)


@cache
def words_of_the_screen():
    """The Dutch words of the interface, with what a place in them takes; and those of the law."""
    with CATALOGUE.open("rb") as file:
        found = [message.string for message in read_po(file, locale="nl") if message.id]
    texts = {text for one in found for text in ([one] if isinstance(one, str) else one)}
    patterns = {".+".join(map(re.escape, PLACE.split(text))) for text in texts | labels()}
    return re.compile("|".join(sorted(patterns)))


def labels():
    """Every Dutch label of the vocabulary, and as it begins a line."""
    found = set()
    for path in VOCABULARY.glob("*.toml"):
        entries = tomllib.loads(path.read_text()).values()
        entries = [one for one in entries if isinstance(one, dict)]
        inner = [two for one in entries for two in one.values() if isinstance(two, dict)]
        phrases = [one.get("label", one) for one in entries + inner]
        found |= {phrase["nl"] for phrase in phrases if "nl" in phrase}
    return found | {label[:1].upper() + label[1:] for label in found}


def is_on_the_screen(words):
    return words_of_the_screen().fullmatch(words) is not None


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.stem)
def test_every_bold_word_stands_on_the_screen(file):
    bold = {on_one_line(words) for words in BOLD.findall(file.read_text())}
    assert {words for words in bold if not is_on_the_screen(words)} == set()


def test_a_word_that_no_page_speaks_is_noticed():
    assert is_on_the_screen("Opslaan")
    assert is_on_the_screen("Vergelijk versie 2 met vandaag")
    assert not is_on_the_screen("Bewaar alles")
    assert not is_on_the_screen("Opslaan en sluiten")


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.stem)
def test_every_link_leads_to_a_file_of_the_guide(file):
    found = [address.partition("#")[0] for address in LINK.findall(file.read_text())]
    assert [address for address in found if not (GUIDE / address).is_file()] == []
    assert not any(address.startswith(("http", "/", "..")) for address in found)


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.stem)
def test_a_chapter_is_short_and_begins_with_its_title(file):
    lines = file.read_text().splitlines()
    assert lines[0].startswith("# ")
    assert sum(line.startswith("# ") for line in lines) == 1
    assert len(lines) <= 80


def test_the_index_names_every_chapter():
    named = set(re.findall(r"\(([a-z-]+\.md)\)", (GUIDE / "README.md").read_text()))
    assert named == {file.name for file in CHAPTERS} - {"README.md"}


def test_the_pictures_that_are_named_are_those_that_are_there():
    named = [found for file in CHAPTERS for found in PICTURE.findall(file.read_text())]
    assert sorted(name for _, name in named) == sorted(p.name for p in GUIDE.glob("img/*"))
    assert [name for words, name in named if len(words) < 20] == []
    assert {f"{shot.name}.png" for shot in SHOTS} == {name for _, name in named}
    assert len(named) <= MOST_PICTURES


@pytest.mark.parametrize("path", sorted(GUIDE.glob("img/*.png")), ids=lambda path: path.name)
def test_a_picture_is_light_and_no_wider_than_a_page(path):
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert len(data) <= MOST_BYTES
    assert 300 <= width <= WIDEST
    assert 100 <= height <= WIDEST
