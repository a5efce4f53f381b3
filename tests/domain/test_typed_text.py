"""What people type: one form, one address, nothing that a page cannot print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain import typed_text
from dpa_manager.domain.errors import Refused
from dpa_manager.vocabulary.phrase import Phrase

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "x" * 200, "naam 漢字 العربية", "emoji \U0001f600", "a\u200db"],
)
def test_a_line_stays_as_it_was_typed(text):
    assert typed_text.line(text, field="name") == text


def test_letters_with_marks_are_composed_and_outer_spaces_go():
    assert typed_text.line("  Be\u0301cu \u00a0", field="name") == "B\u00e9cu"


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b", "a\x1bb", "a\x7fb", "a\x85b", "\ud800", "a\udfffb", "a\u202eb",
        "a\u2066b", "a\u2028b", "a\uffff",
    ],
)  # fmt: skip
def test_characters_that_cannot_be_printed_or_that_turn_the_text_are_refused(text):
    for read in (typed_text.line, typed_text.prose, typed_text.email):
        with pytest.raises(Refused) as refusal:
            read(text, field="name")
        assert (refusal.value.code, refusal.value.field) == ("text-characters", "name")


def test_prose_keeps_its_lines_and_a_line_has_none():
    assert typed_text.prose("a\r\nb\rc\td", field="text") == "a\nb\nc\td"
    for text in ("a\nb", "a\r\nb", "a\tb"):
        with pytest.raises(Refused, match="one line"):
            typed_text.line(text, field="name")


def test_length_counts_after_composing():
    assert typed_text.line("e\u0301" * 200, field="name") == "\u00e9" * 200
    with pytest.raises(Refused, match="at most 200"):
        typed_text.line("x" * 201, field="name")


def test_what_is_required_is_more_than_spaces():
    with pytest.raises(Refused) as refusal:
        typed_text.line(" \u00a0 ", field="name", required=True)
    assert refusal.value.code == "text-missing"
    assert typed_text.line(" ", field="name") == ""


def test_a_phrase_is_checked_in_each_language_and_names_the_wrong_one():
    assert typed_text.phrase(Phrase(" a ", "b", ""), field="title") == Phrase("a", "b", "")
    with pytest.raises(Refused) as refusal:
        typed_text.phrase(Phrase("a", "b\x00", "c"), field="title")
    assert refusal.value.field == "title.fr"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("an@example.be", "an@example.be"),
        (" An.Peeters+dpa@Example.BE ", "An.Peeters+dpa@example.be"),
        ("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ("", ""),
    ],
)
def test_one_address_is_taken(text, address):
    assert typed_text.email(text, field="email") == address


@pytest.mark.parametrize(
    "text",
    [
        "an", "an@", "@example.be", "an@example", "an@@example.be", "an@example..be",
        ".an@example.be", "an.@example.be", "a b@example.be", "an@example.be, bo@example.be",
        "an@example.be;bo@example.be", "An <an@example.be>", "an@-example.be", "an@example.be.",
        '"a b"@example.be', "an@[127.0.0.1]", "an@example.be\nBcc: x@example.be",
        "bücher@example.be", "an@bücher.example", f"{'a' * 65}@example.be",
        f"an@{'a' * 250}.be",
    ],
)  # fmt: skip
def test_anything_else_than_one_address_is_refused(text):
    with pytest.raises(Refused) as refusal:
        typed_text.email(text, field="email")
    assert refusal.value.field == "email"


@pytest.mark.parametrize("text", ["056 51 38 91", "+32 56 51 38 91", "(02) 123.45-67/8", ""])
def test_a_phone_number_stays_as_typed(text):
    taken = text[1:] if text.startswith("(") else text
    assert typed_text.phone(taken, field="phone") == taken


@pytest.mark.parametrize("text", ["call me", "++32", "32+5", "javascript:1", "0" * 41])
def test_what_is_no_phone_number_is_refused(text):
    with pytest.raises(Refused):
        typed_text.phone(text, field="phone")


@given(st.text())
def test_what_is_taken_is_taken_again_unchanged(text):
    try:
        once = typed_text.prose(text, field="text")
    except Refused:
        return
    assert typed_text.prose(once, field="text") == once
    assert once.encode("utf-8").decode("utf-8") == once
