"""A wrong password takes as long for somebody known as for somebody unknown."""

import cProfile
import pstats
import statistics
import time

import pytest

from dpa_manager.domain.passwords import hash_of
from dpa_manager.models import Credential, SignInAttempt, User
from tests.access.people import NOBODY

ROUNDS = 200
UNKNOWN = "nobody.at.all@elsewhere.example"


@pytest.fixture
def known(premises):
    """The address of somebody with a password."""
    with premises.toolbox.connected():
        person = User.get_by_id(premises.tenants.people["dpo"].id)
        mine = Credential.user == person
        Credential.update(password_hash=hash_of("Nine-blue-herons")).where(mine).execute()
    return person.email


def sign_in(browsing, email):
    return browsing.ask(
        NOBODY, "/login", method="POST", data={"email": email, "password": "wrong-password"}
    )


def verifications(browsing, email):
    """How often argon2 is asked whether a password is right, while somebody signs in."""
    profile = cProfile.Profile()
    profile.enable()
    sign_in(browsing, email)
    profile.disable()
    calls = pstats.Stats(profile).stats.items()
    return sum(found[1] for (_, _, name), found in calls if "argon2_verify" in name)


def test_a_wrong_password_is_tried_as_often_for_known_and_unknown(known, browsing):
    # The hash of nobody is made once in the life of the program.
    sign_in(browsing, UNKNOWN)

    assert verifications(browsing, known) == verifications(browsing, UNKNOWN) == 1


def test_a_wrong_password_is_answered_alike_for_known_and_unknown(known, browsing):
    answers = [sign_in(browsing, email) for email in (known, UNKNOWN)]
    pages = [
        answer.page.replace(email, "…")
        for answer, email in zip(answers, (known, UNKNOWN), strict=True)
    ]

    assert pages[0] == pages[1]
    assert {answer.status for answer in answers} == {400}


@pytest.mark.prove
def test_a_wrong_password_takes_as_long_for_known_and_unknown(known, premises, browsing):
    taken = {known: [], UNKNOWN: []}
    for email in (known, UNKNOWN) * (ROUNDS + 5):
        started = time.perf_counter()
        answer = sign_in(browsing, email)
        taken[email].append(time.perf_counter() - started)
        assert answer.status == 400
        with premises.toolbox.connected():
            # Nobody waits for what was tried before.
            SignInAttempt.delete().execute()
    first, second = (statistics.median(times[5:]) for times in taken.values())

    assert abs(first - second) < 0.1 * min(first, second), (first, second)
