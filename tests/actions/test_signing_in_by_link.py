"""Signing in by link: who is mailed one, what it opens, and that it opens once."""

import time

import pytest

from dpa_manager.actions.factoring import begin_factor, confirm_factor
from dpa_manager.actions.founding import mark_demonstration
from dpa_manager.actions.linking import link_token, make_link
from dpa_manager.actions.signing_in import (
    Browser,
    accept_invitation,
    ask_password_reset,
    ask_sign_in_link,
    prove_factor,
    reset_password,
    sign_in_by_password,
    use_link,
)
from dpa_manager.actions.signing_in.by_link import ASKING_SECONDS
from dpa_manager.domain.errors import Refused, TooMany
from dpa_manager.models import Credential, Membership, OneTimeLink, Session, StaffRole, User
from dpa_manager.models.base import transaction
from tests.actions.signed_in import (
    BETTER,
    ELSEWHERE,
    GOOD,
    HERE,
    a_client_person,
    a_member_of_staff,
    a_user,
    app_code,
    by_password,
    logged,
    mailed_code,
    mailed_token,
    mails,
    seen,
    with_app,
)
from tests.factories import a_client


def a_token(user, toolbox, purpose):
    with transaction():
        return link_token(make_link(user, purpose=purpose, toolbox=toolbox), toolbox=toolbox)


def asked_link(user, toolbox):
    ask_sign_in_link(user.email, browser=HERE, toolbox=toolbox)
    return mailed_token(toolbox)


def refusal_of(act, token, toolbox, **options):
    with pytest.raises((Refused, TooMany)) as refusal:
        act(token, **options, browser=HERE, toolbox=toolbox)
    return refusal.value.code


def open_by_link(user, toolbox, browser=HERE):
    return seen(use_link(asked_link(user, toolbox), browser=browser, toolbox=toolbox), toolbox)


def give_app(visitor, user, toolbox):
    begin_factor(visitor, toolbox=toolbox)
    code = app_code(user, toolbox, pending=True)
    return confirm_factor(visitor, code, browser=HERE, toolbox=toolbox)


def test_a_person_of_clients_comes_in_by_a_link_alone(toolbox):
    user = a_client_person(toolbox, password="")
    visitor = open_by_link(user, toolbox)
    assert visitor.may("client.read")
    assert mails() == ["sign-in-link"]
    assert logged() == ["sign-in-link-asked", "signed-in"]


def test_who_set_up_an_app_needs_it_after_a_link(toolbox, clock):
    user = a_client_person(toolbox)
    give_app(open_by_link(user, toolbox), user, toolbox)
    clock.move(minutes=1)
    waiting = open_by_link(user, toolbox)
    assert waiting.stage == "factor"
    assert not mails("sign-in-code")
    signed_in = prove_factor(waiting, app_code(user, toolbox), browser=HERE, toolbox=toolbox)
    assert signed_in.stage == "open"


def test_a_link_works_once(toolbox):
    token = asked_link(a_client_person(toolbox), toolbox)
    use_link(token, browser=HERE, toolbox=toolbox)
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"
    assert Session.select().count() == 1
    assert logged("link-failed") == 1


def test_a_link_too_old_opens_nothing(toolbox, clock):
    token = asked_link(a_client_person(toolbox), toolbox)
    clock.move(minutes=15)
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"
    clock.move(seconds=-1)
    assert use_link(token, browser=HERE, toolbox=toolbox).stage == "open"


def lose_seat(user):
    Membership.delete().execute()


def deactivate(user):
    User.update(is_active=False).execute()


@pytest.mark.parametrize("lose", [lose_seat, deactivate])
def test_a_link_of_somebody_without_access_opens_nothing(toolbox, lose):
    user = a_client_person(toolbox)
    token = asked_link(user, toolbox)
    lose(user)
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"
    assert not Session.select().exists()


def nobody(toolbox):
    return "nobody@example.be"


def staff(toolbox):
    return a_member_of_staff(toolbox).email


def inactive(toolbox):
    return a_client_person(toolbox, is_active=False).email


def without_seat(toolbox):
    return a_user().email


def of_closed_client(toolbox):
    return a_client_person(toolbox, a_client(is_active=False)).email


def strange(toolbox):
    return "\x00 a\ud800b"


OTHERS = [nobody, inactive, without_seat, of_closed_client, strange]


@pytest.mark.parametrize("who", [staff, *OTHERS])
def test_nobody_else_is_mailed_a_sign_in_link(toolbox, who):
    email = who(toolbox)
    assert ask_sign_in_link(email, browser=HERE, toolbox=toolbox) is None
    assert not mails()
    assert not OneTimeLink.select().exists()
    assert logged() == ["sign-in-link-asked"]


def passwordless(toolbox):
    return a_client_person(toolbox, password="").email


