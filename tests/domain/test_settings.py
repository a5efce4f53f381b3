"""The firm's choices: defaults of the domain, labels, and what values they take."""

from dataclasses import fields

import pytest

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.settings import SETTINGS, default, is_allowed
from dpa_manager.vocabulary.library import vocabulary


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("notice_days", 30),
        ("breach_notice_hours", 24),
        ("objection_answer_days", 14),
        ("review_reminder_days", (7, 14, 25)),
        ("notice_last_reminder_days", 3),
        ("adequacy_check_months", 6),
        ("backup_expiry_days", 35),
        ("end_choice", "decide_at_end"),
        ("managers_see_only_assigned", False),
        ("client_signs_first", True),
    ],
)
def test_a_setting_has_the_default_of_the_domain(name, value):
    assert default(name) == value


def test_every_setting_has_a_label_and_every_label_a_setting():
    assert list(vocabulary().settings) == list(SETTINGS)


def test_a_new_agreement_starts_from_the_firms_choices():
    shared = {f.name: f.default for f in fields(AgreementTerms) if f.name in SETTINGS}
    assert len(shared) > 25
    assert {name: default(name) for name in shared} == shared


def test_a_choice_with_labels_has_one_of_them_as_default():
    options = vocabulary().options
    chosen = [name for name in SETTINGS if name in options]
    assert "subproc_mode" in chosen
    assert [name for name in chosen if default(name) not in options[name]] == []


def test_an_unknown_setting_has_no_default():
    with pytest.raises(KeyError):
        default("colour")


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("notice_days", 45, True),
        ("notice_days", 0, True),
        ("notice_days", -1, False),
        ("notice_days", "45", False),
        ("notice_days", True, False),
        ("client_signs_first", False, True),
        ("client_signs_first", 0, False),
        ("review_reminder_days", (10, 20), True),
        ("review_reminder_days", (10, -20), False),
        ("review_reminder_days", ("10",), False),
        ("end_choice", "delete", True),
    ],
)
def test_a_setting_takes_values_of_its_type_only(name, value, allowed):
    assert is_allowed(name, value) is allowed
