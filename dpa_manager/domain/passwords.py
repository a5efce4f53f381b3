"""Passwords: which are good enough (ASVS 5.0, 6.2), and their hashes (argon2id)."""

import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from dpa_manager.domain.refusals import refused

SHORTEST, LONGEST = 12, 128

# What OWASP asks at least of argon2id: 19 MiB, two rounds, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_GOOD_SCORE = 3
# The estimate takes time that grows fast with the length; what these characters cannot carry the
# rest does not need to.
_MOST_ESTIMATED = 72
_MOST_WORDS = 60
_FEWEST_LEFT = 6
_FIRST_WORDS = ("dpa", "dpa manager", "kbits")
# The library keeps the words of one estimate in a table that all estimates share.
_estimating = threading.Lock()


def composed(password: str) -> str:
    """The password as typed, in composed form, so that every keyboard gives the same one."""
    return unicodedata.normalize("NFC", password)


def good_password(password: str, *, words: Iterable[str] = (), field: str = "password") -> str:
    """The password in composed form when it is good enough; raises Refused beside `field`.

    It has 12 to 128 characters and takes many guesses, also for somebody who knows `words`: the
    person's name and address, the firm, the clients. Nothing is asked of its composition, and
    nothing is cut off.
    """
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in password):
        raise refused("text-characters", field=field)
    chosen = composed(password)
    if len(chosen) < SHORTEST:
        raise refused("password-too-short", field=field, length=str(SHORTEST))
    if len(chosen) > LONGEST:
        raise refused("password-too-long", field=field, length=str(LONGEST))
    if not _takes_many_guesses(chosen, words=words):
        raise refused("password-too-easy", field=field)
    return chosen


def hash_of(password: str) -> str:
    """A new hash with its parameters and salt; takes time and 19 MiB on purpose."""
    return _HASHER.hash(_bytes(password))


def is_hash_of(password_hash: str, password: str) -> bool:
    """Whether this is the password; takes as long when it is not, or is longer than any."""
    try:
        _HASHER.verify(password_hash, _bytes(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return len(composed(password)) <= LONGEST


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than those of now."""
    return _HASHER.check_needs_rehash(password_hash)


@cache
def hash_of_nobody() -> str:
    """A hash that no password has, to be tried where there is none: that takes as long."""
    return _HASHER.hash(secrets.token_bytes(32))


def _bytes(password: str) -> bytes:
    return composed(password).encode("utf-8", "surrogatepass")


def _takes_many_guesses(password: str, *, words: Iterable[str]) -> bool:
    known = _parts(words)
    if len(_left_without(known, password=password)) < _FEWEST_LEFT:
        return False
    with _estimating:
        estimate = zxcvbn(password[:_MOST_ESTIMATED], user_inputs=known)
    return bool(estimate["score"] >= _GOOD_SCORE)


def _left_without(known: Iterable[str], *, password: str) -> str:
    """What is left when all known words are taken out, and what stands between words."""
    left = _joined(password)
    for word in sorted(known, key=len, reverse=True):
        left = left.replace(_joined(word), "")
    return left


def _parts(words: Iterable[str]) -> list[str]:
    """Whole names and their parts of three letters or more, in lower case, once each."""
    parts = dict.fromkeys(_FIRST_WORDS)
    for text in words:
        whole = composed(text).lower().strip()
        for part in (whole, _joined(whole), *re.findall(r"[^\W_]{3,}", whole)):
            parts.setdefault(part)
    return [part for part in parts if _joined(part)][:_MOST_WORDS]


def _joined(text: str) -> str:
    return re.sub(r"[\s_.,@-]+", "", text.lower())
