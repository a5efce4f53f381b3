"""The same thing done at the same moment: once, and what ended stays ended."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dpa_manager.actions.linking import link_token, make_link
from dpa_manager.actions.signing_in import (
    Browser,
    accept_invitation,
    end_sessions_of,
    prove_factor,
    sign_in_by_password,
    use_link,
)
from dpa_manager.actions.signing_in.setting_passwords import keep_password
from dpa_manager.domain.errors import DomainError, Refused
from dpa_manager.models import Membership, OneTimeCode, RecoveryCode, Session, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.visitors import visitor_by_token
from tests.actions.signed_in import (
    BETTER,
    GOOD,
    HERE,
    a_client_person,
    a_member_of_staff,
    app_code,
    by_password,
    hash_once,
    mailed_code,
    with_app,
)

ROUNDS = 6


def at_once(toolbox, acts):
    """What each act answers, its value or its error's code, when all begin together."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        with toolbox.connected():
            barrier.wait()
            try:
                return act()
            except DomainError as error:
                return error.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def stages(answers):
    return [answer.stage for answer in answers if not isinstance(answer, str)]


def test_twenty_uses_of_a_link_give_one_session(toolbox):
    user = a_client_person(toolbox, password="")
    with transaction():
        link = make_link(user, purpose="sign-in", toolbox=toolbox)
    token = link_token(link, toolbox=toolbox)
    answers = at_once(
        toolbox, [lambda: use_link(token, browser=HERE, toolbox=toolbox) for _ in range(20)]
    )
    assert stages(answers) == ["open"]
    assert answers.count("link-not-usable") == 19
    assert Session.select().count() == 1


def test_an_invitation_is_taken_once(toolbox):
    user = a_client_person(toolbox, password="")
    with transaction():
        link = make_link(user, purpose="invitation", toolbox=toolbox)
    token = link_token(link, toolbox=toolbox)
    options = {"password": "", "language": "fr", "browser": HERE, "toolbox": toolbox}
    answers = at_once(toolbox, [lambda: accept_invitation(token, **options) for _ in range(8)])
    assert stages(answers) == ["open"]
    assert Session.select().count() == 1


def test_a_code_of_an_app_opens_one_of_two_sessions(toolbox, clock):
    user = a_member_of_staff(toolbox)
    with_app(user, toolbox)
    for _ in range(ROUNDS):
        clock.move(minutes=1)
        waiting = [by_password(user, toolbox) for _ in range(2)]
        code = app_code(user, toolbox)
        answers = at_once(
            toolbox,
            [
                lambda one=one, code=code: prove_factor(one, code, browser=HERE, toolbox=toolbox)
                for one in waiting
            ],
        )
        assert stages(answers) == ["open"]
        assert answers.count("code-wrong") == 1


def test_a_recovery_code_opens_one_of_two_sessions(toolbox, clock):
    user = a_member_of_staff(toolbox)
    _, codes = with_app(user, toolbox)
    for code in codes[:ROUNDS]:
        clock.move(minutes=1)
        waiting = [by_password(user, toolbox) for _ in range(2)]
        answers = at_once(
            toolbox,
            [
                lambda one=one, code=code: prove_factor(one, code, browser=HERE, toolbox=toolbox)
                for one in waiting
            ],
        )
        assert stages(answers) == ["open"]
    assert RecoveryCode.select().where(RecoveryCode.used_at.is_null()).count() == 10 - ROUNDS


def test_a_mailed_code_gives_one_token(toolbox):
    waiting = by_password(a_client_person(toolbox), toolbox)
    code = mailed_code(toolbox)
    answers = at_once(
        toolbox,
        [lambda: prove_factor(waiting, code, browser=HERE, toolbox=toolbox) for _ in range(5)],
    )
    assert stages(answers) == ["open"]


def test_guesses_at_once_are_five_and_no_more(toolbox):
    waiting = by_password(a_client_person(toolbox), toolbox)
    answers = at_once(
        toolbox,
        [
            lambda guess=guess: prove_factor(waiting, f"{guess:06}x", browser=HERE, toolbox=toolbox)
            for guess in range(20)
        ],
    )
    assert (answers.count("code-wrong"), answers.count("too-many-tries")) == (5, 15)
    assert OneTimeCode.get().tries == 5


def test_wrong_passwords_at_once_do_not_slip_through(toolbox):
    email = a_client_person(toolbox).email
    answers = at_once(
        toolbox,
        [
            lambda: sign_in_by_password(email, BETTER, browser=HERE, toolbox=toolbox)
            for _ in range(20)
        ],
    )
    assert set(answers) <= {"sign-in-wrong", "too-many-tries", "sign-in-busy"}
    assert 1 <= answers.count("sign-in-wrong") <= 5


def test_many_people_at_once_come_in_or_are_asked_to_wait_a_moment(toolbox):
    people = [a_client_person(toolbox) for _ in range(12)]
    answers = at_once(
        toolbox,
        [
            lambda one=one: sign_in_by_password(one.email, GOOD, browser=HERE, toolbox=toolbox)
            for one in people
        ],
    )
    assert len(stages(answers)) + answers.count("sign-in-busy") == 12
    assert stages(answers)
    # Who was asked to wait has used up no try.
    for one in people:
        assert by_password(one, toolbox).stage == "factor"


def change_password(user, toolbox):
    with transaction():
        keep_password(user, hash_once(BETTER), toolbox=toolbox)
        end_sessions_of(user, reason="password changed", toolbox=toolbox)


def deactivate(user, toolbox):
    with transaction():
        User.update(is_active=False).where(User.id == user.id).execute()
        end_sessions_of(user, reason="deactivated", toolbox=toolbox)


def take_seat(user, toolbox):
    with transaction():
        Membership.delete().where(Membership.user == user.id).execute()
        end_sessions_of(user, reason="removed", toolbox=toolbox)


@pytest.mark.parametrize("change", [change_password, deactivate, take_seat])
def test_a_sign_in_waits_for_what_ends_sessions_and_then_fails(toolbox, change):
    hash_once(BETTER)
    user = a_client_person(toolbox)

    def sign_in():
        with toolbox.connected():
            return sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)

    with ThreadPoolExecutor(1) as pool:
        with transaction():
            change(user, toolbox)
            answer = pool.submit(sign_in)
            # Long enough to try the password, and to go on if nothing held it back.
            time.sleep(1)
        with pytest.raises(Refused):
            answer.result()
    assert not Session.select().exists()


@pytest.mark.parametrize("change", [change_password, deactivate, take_seat])
def test_no_session_outlives_what_ends_all_of_them(toolbox, change):
    hash_once(BETTER)
    for number in range(ROUNDS):
        user = a_client_person(toolbox)
        browser = Browser(f"192.0.2.{number}", "x")
        answers = at_once(
            toolbox,
            [
                lambda user=user, browser=browser: sign_in_by_password(
                    user.email, GOOD, browser=browser, toolbox=toolbox
                ),
                lambda user=user, browser=browser: sign_in_by_password(
                    user.email, GOOD, browser=browser, toolbox=toolbox
                ),
                lambda user=user: change(user, toolbox),
            ],
        )
        left = Session.select().where(Session.user == user.id, Session.ended_at.is_null())
        assert not left.exists()
        for answer in answers[:2]:
            if not isinstance(answer, str):
                assert visitor_by_token(answer.token, now=toolbox.now()) is None