@pytest.mark.parametrize("who", [passwordless, *OTHERS])
def test_nobody_without_a_password_is_mailed_a_reset(toolbox, who):
    email = who(toolbox)
    assert ask_password_reset(email, browser=HERE, toolbox=toolbox) is None
    assert not mails()
    assert logged() == ["reset-asked"]


def test_every_asker_waits_as_long(sqlite_toolbox):
    for who in (nobody, lambda toolbox: a_client_person(toolbox).email):
        email = who(sqlite_toolbox)
        start = time.monotonic()
        ask_sign_in_link(email, browser=HERE, toolbox=sqlite_toolbox)
        assert ASKING_SECONDS <= time.monotonic() - start < ASKING_SECONDS + 0.2


@pytest.mark.parametrize("ask", [ask_sign_in_link, ask_password_reset])
@pytest.mark.parametrize("who", [nobody, lambda toolbox: a_client_person(toolbox).email])
def test_three_mails_an_hour_are_enough_for_known_and_unknown(sqlite_toolbox, clock, ask, who):
    toolbox = sqlite_toolbox
    email = who(toolbox)
    for _ in range(3):
        ask(email, browser=HERE, toolbox=toolbox)
    with pytest.raises(TooMany) as refusal:
        ask(email, browser=ELSEWHERE, toolbox=toolbox)
    assert refusal.value.wait_seconds == 3600
    clock.move(hours=1)
    ask(email, browser=HERE, toolbox=toolbox)


def test_a_network_asks_for_twenty_mails_an_hour(sqlite_toolbox):
    for number in range(20):
        ask_sign_in_link(f"a{number}@example.be", browser=HERE, toolbox=sqlite_toolbox)
    with pytest.raises(TooMany):
        ask_sign_in_link("b@example.be", browser=HERE, toolbox=sqlite_toolbox)
    ask_sign_in_link("b@example.be", browser=ELSEWHERE, toolbox=sqlite_toolbox)


def test_strangers_who_ask_do_not_keep_the_owner_from_asking(sqlite_toolbox):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    open_by_link(user, toolbox)
    for _ in range(3):
        ask_sign_in_link(user.email, browser=ELSEWHERE, toolbox=toolbox)
    with pytest.raises(TooMany):
        ask_sign_in_link(user.email, browser=ELSEWHERE, toolbox=toolbox)
    ask_sign_in_link(user.email, browser=HERE, toolbox=toolbox)


def test_fifty_wrong_tokens_make_a_network_wait(sqlite_toolbox):
    toolbox = sqlite_toolbox
    token = asked_link(a_client_person(toolbox), toolbox)
    for number in range(50):
        assert refusal_of(use_link, f"wrong {number}", toolbox) == "link-not-usable"
    assert refusal_of(use_link, token, toolbox) == "too-many-tries"
    assert use_link(token, browser=ELSEWHERE, toolbox=toolbox).stage == "open"


@pytest.mark.parametrize("purpose", ["invitation", "reset"])
def test_a_link_for_something_else_signs_nobody_in(toolbox, purpose):
    token = a_token(a_client_person(toolbox), toolbox, purpose)
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"


def test_a_link_of_a_demonstration_opens_all_in_a_demonstration_alone(toolbox):
    user = a_member_of_staff(toolbox, "dpo", password="")
    token = a_token(user, toolbox, "demonstration")
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"
    mark_demonstration(toolbox=toolbox)
    visitor = seen(use_link(token, browser=HERE, toolbox=toolbox), toolbox)
    assert visitor.may("agreement.approve")
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"
    assert not mails()


def test_a_link_of_a_demonstration_opens_nothing_on_a_public_address(toolbox):
    mark_demonstration(toolbox=toolbox)
    token = a_token(a_member_of_staff(toolbox), toolbox, "demonstration")
    object.__setattr__(toolbox.config, "base_url", "https://agreements.example")
    assert refusal_of(use_link, token, toolbox) == "link-not-usable"


def accept(token, toolbox, password=GOOD, language="fr"):
    return accept_invitation(
        token, password=password, language=language, browser=HERE, toolbox=toolbox
    )


def test_an_invitation_leads_staff_to_their_app(toolbox):
    user = a_member_of_staff(toolbox, password="")
    signed_in = accept(a_token(user, toolbox, "invitation"), toolbox)
    assert signed_in.stage == "enrol"
    assert seen(signed_in, toolbox).language == "fr"
    assert sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox).stage == "enrol"
    assert logged()[:2] == ["invitation-accepted", "link-accepted"]


