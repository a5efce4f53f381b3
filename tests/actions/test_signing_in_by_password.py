"""Signing in by password: who comes in, who does not, what is told, how often."""

import pytest
from argon2 import PasswordHasher
from playhouse.test_utils import count_queries

from dpa_manager.actions.signing_in import Browser, prove_factor, sign_in_by_password
from dpa_manager.domain.errors import Refused, TooMany
from dpa_manager.domain.passwords import is_outdated
from dpa_manager.models import Client, Credential, SecurityLog, Session, SignInAttempt
from dpa_manager.models.base import database, open_database
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
    give_password,
    logged,
    mailed_code,
    mails,
    seen,
    with_app,
)
from tests.factories import a_client


def try_password(email, toolbox, password="wrong password here", browser=HERE):  # noqa: S107
    with pytest.raises((Refused, TooMany)) as refusal:
        sign_in_by_password(email, password, browser=browser, toolbox=toolbox)
    return refusal.value


def test_staff_go_on_to_set_up_their_app(toolbox):
    user = a_member_of_staff(toolbox, "dpo", "signatory")
    signed_in = sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    assert signed_in.stage == "enrol"
    visitor = seen(signed_in, toolbox)
    assert (visitor.stage, visitor.staff_roles) == ("enrol", {"dpo", "signatory"})
    assert not visitor.may("client.read")
    assert logged() == ["password-accepted"]


def test_staff_with_an_app_go_on_to_its_code(toolbox, clock):
    user = a_member_of_staff(toolbox)
    with_app(user, toolbox)
    clock.move(minutes=1)
    waiting = by_password(user, toolbox)
    assert waiting.stage == "factor"
    signed_in = prove_factor(waiting, app_code(user, toolbox), browser=HERE, toolbox=toolbox)
    assert seen(signed_in, toolbox).may("client.read")
    assert not mails("sign-in-code")


def test_a_person_of_clients_is_mailed_a_code(toolbox):
    user = a_client_person(toolbox)
    waiting = by_password(user, toolbox)
    assert (waiting.stage, mails()) == ("factor", ["sign-in-code"])
    assert not waiting.may("client.read")
    signed_in = prove_factor(waiting, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    assert seen(signed_in, toolbox).may("client.read")
    assert logged() == ["code-asked", "password-accepted", "signed-in"]


def test_a_session_keeps_only_the_hash_of_its_token(toolbox):
    user = a_client_person(toolbox)
    signed_in = sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    row = Session.get()
    assert signed_in.token not in map(str, row.__data__.values())
    assert len(signed_in.token) == 43
    assert (row.address, row.device) == (HERE.address, HERE.device)


def test_a_new_token_comes_with_every_step(toolbox):
    user = a_client_person(toolbox)
    first = sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    waiting = seen(first, toolbox)
    second = prove_factor(waiting, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    assert first.token != second.token
    assert seen(first, toolbox) is None
    assert seen(second, toolbox).session == waiting.session


@pytest.mark.parametrize("typed", ["Ann@Example.BE", "  ann@example.be "])
def test_an_address_is_known_however_it_is_typed(toolbox, typed):
    a_client_person(toolbox, email="ann@example.be")
    assert sign_in_by_password(typed, GOOD, browser=HERE, toolbox=toolbox).token


def nobody(toolbox):
    return "nobody@example.be"


def wrong(toolbox):
    return a_client_person(toolbox, password=BETTER).email


def inactive(toolbox):
    return a_client_person(toolbox, is_active=False).email


def without_password(toolbox):
    return a_client_person(toolbox, password="").email


def without_role(toolbox):
    user = a_user()
    give_password(user, toolbox)
    return user.email


def of_closed_client(toolbox):
    return a_client_person(toolbox, a_client(is_active=False)).email


def with_strange_address(toolbox):
    return "\x00'; DROP TABLE user; --"


STRANGERS = [
    nobody,
    wrong,
    inactive,
    without_password,
    without_role,
    of_closed_client,
    with_strange_address,
]


@pytest.mark.parametrize("who", STRANGERS)
def test_everybody_else_is_answered_alike(toolbox, who):
    email = who(toolbox)
    refusal = try_password(email, toolbox, GOOD)
    assert (refusal.code, refusal.field) == ("sign-in-wrong", "")
    assert not Session.select().exists()
    assert logged() == ["sign-in-failed"]
    assert not mails()


def test_everybody_else_costs_the_same_queries(toolbox):
    counted = {}
    for who in STRANGERS[:-1]:
        email = who(toolbox)
        with count_queries() as counter:
            try_password(email, toolbox, GOOD)
        counted[who.__name__] = counter.count
    assert len(set(counted.values())) == 1, counted


def test_a_person_between_the_same_refusals_comes_in(toolbox):
    user = a_client_person(toolbox)
    try_password(user.email, toolbox)
    assert sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox).stage == "factor"


def test_what_is_no_address_is_not_logged_since_it_may_be_a_password(toolbox):
    try_password("my secret passphrase", toolbox)
    try_password("nobody@example.be", toolbox)
    assert [entry.email for entry in SecurityLog.select().order_by(SecurityLog.id)] == [
        "",
        "nobody@example.be",
    ]


def test_no_table_holds_what_was_typed(toolbox):
    user = a_client_person(toolbox)
    try_password(user.email, toolbox, "a wrong secret typed")
    sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    for table in (SignInAttempt, SecurityLog, Session, Credential):
        for row in table.select().dicts():
            text = str(row)
            assert GOOD not in text
            assert "a wrong secret typed" not in text
    assert {len(row.account) for row in SignInAttempt.select()} == {64}


def test_a_hash_of_old_parameters_is_renewed_by_signing_in(toolbox):
    user = a_client_person(toolbox)
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)
    Credential.update(password_hash=old).execute()
    try_password(user.email, toolbox)
    assert Credential.get().password_hash == old
    sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox)
    assert not is_outdated(Credential.get().password_hash)
    assert sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox).token


