"""The second step of signing in: codes of an app, for recovery, of a mail; none works twice."""

import pytest

from dpa_manager.actions.factoring import (
    begin_factor,
    confirm_factor,
)
from dpa_manager.actions.signing_in import (
    send_code,
    sign_in_by_password,
    sign_out,
)
from dpa_manager.domain.sessions import CODE_LIVES
from dpa_manager.models import OneTimeCode, Session
from dpa_manager.queries.security import factor_of
from tests.actions.signed_in import (
    ELSEWHERE,
    GOOD,
    HERE,
    a_client_person,
    a_member_of_staff,
    app_code,
    by_password,
    code_of,
    logged,
    mailed_code,
    mails,
    prove,
    seen,
    with_app,
)


def test_the_code_that_confirmed_does_not_sign_in(toolbox, staff, clock):
    user, _, _ = staff
    clock.move(seconds=-30)
    waiting = by_password(user, toolbox)
    assert code_of(prove, waiting, app_code(user, toolbox), toolbox) == "code-wrong"
    clock.move(seconds=30)
    assert prove(waiting, app_code(user, toolbox), toolbox).stage == "open"


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0:.3} {0:.0}", "{}\n"], ids=["same", "padded", "spaced", "line"]
)
def test_a_code_of_an_app_works_once_however_it_is_typed(toolbox, staff, typed):
    user, _, _ = staff
    code = app_code(user, toolbox)
    again = f"{code[:3]} {code[3:]}" if "0:" in typed else typed.format(code)
    first, second = by_password(user, toolbox), by_password(user, toolbox)
    assert prove(first, again, toolbox).stage == "open"
    for variant in (code, again, f"{code[:3]}-{code[3:]}"):
        assert code_of(prove, second, variant, toolbox) == "code-wrong"


def test_a_used_code_stays_used_after_a_failed_try(toolbox, staff):
    user, _, _ = staff
    code = app_code(user, toolbox)
    prove(by_password(user, toolbox), code, toolbox)
    waiting = by_password(user, toolbox)
    assert code_of(prove, waiting, "abc", toolbox) == "code-wrong"
    assert code_of(prove, waiting, code, toolbox) == "code-wrong"


def test_an_earlier_code_works_no_more_after_a_later_one(toolbox, staff, clock):
    user, _, _ = staff
    earlier = app_code(user, toolbox)
    clock.move(seconds=30)
    prove(by_password(user, toolbox), app_code(user, toolbox), toolbox)
    assert code_of(prove, by_password(user, toolbox), earlier, toolbox) == "code-wrong"


@pytest.mark.parametrize(("step", "is_taken"), [(-2, False), (-1, True), (0, True), (1, False)])
def test_the_code_of_now_or_just_before_is_taken(toolbox, staff, clock, step, is_taken):
    user, _, _ = staff
    clock.move(minutes=5)
    waiting = by_password(user, toolbox)
    code = app_code(user, toolbox, step=step)
    if is_taken:
        assert prove(waiting, code, toolbox).stage == "open"
    else:
        assert code_of(prove, waiting, code, toolbox) == "code-wrong"


def test_a_recovery_code_stands_in_once(toolbox, staff):
    user, _, codes = staff
    waiting = by_password(user, toolbox)
    typed = f" {codes[3].upper()} ".replace("-", " ")
    assert seen(prove(waiting, typed, toolbox), toolbox).is_open
    assert factor_of(waiting).recovery_codes_left == 9
    assert logged("recovery-code-used") == 1
    again = by_password(user, toolbox)
    assert code_of(prove, again, codes[3], toolbox) == "code-wrong"
    assert prove(again, codes[4], toolbox).stage == "open"


def test_a_recovery_code_is_its_owners_alone(toolbox, staff):
    _, _, codes = staff
    other = a_member_of_staff(toolbox)
    with_app(other, toolbox)
    assert code_of(prove, by_password(other, toolbox), codes[0], toolbox) == "code-wrong"


def test_five_wrong_codes_make_wait_also_with_a_new_password_try(toolbox, staff, clock):
    user, _, codes = staff
    waiting = by_password(user, toolbox)
    for _ in range(5):
        assert code_of(prove, waiting, "wrong", toolbox) == "code-wrong"
    assert code_of(prove, by_password(user, toolbox), codes[0], toolbox) == "too-many-tries"
    assert factor_of(waiting).recovery_codes_left == 10
    clock.move(seconds=30)
    assert prove(waiting, codes[0], toolbox).stage == "open"


def test_strangers_who_know_the_password_try_twenty_codes_an_hour_anywhere(toolbox, person, clock):
    user, _ = person
    for number in range(5):
        browser = type(HERE)(f"203.0.113.{number}", "bot")
        waiting = by_password(user, toolbox, browser=browser)
        for _ in range(4):
            assert code_of(prove, waiting, "wrong", toolbox, browser) == "code-wrong"
    assert code_of(prove, by_password(user, toolbox), "x", toolbox, ELSEWHERE) == "too-many-tries"
    clock.move(hours=1)
    waiting = by_password(user, toolbox)
    assert prove(waiting, mailed_code(toolbox), toolbox).stage == "open"


def test_a_mailed_code_works_ten_minutes(toolbox, clock):
    user = a_client_person(toolbox)
    waiting, code = by_password(user, toolbox), mailed_code(toolbox)
    clock.move(minutes=10)
    assert code_of(prove, waiting, code, toolbox) == "code-wrong"
    clock.move(microseconds=-1)
    assert OneTimeCode.get().expires_at == waiting.fresh_at + CODE_LIVES
    assert prove(waiting, f" {code[:3]} {code[3:]}", toolbox).stage == "open"


