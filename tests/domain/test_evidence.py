"""Canonical JSON has one spelling, and a chain tells where it was broken."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain.evidence import (
    NO_HASH,
    Head,
    Link,
    Seal,
    Side,
    canonical_json,
    heads_text,
    personal_hash,
    read_checkpoints,
    sha256_of,
    verify_chain,
)
from dpa_manager.vocabulary.phrase import Phrase

KEY = b"key"
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@dataclass(frozen=True)
class Thing:
    """A dataclass to spell."""

    name: str
    parts: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ('Müller & Söhne <"Test"> {{7*7}}', '"Müller & Söhne <\\"Test\\"> {{7*7}}"'),
        (date(2026, 1, 2), '"2026-01-02"'),
        (datetime(2026, 1, 2, tzinfo=UTC), '"2026-01-02T00:00:00+00:00"'),
        (Decimal("1.50"), '"1.50"'),
        (Thing("x", (1, 2)), '{"name":"x","parts":[1,2]}'),
        (Phrase(nl="é"), '{"en":"","fr":"","nl":"é"}'),
        ((), "[]"),
    ],
)
def test_canonical_json_is_spelled(value, text):
    assert canonical_json(value).decode() == text


@pytest.mark.parametrize(
    "value", [1.5, {1: "x"}, {"a": {1, 2}}, b"x", object(), Thing, float("nan")]
)
def test_what_has_several_spellings_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=6))
def test_the_order_of_keys_does_not_matter(value):
    turned = dict(reversed(value.items()))
    assert sha256_of(turned) == sha256_of(value)


@given(PLAIN, PLAIN)
def test_two_values_share_a_spelling_only_when_they_are_equal(one, other):
    same = repr(one) == repr(other) or one == other
    assert (canonical_json(one) == canonical_json(other)) <= same


def test_personal_data_cannot_be_guessed_without_the_salt():
    one, other = personal_hash(salt="a", value="Nele"), personal_hash(salt="b", value="Nele")
    assert one != other
    assert one != personal_hash(salt="a", value="Nele ")


def link(seq, previous_hash, **columns):
    """A link that holds."""
    texts = {"act": "thing done", "channel": "web", "subject": "client", "subject_id": "abc"}
    given_columns = texts | {"details": "{}", "personal": "{}"} | columns
    made = Link(
        chain="firm",
        seq=seq,
        happened_at=f"2026-11-24 09:30:00.00000{seq}+00:00",
        previous_hash=previous_hash,
        **given_columns,
    )
    return replace(made, hash=made.computed_hash())


def chain_of(length):
    links = []
    for seq in range(1, length + 1):
        links.append(link(seq, links[-1].hash if links else NO_HASH))
    return links


def verdict(links, *, head=None, marks=None):
    stored = head if head is not None else Head(links[-1].seq, links[-1].hash)
    return verify_chain("firm", links=links, read_head=lambda: stored, marks=marks or {})


def test_a_whole_chain_holds():
    links = chain_of(5)
    told = verdict(links, marks={3: links[2].hash, 5: links[4].hash})
    assert (told.is_whole, told.length, told.hash) == (True, 5, links[-1].hash)


def test_an_empty_chain_holds():
    told = verify_chain("firm", links=[], read_head=lambda: None, marks={})
    assert (told.is_whole, told.length) == (True, 0)


TEXTS = ("chain", "happened_at", "act", "channel", "subject", "subject_id", "details", "personal")


@pytest.mark.parametrize("position", [1, 3, 5])
@pytest.mark.parametrize("column", [*TEXTS, "previous_hash", "hash"])
def test_a_change_is_named_where_it_is(position, column):
    links = chain_of(5)
    head = Head(5, links[-1].hash)
    old = links[position - 1]
    links[position - 1] = replace(old, **{column: getattr(old, column) + "x"})
    assert verdict(links, head=head).bad_seq == position


@pytest.mark.parametrize("value", [b"web", None, 7.5, "\ud800"])
def test_what_is_no_text_is_a_change_and_no_crash(value):
    links = chain_of(3)
    links[1] = replace(links[1], channel=value)
    assert verdict(links).bad_seq == 2


def test_a_change_with_its_own_hash_made_anew_shows_at_the_next_link():
    links = chain_of(5)
    links[2] = link(3, links[1].hash, act="another thing")
    assert verdict(links).bad_seq == 4


def test_a_link_of_another_chain_shows():
    links = chain_of(3)
    other = replace(links[1], chain="other")
    links[1] = replace(other, hash=other.computed_hash())
    assert verdict(links).bad_seq == 2


@pytest.mark.parametrize("gone", [1, 2, 4])
def test_a_removed_link_is_named(gone):
    links = chain_of(5)
    del links[gone - 1]
    assert verdict(links).bad_seq == gone


@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_cut_tail_shows_against_the_stored_head(left):
    links = chain_of(5)
    told = verdict(links[:left], head=Head(5, links[-1].hash))
    assert (told.bad_seq, told.length) == (left + 1, left)


def test_a_cut_tail_with_its_head_shows_against_a_checkpoint():
    links = chain_of(5)
    assert verdict(links[:3], marks={5: links[4].hash}).bad_seq == 4
    assert verdict(links[:3], marks={3: links[2].hash}).is_whole


def test_a_rewritten_chain_shows_against_a_checkpoint():
    links = chain_of(5)
    rewritten = [link(1, NO_HASH, act="another thing")]
    for seq in range(2, 6):
        rewritten.append(link(seq, rewritten[-1].hash))
    assert verdict(rewritten).is_whole
    assert verdict(rewritten, marks={4: links[3].hash}).bad_seq == 4


def test_two_swapped_links_show_at_the_first():
    links = chain_of(5)
    links[1], links[3] = replace(links[3], seq=2), replace(links[1], seq=4)
    assert verdict(links).bad_seq == 2


def test_a_head_that_is_gone_or_behind_shows():
    links = chain_of(3)
    gone = verify_chain("firm", links=links, read_head=lambda: None, marks={})
    assert gone.bad_seq == 4
    assert verdict(links, head=Head(2, links[1].hash)).bad_seq == 3
    assert verdict(links, head=Head(3, NO_HASH)).bad_seq == 3


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"value": '"Nele P."'}, False),
        ({"salt": "other"}, False),
        ({"name": "signatory"}, False),
        ({"told": "{}"}, False),
        ({"told": "[]"}, False),
        ({"told": "no JSON"}, False),
        ({"value": '"Nele"\udcff'}, False),
        ({"salt": None}, False),
    ],
)
def test_personal_data_beside_a_link_are_those_of_the_link(changes, holds):
    told = canonical_json({"by": personal_hash(salt="s", value='"Nele"')}).decode()
    side = Side(seq=1, told=told, name="by", salt="s", value='"Nele"')
    assert replace(side, **changes).holds() is holds


def seals(count, key=KEY):
    made = []
    for number in range(1, count + 1):
        heads = heads_text([("firm", number, f"{number:064}"), ("abc", number, NO_HASH)])
        previous = made[-1].seal if made else NO_HASH
        seal = Seal(f"2026-11-2{number} 00:00:00.000000+00:00", heads, previous)
        made.append(replace(seal, seal=seal.computed(key)))
    return made


def test_checkpoints_vouch_for_every_head_they_saw():
    marks, told = read_checkpoints(seals(2), key=KEY)
    assert told.is_whole
    assert marks == {"firm": {1: f"{1:064}", 2: f"{2:064}"}, "abc": {1: NO_HASH, 2: NO_HASH}}


@pytest.mark.parametrize("column", ["made_at", "heads", "previous_seal", "seal"])
def test_a_changed_checkpoint_is_named_and_vouches_for_nothing(column):
    made = seals(3)
    made[1] = replace(made[1], **{column: getattr(made[1], column) + " "})
    marks, told = read_checkpoints(made, key=KEY)
    assert told.bad_seq == 2
    assert set(marks["firm"]) == {1}


def test_a_checkpoint_made_without_the_key_or_removed_from_between_shows():
    assert read_checkpoints(seals(2, key=b"other"), key=KEY)[1].bad_seq == 1
    made = seals(3)
    assert read_checkpoints([made[0], made[2]], key=KEY)[1].bad_seq == 2