@pytest.mark.parametrize("password", [GOOD, ""])
def test_an_invitation_lets_persons_of_clients_in(toolbox, password):
    user = a_client_person(toolbox, password="")
    token = a_token(user, toolbox, "invitation")
    assert accept(token, toolbox, password=password).stage == "open"
    assert bool(Credential.select().where(Credential.password_hash != "").count()) is bool(password)
    assert refusal_of(accept_invitation, token, toolbox, password=GOOD, language="nl") == (
        "link-not-usable"
    )


@pytest.mark.parametrize(
    ("password", "language", "code", "field"),
    [
        ("", "nl", "password-missing", "password"),
        ("too short", "nl", "password-too-short", "password"),
        ("annpeeters1234", "nl", "password-too-easy", "password"),
        (GOOD, "de", "choice-unknown", "language"),
    ],
)
def test_a_refused_choice_leaves_the_invitation_usable(toolbox, password, language, code, field):
    user = a_member_of_staff(toolbox, password="")
    token = a_token(user, toolbox, "invitation")
    with pytest.raises(Refused) as refusal:
        accept(token, toolbox, password=password, language=language)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not Session.select().exists()
    assert accept(token, toolbox).stage == "enrol"


@pytest.mark.parametrize("purpose", ["reset", "sign-in", "demonstration"])
def test_another_link_accepts_no_invitation(toolbox, purpose):
    token = a_token(a_client_person(toolbox), toolbox, purpose)
    assert refusal_of(accept_invitation, token, toolbox, password=GOOD, language="nl") == (
        "link-not-usable"
    )


def test_names_of_clients_make_no_password(toolbox):
    user = a_client_person(toolbox, a_client(legal_name="Loodgieterij Vermeiren"), password="")
    token = a_token(user, toolbox, "invitation")
    for password in ("Vermeiren Loodgieterij", "loodgieterij-2026"):
        code = refusal_of(accept_invitation, token, toolbox, password=password, language="nl")
        assert code == "password-too-easy"


def test_a_reset_changes_the_password_and_ends_all_sessions(toolbox):
    user = a_client_person(toolbox)
    visitor = open_by_link(user, toolbox)
    ask_password_reset(user.email, browser=ELSEWHERE, toolbox=toolbox)
    token = mailed_token(toolbox)
    assert reset_password(token, password=BETTER, browser=ELSEWHERE, toolbox=toolbox) is None
    assert Session.get().ended_at == toolbox.now()
    assert Session.get().id == visitor.session_id
    assert refusal_of(reset_password, token, toolbox, password=GOOD) == "link-not-usable"
    with pytest.raises(Refused):
        sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    assert by_password(user, toolbox, password=BETTER).stage == "factor"
    assert mails("password-changed") == 1
    assert logged("password-changed") == 1


def test_a_reset_skips_no_second_factor(toolbox, clock):
    user = a_member_of_staff(toolbox)
    with_app(user, toolbox)
    ask_password_reset(user.email, browser=HERE, toolbox=toolbox)
    token = mailed_token(toolbox)
    reset_password(token, password=BETTER, browser=HERE, toolbox=toolbox)
    clock.move(minutes=1)
    assert by_password(user, toolbox, password=BETTER).stage == "factor"


def test_a_reset_withdraws_links_mailed_before(toolbox):
    user = a_client_person(toolbox)
    link = asked_link(user, toolbox)
    ask_password_reset(user.email, browser=HERE, toolbox=toolbox)
    reset_password(mailed_token(toolbox), password=BETTER, browser=HERE, toolbox=toolbox)
    assert refusal_of(use_link, link, toolbox) == "link-not-usable"


def test_a_weak_password_leaves_the_reset_usable(toolbox):
    user = a_client_person(toolbox)
    token = a_token(user, toolbox, "reset")
    assert refusal_of(reset_password, token, toolbox, password=BETTER[:11]) == (
        "password-too-short"
    )
    assert by_password(user, toolbox).stage == "factor"
    reset_password(token, password=BETTER, browser=HERE, toolbox=toolbox)


def test_somebody_demoted_before_the_reset_comes_in_as_what_they_are(toolbox):
    user = a_member_of_staff(toolbox, "admin")
    token = a_token(user, toolbox, "reset")
    StaffRole.delete().execute()
    Membership.create(client=a_client(), user=user, role="client-reader", created_at=toolbox.now())
    reset_password(token, password=BETTER, browser=HERE, toolbox=toolbox)
    visitor = by_password(user, toolbox, password=BETTER)
    assert (visitor.stage, visitor.is_staff) == ("factor", False)
    signed_in = prove_factor(visitor, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    assert not seen(signed_in, toolbox).may("client.create")


def test_a_sign_in_by_link_from_a_new_place_is_told(toolbox):
    user = a_client_person(toolbox)
    open_by_link(user, toolbox)
    open_by_link(user, toolbox, browser=Browser("192.0.2.9", ""))
    assert mails("new-device") == 1
