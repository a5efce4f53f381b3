"""The texts of mails: each kind in each language, with exactly the values that it may use."""

import re
from string import Formatter

import pytest

from dpa_manager.domain.mails import COMMON_VALUES, MAIL_KINDS
from dpa_manager.mail import wording
from dpa_manager.mail.wording import CLOSING, filled_text, text_of, unlinked
from dpa_manager.vocabulary.phrase import LANGUAGES

CASES = [(kind, language) for kind in MAIL_KINDS for language in LANGUAGES]
BUTTON = re.compile(r"^\[[^\]{}]+\]\(\{link\}\)$", re.MULTILINE)


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def allowed(kind):
    more = [
        name for name, is_there in (("link", kind.has_link), ("code", kind.has_code)) if is_there
    ]
    return {*COMMON_VALUES, *kind.values, *more}


def values_of(kind):
    return {name: f"⟨{name}⟩" for name in (*COMMON_VALUES, *MAIL_KINDS[kind].values)}


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_text_uses_exactly_what_its_kind_names(kind, language):
    assert places(text_of(kind, language)) == allowed(MAIL_KINDS[kind])


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_text_has_a_subject_a_greeting_and_one_button_where_there_is_a_link(kind, language):
    subject, greeting, *_ = text_of(kind, language).strip().split("\n\n")
    assert "\n" not in subject
    assert len(subject) <= 90
    assert places(subject) == {"firm"}
    assert greeting.endswith("{name},")
    assert len(BUTTON.findall(text_of(kind, language))) == MAIL_KINDS[kind].has_link
    assert text_of(kind, language).count("{link}") == MAIL_KINDS[kind].has_link
    assert ("\n\n{code}\n\n" in text_of(kind, language)) == MAIL_KINDS[kind].has_code


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_every_value_is_said(kind, language):
    words = filled_text(kind, language=language, values=values_of(kind), code="123456")
    text = "\n".join(paragraph.words for paragraph in words.paragraphs)
    for value in (set(values_of(kind).values()) - {"⟨firm⟩"}) | {"⟨firm⟩"}:
        assert value in text
    assert ("123456" in text) == MAIL_KINDS[kind].has_code
    assert words.paragraphs[-1].kind == CLOSING


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closing_names_the_firm_alone(language):
    assert places(text_of(CLOSING, language)) == {"firm"}


def test_no_file_is_left_over():
    folder = wording.files("dpa_manager.mail") / "texts"
    named = {f"{kind}.{language}.txt" for kind in (*MAIL_KINDS, CLOSING) for language in LANGUAGES}
    assert {file.name for file in folder.iterdir()} == named


@pytest.mark.parametrize("kind", MAIL_KINDS)
def test_languages_say_the_same_at_the_same_length(kind):
    shapes = {
        tuple(
            "button" if BUTTON.match(part) else "code" if part == "{code}" else "words"
            for part in text_of(kind, language).strip().split("\n\n")
        )
        for language in LANGUAGES
    }
    assert len(shapes) == 1


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_text_promises_no_document_and_calls_processors_by_their_name(kind, language):
    text = text_of(kind, language).lower()
    assert "://" not in text
    assert "dpa" not in text
    assert "sous-traitant ultérieur" not in text
    assert {"nl": " je ", "fr": " tu ", "en": "\0"}[language] not in text


@pytest.mark.parametrize(
    "value", ["https://evil.example/x", "www.evil.example", "evil.be", "tine@evil.example"]
)
def test_a_value_never_becomes_a_link(value):
    found = unlinked(value)
    assert found.replace("\u200c", "") == value
    assert not re.search(r"://|\w@\w|[a-z]\.[a-z]", found)


@pytest.mark.parametrize("value", ["Tine Maes", "192.0.2.7", "Maes & Co. BV", "24.11.2026"])
def test_an_ordinary_value_stays_as_it_is(value):
    assert unlinked(value) == value