def test_a_mailed_code_works_once(toolbox):
    user = a_client_person(toolbox)
    waiting, code = by_password(user, toolbox), mailed_code(toolbox)
    prove(waiting, code, toolbox)
    Session.update(stage="factor").execute()
    assert code_of(prove, waiting, code, toolbox) == "code-wrong"


def test_a_mailed_code_has_five_tries(toolbox, clock):
    user = a_client_person(toolbox)
    waiting, code = by_password(user, toolbox), mailed_code(toolbox)
    for _ in range(4):
        assert code_of(prove, waiting, "000000x", toolbox) == "code-wrong"
    OneTimeCode.update(tries=5).execute()
    assert code_of(prove, waiting, code, toolbox) == "code-wrong"
    clock.move(seconds=30)
    OneTimeCode.update(tries=4).execute()
    assert prove(waiting, code, toolbox).stage == "open"


def test_a_mailed_code_is_for_the_session_that_asked(toolbox):
    user = a_client_person(toolbox)
    mine, my_code = by_password(user, toolbox), mailed_code(toolbox)
    other, other_code = by_password(user, toolbox), mailed_code(toolbox)
    if my_code != other_code:
        assert code_of(prove, mine, other_code, toolbox) == "code-wrong"
        assert code_of(prove, other, my_code, toolbox) == "code-wrong"
    assert prove(mine, my_code, toolbox).stage == "open"


def test_asking_again_replaces_the_code(toolbox):
    user = a_client_person(toolbox)
    waiting, former = by_password(user, toolbox), mailed_code(toolbox)
    send_code(waiting, browser=HERE, toolbox=toolbox)
    newest = mailed_code(toolbox)
    if former != newest:
        assert code_of(prove, waiting, former, toolbox) == "code-wrong"
    assert prove(waiting, newest, toolbox).stage == "open"
    assert mails("sign-in-code") == 2


def test_a_replaced_code_does_not_come_back_once_the_newest_is_used(toolbox):
    user = a_client_person(toolbox)
    waiting, former = by_password(user, toolbox), mailed_code(toolbox)
    send_code(waiting, browser=HERE, toolbox=toolbox)
    prove(waiting, mailed_code(toolbox), toolbox)
    Session.update(stage="factor").execute()
    assert code_of(prove, waiting, former, toolbox) == "code-wrong"


def test_a_step_is_taken_once_and_a_code_too_many_is_not_used_up(toolbox, staff):
    user, _, codes = staff
    waiting = by_password(user, toolbox)
    opened = prove(waiting, codes[0], toolbox)
    assert code_of(prove, waiting, codes[1], toolbox) == "session-ended"
    assert seen(opened, toolbox)
    assert factor_of(waiting).recovery_codes_left == 9


def test_six_codes_an_hour_are_mailed_and_signing_in_still_answers(toolbox, clock):
    user = a_client_person(toolbox)
    waiting = by_password(user, toolbox)
    for _ in range(5):
        send_code(waiting, browser=HERE, toolbox=toolbox)
    assert code_of(send_code, waiting, browser=HERE, toolbox=toolbox) == "too-many-tries"
    assert by_password(user, toolbox).stage == "factor"
    assert mails("sign-in-code") == 6
    clock.move(hours=1)
    assert by_password(user, toolbox)
    assert mails("sign-in-code") == 7


def test_no_code_is_mailed_to_staff_or_beside_an_app(toolbox, staff, person):
    _, visitor, _ = staff
    assert code_of(send_code, visitor, browser=HERE, toolbox=toolbox) == "code-not-mailed"
    user, mine = person
    begin_factor(mine, toolbox=toolbox)
    code = app_code(user, toolbox, pending=True)
    signed_in, _ = confirm_factor(mine, code, browser=HERE, toolbox=toolbox)
    mine = seen(signed_in, toolbox)
    assert code_of(send_code, mine, browser=HERE, toolbox=toolbox) == "code-not-mailed"


def test_a_mailed_code_no_longer_counts_once_there_is_an_app(toolbox, person):
    user, mine = person
    waiting, code = by_password(user, toolbox), mailed_code(toolbox)
    begin_factor(mine, toolbox=toolbox)
    first = app_code(user, toolbox, pending=True)
    confirm_factor(mine, first, browser=HERE, toolbox=toolbox)
    Session.update(ended_at=None).execute()
    assert code_of(prove, waiting, code, toolbox) == "code-wrong"


@pytest.mark.parametrize("stage", ["enrol", "open"])
def test_a_code_is_asked_at_its_stage_alone(toolbox, stage):
    user = a_client_person(toolbox)
    waiting, code = by_password(user, toolbox), mailed_code(toolbox)
    Session.update(stage=stage).execute()
    signed = sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    assert seen(signed, toolbox).stage == "factor"
    moved = type(waiting)(**(vars(waiting) | {"stage": stage}))
    assert code_of(prove, moved, code, toolbox) == "stage-passed"


def test_a_session_that_ended_goes_no_further(toolbox):
    user = a_client_person(toolbox)
    waiting, code = by_password(user, toolbox), mailed_code(toolbox)
    sign_out(waiting, toolbox=toolbox)
    assert code_of(prove, waiting, code, toolbox) == "session-ended"
    assert not logged("signed-in")
