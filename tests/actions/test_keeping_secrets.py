"""Keys derived from the secret, sealed texts, names of accounts."""

import dataclasses

import pytest

from dpa_manager.actions.keeping_secrets import account_key, derived_key, keyed_hash, seal, unseal
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import Damaged
from dpa_manager.domain.tokens import new_token, token_hash


@pytest.fixture
def house(config, store):
    return Toolbox(config=config, database=None, store=store)


@pytest.fixture
def other_house(config, store):
    changed = dataclasses.replace(config, secret_key="another " + config.secret_key)
    return Toolbox(config=changed, database=None, store=store)


def test_every_purpose_and_every_secret_has_its_own_key(house, other_house):
    keys = {derived_key(where, what) for where in (house, other_house) for what in ("a", "b")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}
    assert derived_key(house, "a") == derived_key(house, "a")
    assert house.config.secret_key.encode() not in b"".join(keys)


def test_without_a_secret_there_is_no_key(config, store):
    bare = dataclasses.replace(config, secret_key="")
    with pytest.raises(RuntimeError):
        derived_key(Toolbox(config=bare, database=None, store=store), "a")


def test_a_sealed_text_comes_back_and_shows_nothing(house):
    sealed = seal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", toolbox=house)
    assert "GEZD" not in sealed
    assert len(sealed) <= 300
    assert sealed != seal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", toolbox=house)
    assert unseal(sealed, toolbox=house) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def test_a_changed_text_or_secret_is_noticed(house, other_house):
    sealed = seal("secret", toolbox=house)
    changed = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    for text, where in [(changed, house), (sealed, other_house), ("", house), ("x", house)]:
        with pytest.raises(Damaged):
            unseal(text, toolbox=where)


def test_an_account_has_one_name_however_its_address_is_typed(house, other_house):
    name = account_key("Ann@Example.be ", toolbox=house)
    assert name == account_key("ann@example.be", toolbox=house)
    assert name != account_key("anne@example.be", toolbox=house)
    assert name != account_key("ann@example.be", toolbox=other_house)
    assert len(name) == 64


def test_the_same_text_differs_by_purpose(house):
    assert keyed_hash("a", purpose="x", toolbox=house) != keyed_hash(
        "a", purpose="y", toolbox=house
    )


def test_tokens_are_long_and_differ():
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert min(map(len, tokens)) == 43


def test_any_text_has_a_hash():
    assert len({token_hash(text) for text in ("", "a", "\x00", "\ud800", "é")}) == 5