def test_five_failures_make_wait_and_the_wait_ends(toolbox, clock):
    user = a_client_person(toolbox)
    for _ in range(5):
        assert try_password(user.email, toolbox).code == "sign-in-wrong"
    refusal = try_password(user.email, toolbox, GOOD)
    assert (refusal.code, refusal.wait_seconds) == ("too-many-tries", 30)
    assert "30" in refusal.sentence.nl
    assert logged("held-back") == 1
    clock.move(seconds=30)
    assert sign_in_by_password(user.email, GOOD, browser=HERE, toolbox=toolbox).token


def test_a_right_password_forgives_the_wrong_ones_before_it(toolbox):
    user = a_client_person(toolbox)
    for _ in range(4):
        try_password(user.email, toolbox)
    by_password(user, toolbox)
    for _ in range(4):
        assert try_password(user.email, toolbox).code == "sign-in-wrong"


def test_being_held_back_does_not_make_the_wait_longer(toolbox, clock):
    for _ in range(5):
        try_password("nobody@example.be", toolbox)
    for _ in range(10):
        assert try_password("nobody@example.be", toolbox).wait_seconds == 30
    clock.move(seconds=30)
    assert try_password("nobody@example.be", toolbox).code == "sign-in-wrong"


def test_waiting_is_for_one_account_and_one_network(toolbox):
    user, other = a_client_person(toolbox), a_client_person(toolbox)
    for _ in range(5):
        try_password(user.email, toolbox)
    assert sign_in_by_password(other.email, GOOD, browser=HERE, toolbox=toolbox).token
    assert sign_in_by_password(user.email, GOOD, browser=ELSEWHERE, toolbox=toolbox).token


def test_waiting_survives_a_restart(db_url, toolbox):
    for _ in range(5):
        try_password("nobody@example.be", toolbox)
    before = toolbox.database
    try:
        with open_database(db_url).connection_context():
            assert try_password("nobody@example.be", toolbox).code == "too-many-tries"
    finally:
        database.initialize(before)


def test_a_network_waits_after_fifty_failures_whoever_was_tried(sqlite_toolbox, clock):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    failed_from(HERE, number=49, toolbox=toolbox)
    by_password(user, toolbox)
    failed_from(HERE, number=1, toolbox=toolbox)
    assert try_password(user.email, toolbox, GOOD).wait_seconds == 900
    assert by_password(user, toolbox, browser=ELSEWHERE)
    clock.move(minutes=15)
    assert by_password(user, toolbox)


