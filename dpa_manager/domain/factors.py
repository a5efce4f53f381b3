"""Second factors: codes of an app that go with the time (TOTP, RFC 6238), recovery codes."""

import hmac
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS = 30
DIGITS = 6
RECOVERY_CODES = 10

# Letters and digits that nobody takes for each other; 16 of 32 are 80 bits.
_RECOVERY_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_RECOVERY_LENGTH = 16
_LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})


def new_secret() -> str:
    """A new secret for an app: 32 characters of base32 (160 bits)."""
    return pyotp.random_base32()


def app_uri(secret: str, *, person: str, issuer: str) -> str:
    """The address that an app reads from a QR code to take the secret in."""
    return pyotp.TOTP(secret).provisioning_uri(name=person, issuer_name=issuer)


def step_at(instant: datetime) -> int:
    """The number of the 30 seconds in which an instant lies."""
    return int(instant.timestamp()) // STEP_SECONDS


def step_of(code: str, *, secret: str, at: datetime) -> int | None:
    """The step of which this is the code: that of now or the one before, else None.

    The one before lets somebody finish typing; the one after, for clocks that run ahead, would
    only give a guess more to hit.
    """
    app = pyotp.TOTP(secret)
    now = step_at(at)
    for step in (now, now - 1):
        if hmac.compare_digest(app.generate_otp(step), code):
            return step
    return None


def plain_code(text: str) -> str:
    """A code as typed without spaces and dashes, in lower case; "" when it cannot be one."""
    plain = "".join(text.split()).replace("-", "").lower()
    return plain if plain.isascii() and plain.isalnum() and len(plain) <= 40 else ""


def is_digits(code: str) -> bool:
    """Whether a plain code looks like one of an app or of a mail."""
    return len(code) == DIGITS and code.isdigit()


def new_recovery_codes() -> tuple[str, ...]:
    """Ten new recovery codes of 80 bits, in groups of four characters."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def plain_recovery_code(text: str) -> str:
    """A recovery code as typed without groups, and with the letters that were meant."""
    return plain_code(text).translate(_LOOKALIKES)


def _recovery_code() -> str:
    signs = [secrets.choice(_RECOVERY_SIGNS) for _ in range(_RECOVERY_LENGTH)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, _RECOVERY_LENGTH, 4))
