"""The firm's settings on the screen: each of its own type, with its history."""

import re

import pytest

from dpa_manager.domain.settings import SETTINGS
from dpa_manager.models import Event, Setting
from dpa_manager.queries.settings_in_force import settings_in_force, usual_terms
from tests.web.signed_in import a_member_of_staff, sign_in

PAGE = "/admin/settings"


def typed(**changes):
    """What the form sends: every setting as it is, save what changes."""
    fields = {}
    for name, value in (settings_in_force() | changes).items():
        if isinstance(value, tuple):
            fields[name] = ", ".join(map(str, value))
        elif isinstance(value, bool):
            fields |= {name: "y"} if value else {}
        else:
            fields[name] = str(value)
    return fields


def test_every_setting_has_a_field_with_its_words(visitor):
    page = visitor.get(PAGE).text

    assert {name for name in SETTINGS if f'name="{name}"' in page} == set(SETTINGS)


def test_sending_the_form_as_it_came_changes_nothing(visitor):
    before = settings_in_force()
    rows = Setting.select().count()

    assert visitor.submit(PAGE, typed()).status_code == 303
    assert settings_in_force() == before
    assert Setting.select().count() == rows


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("notice_days", 45),
        ("subproc_mode", "specific"),
        ("managers_see_only_assigned", True),
        ("review_reminder_days", (5, 10)),
        ("default_authority", "cnil"),
    ],
)
def test_a_choice_holds_from_now_on_and_stands_in_the_history(name, value, visitor):
    answer = visitor.submit(PAGE, typed(**{name: value}))

    assert answer.status_code == 303
    assert settings_in_force()[name] == value
    assert Event.select().where(Event.act == "setting chosen").count() == 1


def test_new_engagements_start_from_what_was_chosen(visitor):
    visitor.submit(PAGE, typed(breach_notice_hours=36))

    assert usual_terms().breach_notice_hours == 36


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("notice_days", "-1"),
        ("notice_days", "thirty"),
        ("notice_days", "9" * 30),
        ("review_reminder_days", "7; 14"),
        ("review_reminder_days", ""),
        ("subproc_mode", "<none>"),
    ],
)
def test_a_value_of_another_kind_is_refused_beside_its_field(name, value, visitor):
    before = settings_in_force()

    answer = visitor.submit(PAGE, typed() | {name: value})

    assert answer.status_code == 400
    assert re.search(rf'href="#{name}"', answer.text)
    assert settings_in_force() == before


def test_who_may_only_read_sees_the_choices_and_cannot_change_them(app):
    dpo = sign_in(app, a_member_of_staff("dpo"))

    assert "disabled" in dpo.get(PAGE).text
    assert dpo.submit(PAGE, typed()).status_code == 403
