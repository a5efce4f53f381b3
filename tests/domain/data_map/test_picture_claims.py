"""Every claim of the picture equals the flows: each card, each line, each word said, each fold."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpa_manager.domain.data_map.cards import MOST_CARDS
from dpa_manager.domain.data_map.filtering import SHOWN, filtered
from dpa_manager.domain.data_map.picture import picture_of
from dpa_manager.domain.data_map.telling import rows_of
from tests.domain.data_map.made_maps import map_to, maps, receiver, wide_map
from tests.domain.data_map.seen_picture import cards_of, lines_of

COLUMNS = ("subject", "category", "activity", "receiver")
LANGUAGES = st.sampled_from(["nl", "fr", "en"])


@st.composite
def filtered_maps(draw):
    """A random map, or what a random filter leaves of one."""
    data_map = draw(maps())
    return filtered(
        data_map,
        show=draw(st.sampled_from(["", *SHOWN])),
        category=draw(st.sampled_from(["", *data_map.category])),
        receiver=draw(st.sampled_from(["", *data_map.receiver])),
    )


def flows_through(data_map, kind):
    """The flows of each key of a column, as the data say."""
    found = {}
    for place, flow in enumerate(data_map.flows):
        if getattr(flow, kind):
            found.setdefault(getattr(flow, kind), []).append(place)
    return found


def names(data_map, kind, language):
    """The name of each key of a column."""
    if kind == "receiver":
        return {row.key: row.name for row in data_map.receivers}
    return {key: row.words.in_language(language) for key, row in getattr(data_map, kind).items()}


def expected_lines(data_map):
    """The flows of each line: between neighbours, and none to the right of what only stays."""
    leaving = {flow.category for flow in data_map.flows if flow.receiver}
    found = {}
    for place, flow in enumerate(data_map.flows):
        found.setdefault(("sc", flow.subject, flow.category), []).append(place)
        if flow.category in leaving:
            found.setdefault(("ca", flow.category, flow.activity), []).append(place)
        if flow.receiver:
            found.setdefault(("ar", flow.activity, flow.receiver), []).append(place)
    return Counter(tuple(flows) for flows in found.values())


@given(filtered_maps(), LANGUAGES)
def test_each_card_has_exactly_the_flows_of_its_row(data_map, language):
    svg = picture_of(data_map, language=language)

    for kind in COLUMNS:
        expected = flows_through(data_map, kind).values()
        assert Counter(card.flows for card in cards_of(svg, kind=kind)) == Counter(
            map(tuple, expected)
        )


@given(filtered_maps(), LANGUAGES)
def test_each_line_has_exactly_the_flows_that_run_along_it(data_map, language):
    svg = picture_of(data_map, language=language)

    assert Counter(line.flows for line in lines_of(svg)) == expected_lines(data_map)


@given(filtered_maps(), LANGUAGES)
def test_a_card_names_all_that_its_flows_reach_and_nobody_else(data_map, language):
    svg = picture_of(data_map, language=language)

    for card in cards_of(svg):
        flows = [data_map.flows[place] for place in card.flows]
        for kind in COLUMNS:
            reached = {getattr(flow, kind) for flow in flows} - {""}
            for key, name in names(data_map, kind, language).items():
                assert (name in card.says) == (key in reached), (card.says, name)


@given(filtered_maps(), LANGUAGES)
def test_what_is_outside_or_sensitive_is_said_and_shown_so(data_map, language):
    svg = picture_of(data_map, language=language)
    outside = {"nl": "buiten de EER", "fr": "hors EEE", "en": "outside the EEA"}[language]
    sensitive = {"nl": "gevoelig", "fr": "sensible", "en": "sensitive"}[language]

    for card in cards_of(svg, kind="receiver"):
        row = data_map.receiver[data_map.flows[card.flows[0]].receiver]
        assert ("map__node--outside" in card.classes) == bool(row.outside)
        assert ("map__node--own" in card.classes) == row.is_own_controller
        assert (outside in card.says) == bool(row.outside)
    for card in cards_of(svg, kind="category"):
        row = data_map.category[data_map.flows[card.flows[0]].category]
        assert ("map__node--sensitive" in card.classes) == bool(row.nature)
        assert (sensitive in card.says) == bool(row.nature)
        assert (sensitive in [text[0] for text in card.texts]) == bool(row.nature)


@given(filtered_maps())
def test_only_what_nobody_gets_is_said_to_stay(data_map):
    leaving = {flow.category for flow in data_map.flows if flow.receiver}

    for card in cards_of(picture_of(data_map, language="nl")):
        flows = [data_map.flows[place] for place in card.flows]
        has_stays, has_others = any(not f.receiver for f in flows), any(f.receiver for f in flows)
        if "map__node--receiver" not in card.classes:
            assert ("Blijft bij ons." in card.says) == (has_stays and not has_others)
            assert ("Een deel blijft bij ons." in card.says) == (has_stays and has_others)
        if "map__node--category" in card.classes:
            is_written = "blijft bij ons" in [text[0] for text in card.texts]
            assert is_written == (flows[0].category not in leaving)


@given(filtered_maps())
def test_a_card_leads_to_the_first_row_of_the_table_that_it_stands_in(data_map):
    rows = rows_of(data_map, language="nl")

    for card in cards_of(picture_of(data_map, language="nl")):
        mine = [row.number for row in rows if set(row.flows) & set(card.flows)]
        assert card.leads == f"#row-{mine[0]}"


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps(fewest_rows=14, most_rows=18, fewest_flows=45, most_flows=50), st.booleans())
def test_a_folded_map_hides_no_flow_and_a_whole_one_folds_nothing(data_map, is_whole):
    svg = picture_of(data_map, language="nl", is_whole=is_whole)

    for kind in COLUMNS:
        cards = cards_of(svg, kind=kind)
        through = flows_through(data_map, kind)
        told = {place for card in cards for place in card.flows}
        assert told == {place for flows in through.values() for place in flows}
        assert len(cards) == (len(through) if is_whole else min(len(through), MOST_CARDS))
        for card in cards:
            if "map__node--fold" in card.classes:
                assert card is cards[-1]
                rest = {key for key, flows in through.items() if set(flows) <= set(card.flows)}
                shown = {tuple(flows) for flows in through.values()} & {c.flows for c in cards}
                assert len(rest) >= len(through) - len(shown) >= 2
                named = names(data_map, kind, "nl")
                hidden = [key for key in through if tuple(through[key]) not in shown]
                assert all(named[key] in card.says for key in hidden)
    # Between two columns each flow runs along one line at most, folded or not.
    counted = Counter(place for line in lines_of(svg) for place in line.flows)
    assert counted == Counter(
        place for flows, times in expected_lines(data_map).items() for place in flows * times
    )


def test_a_column_of_sixteen_is_folded_and_one_of_fifteen_is_not():
    sixteen = map_to(*(receiver(number) for number in range(16)))
    fifteen = map_to(*(receiver(number) for number in range(15)))

    assert len(cards_of(picture_of(fifteen, language="nl"), kind="receiver")) == 15
    cards = cards_of(picture_of(sixteen, language="nl"), kind="receiver")
    assert len(cards) == 15
    assert cards[-1].texts[0][0] == "nog 2 ontvangers"


def test_folding_keeps_what_leaves_the_eea_and_what_is_sensitive():
    data_map = wide_map(nodes=60)

    svg = picture_of(data_map, language="nl")

    sensitive = [row for row in data_map.categories if row.nature]
    shown = [card for card in cards_of(svg) if "map__node--sensitive" in card.classes]
    assert len(shown) == len(sensitive)
    outside = [row for row in data_map.receivers if row.outside]
    assert len([c for c in cards_of(svg) if "map__node--outside" in c.classes]) == len(outside)
