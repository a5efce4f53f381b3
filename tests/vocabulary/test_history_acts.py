"""The history's acts: each that is recorded has its words, and no words stand for none."""

import ast
from pathlib import Path

import pytest

from dpa_manager.actions import supplementing
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.vocabulary.sentences import history_acts

ACTIONS = Path(supplementing.__file__).parent


def acts_in(source):
    """The acts that a module records: texts given to `record`, `tell` or a function of theirs."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and _is_recording(call)
    }


def _is_recording(call):
    name = getattr(call.func, "id", "")
    is_text = bool(call.args) and isinstance(call.args[0], ast.Constant)
    return is_text and (name in ("record", "tell") or name.startswith("_record"))


def recorded():
    found = set()
    for file in ACTIONS.glob("*.py"):
        found |= acts_in(file.read_text(encoding="utf-8"))
    # One act is named after the table whose list is set.
    lists = (
        supplementing.AccessFunction,
        supplementing.LegalRetention,
        supplementing.OnwardPermission,
        supplementing.SpecialTerm,
    )
    return found | {f"{one._meta.table_name.replace('_', ' ')} list set" for one in lists}


def test_every_act_that_is_recorded_has_its_words_and_none_is_idle():
    assert {act.replace(" ", "-") for act in recorded()} == set(history_acts())


@pytest.mark.parametrize("act", history_acts())
def test_an_act_is_said_in_every_language_as_a_heading(act):
    for language, text in history_acts()[act].as_dict().items():
        assert language in LANGUAGES
        assert text[:1].isupper()
        assert not text.endswith(".")
        assert len(text) <= 60


def test_the_search_sees_an_act_wherever_it_is_given():
    source = 'record("a b", by=x)\nself.tell\ntell("c d", row)\n_record_contact("e f", 1)\nsay("g")'
    assert acts_in(source) == {"a b", "c d", "e f"}
