"""Coming in no more, or again: sessions, links, mails that wait, and lost factors."""

import pytest

from dpa_manager.actions import inviting, suspending
from dpa_manager.domain.errors import Refused
from dpa_manager.models import Credential, OutgoingMail, RecoveryCode, User
from dpa_manager.queries.people import role_keys
from tests.actions.people import (
    ANN,
    acting,
    client_named,
    links,
    mails,
    person_of,
    signed_in,
    staff,
)
from tests.actions.started import acts, doing

SEALED = "sealed"


def is_active(user):
    return User.get_by_id(user.id).is_active


def test_who_is_deactivated_is_out_at_once_and_gets_nothing_more(toolbox):
    invited = inviting.invite_staff(ANN, roles=["dpo"], **doing(toolbox))
    visitor, again = signed_in(invited.user, toolbox)
    assert visitor is not None
    suspending.deactivate_user(invited.user, **doing(toolbox))
    assert again() is None
    assert (is_active(invited.user), links(invited.user)) == (False, [])
    assert mails(invited.user) == [("staff-invitation", "cancelled")]


def test_a_deactivated_user_is_told_once(toolbox):
    user = staff(toolbox, "Lotte", "dpo")
    stale = User.get_by_id(user.id)
    suspending.deactivate_user(user, **doing(toolbox))
    suspending.deactivate_user(stale, **doing(toolbox))
    assert acts() == ["staff added", "user deactivated"]


def test_others_keep_their_sessions_links_and_mails(toolbox):
    other = inviting.invite_staff(ANN, roles=["dpo"], **doing(toolbox)).user
    visitor, again = signed_in(other, toolbox)
    suspending.deactivate_user(staff(toolbox, "Lotte", "dpo"), **doing(toolbox))
    assert again() == visitor
    assert links(other) == ["invitation"]
    assert ("staff-invitation", "queued") in mails(other)


def test_a_mail_that_was_sent_stays_sent(toolbox):
    user = inviting.invite_staff(ANN, roles=["dpo"], **doing(toolbox)).user
    OutgoingMail.update(state="sent").execute()
    suspending.deactivate_user(user, **doing(toolbox))
    assert mails(user) == [("staff-invitation", "sent")]


def test_the_last_administrator_is_not_deactivated(toolbox):
    first, second = staff(toolbox, "Mira", "admin"), staff(toolbox, "Nele", "admin")
    suspending.deactivate_user(second, **doing(toolbox))
    with pytest.raises(Refused) as error:
        suspending.deactivate_user(first, **doing(toolbox))
    assert error.value.code == "last-administrator"
    assert is_active(first)


def test_who_comes_again_has_the_roles_from_before_and_is_told(toolbox):
    user = staff(toolbox, "Lotte", "dpo")
    suspending.deactivate_user(user, **doing(toolbox))
    suspending.reactivate_user(user, **doing(toolbox))
    suspending.reactivate_user(user, **doing(toolbox))
    assert is_active(user)
    assert role_keys(user) == ("dpo",)
    assert mails(user) == [("access-changed", "queued")]
    assert acts() == ["staff added", "user deactivated", "user reactivated"]
    assert signed_in(user, toolbox)[0] is not None


def test_all_sessions_of_somebody_end_and_a_new_one_may_start(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    _, first = signed_in(user, toolbox)
    _, second = signed_in(user, toolbox)
    suspending.end_all_sessions(user, **doing(toolbox))
    assert first() is second() is None
    assert signed_in(user, toolbox)[0] is not None
    assert acts()[-1] == "user sessions ended"


def with_factor(user, toolbox):
    kept = {"password_hash": "kept", "totp_secret": SEALED}
    Credential.create(user=user, totp_confirmed_at=toolbox.now(), **kept)
    RecoveryCode.create(user=user, code_hash=user.public_id)


def test_a_lost_factor_is_taken_away_with_its_codes_and_sessions(toolbox):
    user = staff(toolbox, "Lotte", "dpo")
    other = staff(toolbox, "Els", "account-manager")
    for one in (user, other):
        with_factor(one, toolbox)
    _, again = signed_in(user, toolbox)
    suspending.reset_factor(user, **doing(toolbox))
    mine, theirs = Credential.get(user=user), Credential.get(user=other)
    assert (mine.totp_secret, mine.totp_confirmed_at, mine.password_hash) == ("", None, "kept")
    assert theirs.totp_secret == SEALED
    assert [row.user_id for row in RecoveryCode.select()] == [other.id]
    assert again() is None
    assert ("factor-changed", "queued") in mails(user)
    assert acts()[-1] == "user factor reset"


def test_on_a_page_nobody_takes_away_their_own_factor(toolbox):
    user, other = staff(toolbox, "Mira", "admin"), staff(toolbox, "Nele", "admin")
    with_factor(user, toolbox)
    with pytest.raises(Refused) as error:
        suspending.reset_factor(user, by=acting(user, toolbox), toolbox=toolbox)
    assert error.value.code == "own-factor"
    assert Credential.get(user=user).totp_secret == SEALED
    suspending.reset_factor(user, by=acting(other, toolbox), toolbox=toolbox)
    assert not Credential.get(user=user).totp_secret