def test_a_long_address_counts_for_its_whole_network(sqlite_toolbox):
    toolbox = sqlite_toolbox
    for number in range(5):
        browser = Browser(f"2001:db8:1:2::{number}", "x")
        assert try_password("a@example.be", toolbox, browser=browser).code == "sign-in-wrong"
    near, far = Browser("2001:db8:1:2::ff", "x"), Browser("2001:db8:1:3::ff", "x")
    assert try_password("a@example.be", toolbox, browser=near).code == "too-many-tries"
    assert try_password("a@example.be", toolbox, browser=far).code == "sign-in-wrong"


def test_strangers_everywhere_do_not_lock_the_owner_out(sqlite_toolbox, clock):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    waiting = by_password(user, toolbox)
    prove_factor(waiting, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    clock.move(days=89)
    for number in range(20):
        browser = Browser(f"203.0.113.{number}", "bot")
        assert try_password(user.email, toolbox, browser=browser).code == "sign-in-wrong"
    stranger = Browser("203.0.113.200", "bot")
    assert try_password(user.email, toolbox, GOOD, browser=stranger).code == "too-many-tries"
    assert by_password(user, toolbox, browser=HERE)
    travelling = Browser("203.0.113.201", "Firefox", is_known=True)
    assert by_password(user, toolbox, browser=travelling)


def test_a_network_is_forgotten_after_ninety_days(sqlite_toolbox, clock):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    waiting = by_password(user, toolbox)
    prove_factor(waiting, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    clock.move(days=91)
    for number in range(20):
        try_password(user.email, toolbox, browser=Browser(f"203.0.113.{number}", "bot"))
    assert try_password(user.email, toolbox, GOOD).code == "too-many-tries"


def test_a_right_password_alone_makes_a_network_no_known_one(sqlite_toolbox):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    by_password(user, toolbox)
    for number in range(20):
        try_password(user.email, toolbox, browser=Browser(f"203.0.113.{number}", "bot"))
    assert try_password(user.email, toolbox, GOOD).code == "too-many-tries"


def test_a_neighbour_does_not_lock_a_known_browser_out(sqlite_toolbox):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    for _ in range(5):
        try_password(user.email, toolbox)
    assert try_password(user.email, toolbox, GOOD).code == "too-many-tries"
    own = Browser(HERE.address, HERE.device, is_known=True)
    assert by_password(user, toolbox, browser=own)


def failed_from(browser, *, number, toolbox):
    for count in range(number):
        SignInAttempt.create(
            account=f"{count:064}",
            network=browser.address,
            kind=("password", "code", "link")[count % 3],
            is_success=False,
            happened_at=toolbox.now(),
        )


def test_the_first_client_by_name_is_acted_for(toolbox):
    z, a, closed = (
        a_client(legal_name=name, register_no=number, is_active=active)
        for name, number, active in [("Zeta", "1", True), ("Alfa", "2", True), ("AA", "3", False)]
    )
    visitor = by_password(a_client_person(toolbox, z, a, closed), toolbox)
    assert [seat.name for seat in visitor.seats] == ["Alfa", "Zeta"]
    assert visitor.seat.public_id == a.public_id
    assert Client.select().count() == 3


def test_a_new_place_is_told_by_mail_once_and_only_when_it_came_in(toolbox, clock):
    user = a_client_person(toolbox)
    for browser, told in [(HERE, 0), (HERE, 0), (ELSEWHERE, 1), (ELSEWHERE, 1), (HERE, 1)]:
        clock.move(hours=2)
        waiting = by_password(user, toolbox, browser=browser)
        assert mails("new-device") <= told
        prove_factor(waiting, mailed_code(toolbox), browser=browser, toolbox=toolbox)
        assert mails("new-device") == told
    clock.move(hours=2)
    known = Browser("192.0.2.1", "Firefox", is_known=True)
    waiting = by_password(user, toolbox, browser=known)
    prove_factor(waiting, mailed_code(toolbox), browser=known, toolbox=toolbox)
    assert mails("new-device") == 1
