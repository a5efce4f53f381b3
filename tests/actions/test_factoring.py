"""The second factor: set up, replaced, removed; and proving oneself once more with it."""

import pytest

from dpa_manager.actions.factoring import (
    begin_factor,
    confirm_factor,
    pending_uri,
    remove_factor,
    renew_recovery_codes,
)
from dpa_manager.actions.signing_in import (
    change_password,
    prove_again,
    send_code,
)
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.sessions import FRESH
from dpa_manager.models import Credential, RecoveryCode, Session
from dpa_manager.queries.security import Proofs, factor_of, proofs_of
from tests.actions.signed_in import (
    BETTER,
    GOOD,
    HERE,
    a_member_of_staff,
    app_code,
    by_password,
    code_of,
    logged,
    mailed_code,
    mails,
    prove,
    seen,
)


def test_setting_up_opens_the_session_and_gives_ten_codes_once(toolbox):
    user = a_member_of_staff(toolbox)
    waiting = by_password(user, toolbox)
    assert "secret=" in pending_uri(waiting, toolbox=toolbox)
    code = app_code(user, toolbox, pending=True)
    signed_in, codes = confirm_factor(waiting, code, browser=HERE, toolbox=toolbox)
    assert (signed_in.stage, len(set(codes))) == ("open", 10)
    visitor = seen(signed_in, toolbox)
    assert factor_of(visitor).recovery_codes_left == 10
    assert factor_of(visitor).confirmed_at == toolbox.now()
    assert mails() == ["factor-changed"]
    assert logged() == ["password-accepted", "factor-set", "signed-in"]
    assert code_of(pending_uri, visitor, toolbox=toolbox) == "factor-not-begun"


def test_secrets_and_codes_are_not_readable_in_the_tables(toolbox, staff):
    _, _, codes = staff
    kept = str(list(Credential.select().dicts())) + str(list(RecoveryCode.select().dicts()))
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
    assert "gAAAA" in Credential.get().totp_secret


def test_a_wrong_first_code_sets_nothing_up(toolbox):
    user = a_member_of_staff(toolbox)
    waiting = by_password(user, toolbox)
    right = app_code(user, toolbox, pending=True)
    for wrong in ("000000" if right != "000000" else "000001", "", "abcdef", right[:5]):
        assert code_of(confirm_factor, waiting, wrong, browser=HERE, toolbox=toolbox) == (
            "code-wrong"
        )
    assert not Credential.get().totp_secret
    assert seen_again(waiting, toolbox).stage == "enrol"
    assert confirm_factor(waiting, right, browser=HERE, toolbox=toolbox)


def seen_again(visitor, toolbox):
    """The stage that the visitor's session is at now."""
    return Session.get_by_id(visitor.session_id)


def test_a_new_start_replaces_the_secret_that_waited(toolbox):
    user = a_member_of_staff(toolbox)
    waiting = by_password(user, toolbox)
    former = app_code(user, toolbox, pending=True)
    begin_factor(waiting, toolbox=toolbox)
    code = app_code(user, toolbox, pending=True)
    if former != code:
        assert code_of(confirm_factor, waiting, former, browser=HERE, toolbox=toolbox) == (
            "code-wrong"
        )
    assert confirm_factor(waiting, code, browser=HERE, toolbox=toolbox)


def test_what_proves_somebody_again(toolbox, staff, person):
    assert proofs_of(staff[1]) == Proofs(needs_password=True, code="app")
    assert proofs_of(person[1]) == Proofs(needs_password=True, code="mail")
    waiting = by_password(a_member_of_staff(toolbox), toolbox)
    assert proofs_of(waiting) == Proofs(needs_password=True, code="")
    Credential.update(password_hash="").where(Credential.user == person[0].id).execute()
    assert proofs_of(person[1]) == Proofs(needs_password=False, code="mail")


def test_proving_again_is_fresh_for_ten_minutes_under_a_new_token(toolbox, staff, clock):
    user, visitor, _ = staff
    clock.move(hours=1)
    assert not visitor.is_fresh(now=toolbox.now())
    assert code_of(change_password, visitor, BETTER, browser=HERE, toolbox=toolbox) == (
        "proof-needed"
    )
    before = Session.get_by_id(visitor.session_id).token_hash
    signed_in = prove_again(
        visitor, password=GOOD, code=app_code(user, toolbox), browser=HERE, toolbox=toolbox
    )
    fresh = seen(signed_in, toolbox)
    assert Session.get_by_id(visitor.session_id).token_hash != before
    assert fresh.session == visitor.session
    assert fresh.is_fresh(now=toolbox.now() + FRESH)
    assert not fresh.is_fresh(now=toolbox.now() + FRESH * 1.01)
    assert logged("proved-again") == 1
    assert logged("signed-in") == 1


