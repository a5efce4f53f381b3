"""Codes of an app and recovery codes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from dpa_manager.domain import factors

AT = datetime(2026, 11, 24, 9, 30, 10, tzinfo=UTC)
# RFC 6238, appendix B: the secret of its table for SHA-1, whose last six digits are ours.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(second, code):
    at = datetime.fromtimestamp(second, UTC)
    assert factors.step_of(code, secret=RFC_SECRET, at=at) == second // 30


@pytest.mark.parametrize(
    ("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, False), (2, False)]
)
def test_the_code_of_now_or_the_one_before_is_taken(steps, is_taken):
    secret = factors.new_secret()
    code = pyotp.TOTP(secret).at(AT + timedelta(seconds=30 * steps))
    expected = factors.step_at(AT) + steps if is_taken else None
    assert factors.step_of(code, secret=secret, at=AT) == expected


def test_secrets_have_160_bits_and_differ():
    secrets = {factors.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {32}


def test_an_app_reads_person_and_issuer():
    uri = factors.app_uri(RFC_SECRET, person="an+a@kbits.example", issuer="DPA Manager")
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/DPA Manager:an+a@kbits.example"
    assert parse_qs(parts.query) == {"secret": [RFC_SECRET], "issuer": ["DPA Manager"]}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("123456", "123456"),
        (" 123 456\n", "123456"),
        ("123-456", "123456"),
        ("ABCD-efgh", "abcdefgh"),
        ("１２３４５６", ""),
        ("12345é", ""),
        ("1" * 41, ""),
        ("", ""),
    ],
)
def test_a_code_is_read_without_what_people_put_between(typed, plain):
    assert factors.plain_code(typed) == plain


@pytest.mark.parametrize(
    ("plain", "expected"),
    [("123456", True), ("12345", False), ("1234567", False), ("12345a", False), ("", False)],
)
def test_six_digits_are_a_code_of_an_app(plain, expected):
    assert factors.is_digits(plain) is expected


def test_recovery_codes_are_ten_of_eighty_bits():
    codes = factors.new_recovery_codes()
    assert len(set(codes)) == 10
    for code in codes:
        plain = factors.plain_recovery_code(code)
        assert code == "-".join(plain[at : at + 4] for at in range(0, 16, 4))
        assert set(plain) <= set("0123456789abcdefghjkmnpqrstvwxyz")


def test_letters_taken_for_digits_are_meant_as_digits():
    assert factors.plain_recovery_code("oOiI-lL01 abcd-efgh") == "0011" + "1101" + "abcdefgh"
