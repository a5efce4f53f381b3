"""A picture is well-formed and safe, fits its frame in each language, and marks what changed."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from dpa_manager.domain.data_map.letter_widths import width_of
from dpa_manager.domain.data_map.picture import WIDTH, picture_of
from dpa_manager.domain.data_map.picture_style import STANDALONE_STYLE
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from tests.domain.data_map.made_maps import US, map_to, maps, receiver, wide_map
from tests.domain.data_map.seen_picture import SVG, cards_of, lines_of, parsed

LONG = "Aansprakelijkheidsverzekeringsmaatschappij van Groot-Vlaanderen & Zonen"


def long_named(data_map):
    """The same map with very long words of all kinds."""
    words = Phrase(LONG, f"{LONG} du Hainaut occidental", LONG.replace(" ", ""))
    return replace(
        data_map,
        subjects=tuple(replace(row, words=words) for row in data_map.subjects),
        categories=tuple(replace(row, words=words) for row in data_map.categories),
        activities=tuple(replace(row, words=words) for row in data_map.activities),
        receivers=tuple(replace(row, name=LONG, line=words) for row in data_map.receivers),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nodes", [6, 25, 60, 200])
@pytest.mark.parametrize("is_whole", [True, False])
def test_words_stay_inside_their_card_and_cards_inside_the_frame(language, nodes, is_whole):
    svg = picture_of(long_named(wide_map(nodes=nodes)), language=language, is_whole=is_whole)

    _, _, width, height = map(float, parsed(svg).get("viewBox").split())
    assert width == WIDTH
    for card in cards_of(svg):
        left, top, wide, high = card.box
        assert 0 <= left < left + wide <= width
        assert 0 <= top < top + high <= height
        for text, at, baseline, size, is_bold in card.texts:
            assert at + width_of(text, size=size, is_bold=is_bold) <= left + wide - 8
            assert top + size * 0.7 < baseline <= top + high - size * 0.25
            assert text


@settings(max_examples=40)
@given(maps())
def test_no_card_lies_on_another(data_map):
    boxes = [card.box for card in cards_of(picture_of(data_map, language="fr"))]

    for column in {box[0] for box in boxes}:
        tops = sorted((box[1], box[3]) for box in boxes if box[0] == column)
        for (top, height), (below, _) in zip(tops, tops[1:], strict=False):
            assert top + height + 4 <= below


@given(maps())
def test_a_picture_in_a_page_has_no_style_and_a_file_has_its_own(data_map):
    page = picture_of(data_map, language="nl")
    alone = picture_of(data_map, language="nl", is_standalone=True)

    assert "style" not in page
    assert "<style>" in alone
    assert ' style="' not in alone
    assert parsed(alone).get("width") == str(WIDTH)
    assert "http" not in alone.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert len({card.identity for card in cards_of(page)}) == len(cards_of(page))


@pytest.mark.parametrize("is_standalone", [True, False])
def test_whatever_is_typed_is_only_words(is_standalone):
    name = "<script>&\"'</svg>\x00\x0b\ud800Ünïcode 中文"
    row = replace(receiver(1), name=name)

    svg = picture_of(
        map_to(row),
        language="nl",
        addresses={row.key: 'x" onclick="y'},
        is_standalone=is_standalone,
    )

    (card,) = cards_of(svg, kind="receiver")
    assert card.says.startswith("<script>&\"'</svg>Ünïcode 中文,")
    assert card.leads == 'x" onclick="y'
    assert "<script" not in svg


def test_lists_hold_items_and_what_is_only_drawn_is_not_read_out():
    root = parsed(picture_of(wide_map(nodes=25), language="en"))

    lists = [group for group in root.iter() if group.get("role") == "list"]
    assert [group.get("aria-label").split(",")[0] for group in lists] == [
        "Whose data",
        "Which data",
        "What for",
        "With whom and where",
    ]
    assert all(item.get("role") == "listitem" for group in lists for item in group)
    hidden = [group for group in root if group.get("aria-hidden") == "true"]
    drawn = {path for group in hidden for path in group.iter(f"{SVG}path")}
    assert set(root.iter(f"{SVG}path")) == drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_without_flows_is_a_picture_without_cards(language):
    svg = picture_of(DataMap(), language=language, is_standalone=True)

    assert cards_of(svg) == []
    assert 'role="list"' not in svg


def test_what_is_new_gone_or_changed_is_marked_and_what_it_shares_is_not():
    data_map = map_to(receiver(1), receiver(2), receiver(3, country=US, outside=(US,)))
    marks = dict(zip(data_map.flows, ("added", "removed"), strict=False))

    svg = picture_of(data_map, language="nl", marks=marks)

    looks = [card.classes & {"map__node--added", "map__node--removed"} for card in cards_of(svg)]
    words = {card.flows: [text[0] for text in card.texts] for card in cards_of(svg)}
    assert looks.count({"map__node--added"}) == looks.count({"map__node--removed"}) == 1
    assert "nieuw" in words[0,]
    assert "vervalt" in words[1,]
    assert "nieuw" not in words[2,] + words[0, 1, 2]
    said = {card.flows: card.says for card in cards_of(svg)}
    assert said[0,].startswith("Nieuw. Ontvanger 1 BV,")
    assert said[1,].startswith("Vervalt. Ontvanger 2 BV,")
    assert said[2,].startswith("Ontvanger 3 BV,")
    marked = {line.flows for line in lines_of(svg) if "map__edge--added" in line.classes}
    assert marked == {(0,)}


def test_a_fold_never_hides_what_differs():
    data_map = map_to(*(receiver(number) for number in range(40)))
    marks = {data_map.flows[place]: "removed" for place in (30, 35, 39)}

    svg = picture_of(data_map, language="en", marks=marks)

    shown = [card for card in cards_of(svg) if "map__node--removed" in card.classes]
    assert [card.flows for card in shown] == [(30,), (35,), (39,)]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", re.findall(r"map__edge.*?stroke:(#\w{6})", STANDALONE_STYLE))
def test_lines_can_be_seen_on_white_by_everybody(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 3
