"""Which passwords are good enough, and what their hashes tell."""

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, extract_parameters

from dpa_manager.domain import passwords
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.passwords import good_password, hash_of, is_hash_of, is_outdated

GOOD = "zeven groene olifanten"
KNOWN = ("Ingrid Van den Bossche", "ingrid@lichtpunt.example", "Lichtpunt Energie CV")


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "kx7mq2vrtw9z",
        "onlylowercaseletterswithoutend",
        "           a b c d e f g h i",
        "ééééüüüöß漢字漢語",
        "😀 olifanten 🐘 en muizen",
        "kbits-Lichtpunt-x7q2mz",
        "!?%&/()=+*~#",
        "x7" * 3 + "kwqz " * 24 + "m",
    ],
    ids=lambda text: f"{len(text)} characters",
)
def test_a_password_that_takes_many_guesses_is_good(password):
    assert good_password(password, words=KNOWN) == unicodedata.normalize("NFC", password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kx7mq2vrtw9", "password-too-short"),
        ("", "password-too-short"),
        ("e\u0301" * 11, "password-too-short"),
        ("kx7mq2vrtw9z" * 10 + "kx7mq2vr9", "password-too-long"),
        ("password1234", "password-too-easy"),
        ("qwertyqwerty", "password-too-easy"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "password-too-easy"),
        ("ingrid1234567", "password-too-easy"),
        ("Lichtpunt2026!", "password-too-easy"),
        ("lichtpuntenergie", "password-too-easy"),
        ("LichtpuntEnergieCV1", "password-too-easy"),
        ("ingrid@lichtpunt.example", "password-too-easy"),
        ("VandenBossche1", "password-too-easy"),
        ("kbitskbitskbits", "password-too-easy"),
        ("DPA Manager 2026", "password-too-easy"),
        ("kbits-Lichtpunt-x7q2m", "password-too-easy"),
        ("zeven groene\nolifanten", "text-characters"),
        ("zeven groene \x00 olifanten", "text-characters"),
        ("zeven groene \ud800 olifanten", "text-characters"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(password, code):
    with pytest.raises(Refused) as refusal:
        good_password(password, words=KNOWN)
    assert (refusal.value.code, refusal.value.field) == (code, "password")
    assert all(refusal.value.sentence.as_dict().values())


def test_words_that_a_stranger_would_not_know_make_the_difference():
    assert good_password("Vermeiren Loodgieterij 88", words=()) == "Vermeiren Loodgieterij 88"
    with pytest.raises(Refused):
        good_password("Vermeiren Loodgieterij 88", words=("Vermeiren Loodgieterij",))


@pytest.mark.parametrize(
    ("length", "is_good"), [(11, False), (12, True), (128, True), (129, False)]
)
def test_the_bounds_are_exact(length, is_good):
    password = "".join(
        chr(ord("a") + number * number * 7 % 26) + "qzx9"[number % 4] for number in range(70)
    )
    try:
        assert good_password(password[:length]) == password[:length]
        accepted = True
    except Refused:
        accepted = False
    assert accepted is is_good


@pytest.mark.parametrize("password", ["1a" * 64, "a" * 128, "20202020" * 16, "qwerty!" * 18])
def test_judging_takes_no_long_time(password):
    start = time.perf_counter()
    with pytest.raises(Refused):
        good_password(password, words=[f"word{number}" for number in range(500)])
    assert time.perf_counter() - start < 2


def test_judging_at_the_same_time_mixes_no_words():
    def is_good(number):
        name = ("Vermeiren", "Wouters")[number % 2]
        try:
            good_password("Vermeiren Loodgieterij 88", words=(f"{name} Loodgieterij",))
            return True
        except Refused:
            return False

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(is_good, range(80)))
    assert found == [number % 2 == 1 for number in range(80)]


def test_a_hash_has_the_parameters_that_owasp_asks():
    made = extract_parameters(hash_of(GOOD))
    assert (made.type.name, made.memory_cost, made.time_cost, made.parallelism) == (
        "ID",
        19 * 1024,
        2,
        1,
    )
    assert made == extract_parameters(passwords.hash_of_nobody())


def test_a_hash_fits_its_password_alone():
    made = hash_of(GOOD)
    assert is_hash_of(made, GOOD)
    assert not is_hash_of(made, GOOD + " ")
    assert not is_hash_of(made, GOOD.upper())
    assert made != hash_of(GOOD)


def test_nothing_is_cut_off():
    head = "kx7mq2vrtw9z" * 10 + "12345678"
    made = hash_of(head)
    assert is_hash_of(made, head)
    assert not is_hash_of(made, head[:-1] + "9")
    assert not is_hash_of(made, head + "9")


@pytest.mark.parametrize("typed", ["cafe\u0301 zonder suiker", "caf\u00e9 zonder suiker"])
def test_every_keyboard_gives_the_same_password(typed):
    assert is_hash_of(hash_of(good_password("cafe\u0301 zonder suiker")), typed)


@pytest.mark.parametrize("strange", ["", "\ud800" * 20, "\x00", "a" * 1_000_000])
def test_a_strange_password_is_wrong_and_no_error(strange):
    assert not is_hash_of(hash_of(GOOD), strange)


@pytest.mark.parametrize("damaged", ["", "x", "$argon2id$v=19$m=19456,t=2,p=1$"])
def test_a_damaged_hash_fits_nothing(damaged):
    assert not is_hash_of(damaged, GOOD)


def test_a_hash_of_other_parameters_is_outdated_and_still_fits():
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)
    assert is_outdated(old)
    assert is_hash_of(old, GOOD)
    assert not is_outdated(hash_of(GOOD))
