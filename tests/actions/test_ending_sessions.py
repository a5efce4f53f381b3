"""Sessions end: by their person, by what happens to their person; and stay ended."""

import pytest

from dpa_manager.actions.signing_in import (
    change_password,
    choose_language,
    choose_seat,
    end_other_sessions,
    end_session,
    end_sessions_of,
    mark_seen,
    prove_factor,
    sign_in_by_password,
    sign_out,
)
from dpa_manager.domain.errors import NotFound, Refused, SignedOut
from dpa_manager.models import Session, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.visitors import is_still_open, visitor_by_token
from tests.actions.signed_in import (
    BETTER,
    GOOD,
    HERE,
    a_client_person,
    by_password,
    logged,
    mailed_code,
    mails,
    seen,
    undone,
)
from tests.factories import a_client


def opened(user, toolbox):
    waiting = by_password(user, toolbox)
    return prove_factor(waiting, mailed_code(toolbox), browser=HERE, toolbox=toolbox)


@pytest.fixture
def user(toolbox):
    return a_client_person(toolbox)


def test_signing_out_ends_the_session_once(toolbox, user):
    signed_in = opened(user, toolbox)
    visitor = seen(signed_in, toolbox)
    assert is_still_open(visitor.session_id)
    sign_out(visitor, toolbox=toolbox)
    assert seen(signed_in, toolbox) is None
    assert not is_still_open(visitor.session_id)
    sign_out(visitor, toolbox=toolbox)
    assert logged("signed-out") == 1


def test_one_session_ends_and_the_others_go_on(toolbox, user):
    one, two, three = (opened(user, toolbox) for _ in range(3))
    visitor = seen(one, toolbox)
    row = Session.get_by_id(seen(two, toolbox).session_id)
    end_session(row, visitor=visitor, toolbox=toolbox)
    assert [seen(each, toolbox) is None for each in (one, two, three)] == [False, True, False]
    end_other_sessions(visitor, toolbox=toolbox)
    assert [seen(each, toolbox) is None for each in (one, two, three)] == [False, True, True]
    assert (logged("session-ended"), logged("sessions-ended")) == (1, 1)


def test_nobody_ends_the_session_of_another(toolbox, user):
    mine = seen(opened(user, toolbox), toolbox)
    other = opened(a_client_person(toolbox), toolbox)
    row = Session.get_by_id(seen(other, toolbox).session_id)
    with pytest.raises(NotFound):
        end_session(row, visitor=mine, toolbox=toolbox)
    end_other_sessions(mine, toolbox=toolbox)
    assert seen(other, toolbox)


def test_all_sessions_of_a_person_end_in_the_transaction_that_says_why(toolbox, user):
    one, other = opened(user, toolbox), opened(a_client_person(toolbox), toolbox)
    with pytest.raises(RuntimeError):
        end_sessions_of(user, reason="deactivated", toolbox=toolbox)
    with pytest.raises(KeyError):
        undone(lambda: end_sessions_of(user, reason="deactivated", toolbox=toolbox))
    assert seen(one, toolbox)
    with transaction():
        end_sessions_of(user, reason="deactivated", toolbox=toolbox)
    assert seen(one, toolbox) is None
    assert seen(other, toolbox)
    assert Session.get(Session.user == user.id).end_reason == "deactivated"


def test_a_session_that_ended_is_not_written_back(toolbox, user, clock):
    visitor = seen(opened(user, toolbox), toolbox)
    sign_out(visitor, toolbox=toolbox)
    before = Session.get_by_id(visitor.session_id).__data__
    clock.move(minutes=5)
    mark_seen(visitor, toolbox=toolbox)
    assert Session.get_by_id(visitor.session_id).__data__ == before
    with pytest.raises(SignedOut):
        choose_seat(visitor, visitor.seat.public_id, toolbox=toolbox)
    with pytest.raises(SignedOut):
        choose_language(visitor, "fr", toolbox=toolbox)
    assert Session.get_by_id(visitor.session_id).__data__ == before
    assert User.get_by_id(user.id).language == "nl"


@pytest.mark.parametrize(("seconds", "is_written"), [(59, False), (60, True), (61, True)])
def test_a_session_is_seen_at_most_once_a_minute(toolbox, user, clock, seconds, is_written):
    signed_in = opened(user, toolbox)
    started_at = toolbox.now()
    clock.move(seconds=seconds)
    mark_seen(seen(signed_in, toolbox), toolbox=toolbox)
    seen_at = Session.get().seen_at
    assert seen_at == (toolbox.now() if is_written else started_at)


def test_a_clock_that_goes_back_makes_no_session_older(toolbox, user, clock):
    signed_in = opened(user, toolbox)
    clock.move(minutes=-10)
    mark_seen(seen(signed_in, toolbox), toolbox=toolbox)
    clock.move(minutes=10)
    assert Session.get().seen_at == toolbox.now()


def test_a_changed_password_ends_all_other_sessions(toolbox, user):
    one, two = opened(user, toolbox), opened(user, toolbox)
    waiting = sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    changed = change_password(seen(one, toolbox), BETTER, browser=HERE, toolbox=toolbox)
    assert [visitor_by_token(each.token, now=toolbox.now()) for each in (one, two, waiting)] == [
        None,
        None,
        None,
    ]
    assert seen(changed, toolbox).is_open
    assert (mails("password-changed"), logged("password-changed")) == (1, 1)
    with pytest.raises(Refused):
        sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    assert by_password(user, toolbox, password=BETTER)


def test_a_weak_password_changes_nothing(toolbox, user):
    one, two = opened(user, toolbox), opened(user, toolbox)
    with pytest.raises(Refused) as refusal:
        change_password(seen(one, toolbox), "short", browser=HERE, toolbox=toolbox)
    assert refusal.value.field == "password"
    assert seen(one, toolbox)
    assert seen(two, toolbox)
    assert not mails("password-changed")


def test_a_language_is_chosen_from_ours(toolbox, user):
    visitor = seen(opened(user, toolbox), toolbox)
    with pytest.raises(Refused):
        choose_language(visitor, "de", toolbox=toolbox)
    choose_language(visitor, "fr", toolbox=toolbox)
    assert User.get_by_id(user.id).language == "fr"


def test_a_seat_is_chosen_from_ones_own(toolbox):
    alfa, beta, gamma = (
        a_client(legal_name=name, register_no=name) for name in ("Alfa", "Beta", "Gamma")
    )
    signed_in = opened(a_client_person(toolbox, alfa, beta), toolbox)
    visitor = seen(signed_in, toolbox)
    assert visitor.seat.name == "Alfa"
    choose_seat(visitor, beta.public_id, toolbox=toolbox)
    assert seen(signed_in, toolbox).seat.name == "Beta"
    for strange in (gamma.public_id, "", "x"):
        with pytest.raises(NotFound):
            choose_seat(visitor, strange, toolbox=toolbox)
    assert seen(signed_in, toolbox).seat.name == "Beta"
    assert logged("seat-chosen") == 1