@pytest.mark.parametrize(
    ("password", "is_code_right", "code", "field"),
    [
        ("wrong password", True, "password-wrong", "password"),
        ("", True, "password-wrong", "password"),
        (GOOD, False, "code-wrong", "code"),
    ],
)
def test_half_a_proof_is_none(toolbox, staff, password, is_code_right, code, field):
    user, visitor, _ = staff
    right = app_code(user, toolbox)
    with pytest.raises(Refused) as refusal:
        prove_again(
            visitor,
            password=password,
            code=right if is_code_right else "123",
            browser=HERE,
            toolbox=toolbox,
        )
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert logged("proof-failed") == 1
    assert prove_again(visitor, password=GOOD, code=right, browser=HERE, toolbox=toolbox)


def test_wrong_passwords_of_somebody_signed_in_are_counted_too(toolbox, staff):
    _, visitor, _ = staff
    options = {"password": "wrong", "code": "", "browser": HERE, "toolbox": toolbox}
    for _ in range(5):
        assert code_of(prove_again, visitor, **options) == "password-wrong"
    assert code_of(prove_again, visitor, **options) == "too-many-tries"


def test_a_person_without_password_proves_again_by_mail(toolbox, person):
    user, visitor = person
    Credential.update(password_hash="").execute()
    send_code(visitor, browser=HERE, toolbox=toolbox)
    code = mailed_code(toolbox)
    options = {"password": "", "browser": HERE, "toolbox": toolbox}
    assert code_of(prove_again, visitor, code="1", **options) == "code-wrong"
    assert prove_again(visitor, code=code, **options).stage == "open"
    assert user.id == visitor.user_id


def test_staff_without_any_factor_cannot_prove_again(toolbox):
    user = a_member_of_staff(toolbox)
    waiting = by_password(user, toolbox)
    Session.update(stage="open", way="demonstration").execute()
    visitor = type(waiting)(**(vars(waiting) | {"stage": "open"}))
    options = {"password": GOOD, "code": "", "browser": HERE, "toolbox": toolbox}
    assert code_of(prove_again, visitor, **options) == "proof-not-possible"


def test_an_app_replaces_another_and_ends_other_sessions(toolbox, staff):
    user, visitor, old_codes = staff
    other = seen(prove(by_password(user, toolbox), old_codes[0], toolbox), toolbox)
    former = Credential.get().totp_secret
    begin_factor(visitor, toolbox=toolbox)
    assert Credential.get().totp_secret == former
    code = app_code(user, toolbox, pending=True)
    signed_in, codes = confirm_factor(visitor, code, browser=HERE, toolbox=toolbox)
    assert Credential.get().totp_secret != former
    assert seen(signed_in, toolbox).session == visitor.session
    assert Session.get_by_id(other.session_id).ended_at is not None
    waiting = by_password(user, toolbox)
    assert code_of(prove, waiting, old_codes[1], toolbox) == "code-wrong"
    assert prove(waiting, codes[1], toolbox).stage == "open"


@pytest.mark.parametrize("act", [begin_factor, renew_recovery_codes, remove_factor])
def test_changing_the_factor_needs_a_fresh_proof(toolbox, person, clock, act):
    user, visitor = person
    options = {} if act is begin_factor else {"browser": HERE}
    clock.move(minutes=11)
    assert code_of(act, visitor, toolbox=toolbox, **options) == "proof-needed"
    waiting = by_password(user, toolbox)
    assert code_of(act, waiting, toolbox=toolbox, **options) == "stage-passed"


def test_new_recovery_codes_replace_the_old_ones(toolbox, staff):
    user, visitor, old_codes = staff
    codes = renew_recovery_codes(visitor, browser=HERE, toolbox=toolbox)
    assert not set(codes) & set(old_codes)
    assert mails("factor-changed") == 2
    assert logged("recovery-codes-renewed") == 1
    waiting = by_password(user, toolbox)
    assert code_of(prove, waiting, old_codes[0], toolbox) == "code-wrong"
    assert prove(waiting, codes[0], toolbox).stage == "open"


def test_only_persons_of_clients_do_without_an_app(toolbox, staff, person):
    _, visitor, _ = staff
    assert code_of(remove_factor, visitor, browser=HERE, toolbox=toolbox) == "factor-needed"
    user, mine = person
    assert code_of(remove_factor, mine, browser=HERE, toolbox=toolbox) == "factor-absent"
    assert code_of(renew_recovery_codes, mine, browser=HERE, toolbox=toolbox) == "factor-absent"
    begin_factor(mine, toolbox=toolbox)
    code = app_code(user, toolbox, pending=True)
    signed_in, codes = confirm_factor(mine, code, browser=HERE, toolbox=toolbox)
    remove_factor(seen(signed_in, toolbox), browser=HERE, toolbox=toolbox)
    assert logged("factor-removed") == 1
    assert not RecoveryCode.select().where(RecoveryCode.user == user.id).exists()
    waiting = by_password(user, toolbox)
    assert code_of(prove, waiting, codes[0], toolbox) == "code-wrong"
    assert prove(waiting, mailed_code(toolbox), toolbox).stage == "open"
