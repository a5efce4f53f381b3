"""Links and codes that work once: made, found, withdrawn."""

import re

import pytest

from dpa_manager.actions.linking import (
    code_digits,
    find_link,
    link_token,
    link_url,
    make_link,
    use_up,
)
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.sessions import LINK_LIVES, LINK_PURPOSES
from dpa_manager.models import OneTimeCode, OneTimeLink, User
from dpa_manager.models.base import transaction
from tests.actions.signed_in import a_user


def a_link(user, toolbox, purpose="invitation"):
    with transaction():
        return make_link(user, purpose=purpose, toolbox=toolbox)


def is_usable(link, toolbox):
    try:
        return find_link(link_token(link, toolbox=toolbox), toolbox=toolbox).id == link.id
    except Refused:
        return False


@pytest.mark.parametrize("purpose", LINK_PURPOSES)
def test_a_link_is_found_by_its_token_until_it_is_too_old(toolbox, clock, purpose):
    link = a_link(a_user(), toolbox, purpose)
    found = find_link(link_token(link, toolbox=toolbox), toolbox=toolbox)
    assert (found.id, found.user.name, found.purpose) == (link.id, "Ann Peeters", purpose)
    clock.instant = link.created_at + LINK_LIVES[purpose]
    assert not is_usable(link, toolbox)
    clock.move(microseconds=-1)
    assert is_usable(link, toolbox)


def test_finding_uses_nothing_up(toolbox):
    link = a_link(a_user(), toolbox)
    assert all(is_usable(link, toolbox) for _ in range(20))


def test_a_link_is_used_up_once(toolbox):
    link = a_link(a_user(), toolbox)
    assert use_up(link, toolbox=toolbox)
    assert not use_up(link, toolbox=toolbox)
    assert not is_usable(link, toolbox)


def test_a_new_link_withdraws_the_former_of_its_purpose_and_person(toolbox):
    user, other = a_user(), a_user()
    former, reset, foreign = (
        a_link(user, toolbox),
        a_link(user, toolbox, "reset"),
        a_link(other, toolbox),
    )
    newest = a_link(user, toolbox)
    usable = [is_usable(link, toolbox) for link in (former, newest, reset, foreign)]
    assert usable == [False, True, True, True]
    assert not use_up(former, toolbox=toolbox)


def test_a_link_of_somebody_inactive_does_not_work(toolbox):
    user = a_user()
    link = a_link(user, toolbox)
    User.update(is_active=False).execute()
    assert not is_usable(link, toolbox)
    User.update(is_active=True).execute()
    assert is_usable(link, toolbox)


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "é", "a" * 10_000])
def test_a_strange_token_finds_nothing(toolbox, token):
    a_link(a_user(), toolbox)
    with pytest.raises(Refused) as refusal:
        find_link(token, toolbox=toolbox)
    assert refusal.value.code == "link-not-usable"


def test_no_table_holds_the_token(toolbox):
    link = a_link(a_user(), toolbox)
    token = link_token(link, toolbox=toolbox)
    assert len(token) == 43
    assert token not in str(list(OneTimeLink.select().dicts()))


def test_a_token_is_for_its_purpose_alone(toolbox):
    link = a_link(a_user(), toolbox)
    token = link_token(link, toolbox=toolbox)
    link.purpose = "demonstration"
    assert link_token(link, toolbox=toolbox) != token


def test_a_link_starts_with_the_configured_address(toolbox):
    link = a_link(a_user(), toolbox)
    pattern = r"http://127\.0\.0\.1:8000/m/[A-Za-z0-9_-]{43}"
    assert re.fullmatch(pattern, link_url(link, toolbox=toolbox))


def test_a_link_is_made_in_a_transaction(toolbox):
    with pytest.raises(RuntimeError):
        make_link(a_user(), purpose="reset", toolbox=toolbox)


def test_a_code_has_six_digits_that_differ(toolbox):
    codes = [code_digits(OneTimeCode(public_id=f"{n}"), toolbox=toolbox) for n in range(500)]
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)
    assert len(set(codes)) > 490
    assert any(code.startswith("0") for code in codes)
