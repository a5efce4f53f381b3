"""The table of permissions: whole, of known words, as the law of the house writes it."""

import re
from pathlib import Path

import pytest

from dpa_manager.domain.choices import AGREEMENT_STATES, CLIENT_USER_ROLES, STAFF_ROLES
from dpa_manager.domain.permissions import (
    ACTS,
    DRAFT_STATES,
    PERMISSIONS,
    SENT_STATES,
    Extent,
    grants,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
ROLES = (*STAFF_ROLES, *CLIENT_USER_ROLES)


def test_every_role_has_its_column_and_no_other():
    assert set(PERMISSIONS) == set(ROLES)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_act_is_a_noun_and_a_verb(act):
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", act)


@pytest.mark.parametrize("role", ROLES)
def test_only_states_of_an_agreement_limit_a_grant(role):
    limited = {act for act, grant in PERMISSIONS[role].items() if grant.states}

    assert all(act.startswith("agreement.") for act in limited)
    assert all(PERMISSIONS[role][act].states <= set(AGREEMENT_STATES) for act in limited)


@pytest.mark.parametrize("role", CLIENT_USER_ROLES)
def test_a_person_of_a_client_reaches_the_own_client_alone(role):
    assert {grant.extent for grant in PERMISSIONS[role].values()} == {Extent.OWN}


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_nobody_of_the_firm_reaches_as_a_client_does(role):
    assert Extent.OWN not in {grant.extent for grant in PERMISSIONS[role].values()}


def test_a_client_reads_nothing_that_is_still_being_written():
    (grant,) = grants(["client-reader"], "agreement.read")

    assert not grant.holds_in("draft")
    assert not grant.holds_in("internal_check")
    assert grant.holds_in("sent_for_review")
    assert SENT_STATES | DRAFT_STATES | {"cancelled"} == set(AGREEMENT_STATES)


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        ("agreement.draft", {"account-manager", "dpo"}),
        ("agreement.approve", {"dpo"}),
        ("agreement.sign_for_firm", {"signatory"}),
        ("agreement.sign_for_client", {"client-signatory"}),
        ("subprocessor.write", {"dpo"}),
        ("data_map.read", set(ROLES) - {"admin"}),
        ("user.write", {"admin"}),
        ("user.read", {"dpo", "admin"}),
        ("setting.write", {"admin"}),
        ("security_log.read", {"dpo", "admin"}),
    ],
)
def test_an_act_belongs_to_these_roles_alone(act, allowed):
    assert {role for role in ROLES if grants([role], act)} == allowed


def test_an_administrator_sees_no_data_of_clients():
    seen = {act for act in PERMISSIONS["admin"] if not act.startswith(("user", "team", "mail"))}

    assert not seen & {"client.read", "engagement.read", "agreement.read", "history.read"}


def test_roles_add_up_and_an_unknown_act_is_an_error():
    assert grants(["signatory", "admin"], "agreement.sign_for_firm")
    assert grants(["signatory", "admin"], "user.write")
    assert grants([], "user.write") == ()
    with pytest.raises(KeyError):
        grants(["admin"], "user.wriet")


def test_the_page_about_permissions_is_the_table():
    rows = re.findall(r"^\| `([\w.]+)` \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {act: [cell.strip() for cell in cells.split("|")] for act, cells in rows}

    assert told == {act: [shown(role, act) for role in ROLES] for act in sorted(ACTS)}


def shown(role, act):
    """A grant as the page writes it: whose, and when."""
    grant = PERMISSIONS[role].get(act)
    if grant is None:
        return "–"
    whole = {SENT_STATES: "once sent", DRAFT_STATES: "while drafted"}
    when = whole.get(grant.states) or ", ".join(sorted(grant.states))
    return f"{grant.extent}, {when}" if when else str(grant.extent)
