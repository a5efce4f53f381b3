"""How pages write values, in each language."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, g

from dpa_manager.domain.parties import Party, Worded
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web import formatting
from dpa_manager.web.speaking import in_reader_language

NBSP = "\u00a0"


@pytest.fixture(params=["nl", "fr", "en"])
def language(request):
    """The language of a page that is being made."""
    with Flask("page").app_context():
        g.language = request.param
        yield request.param


def test_a_day_is_written_as_the_reader_writes_it(language):
    expected = {"nl": "3 maart 2026", "fr": "3 mars 2026", "en": "3 March 2026"}
    assert formatting.day(date(2026, 3, 3)) == expected[language]


@pytest.mark.parametrize(
    ("instant", "hour"),
    [
        (datetime(2026, 1, 9, 23, 30, tzinfo=UTC), "00:30"),
        (datetime(2026, 7, 9, 8, 0, tzinfo=UTC), "10:00"),
    ],
)
def test_an_instant_is_written_in_brussels_time(language, instant, hour):
    assert formatting.instant(instant).endswith(f"2026 {hour}")


@pytest.mark.parametrize(
    ("count", "dutch", "french", "english"),
    [
        (1, "1 kB", "1 ko", "1 kB"),
        (38_400, "38 kB", "38 ko", "38 kB"),
        (999_499, "999 kB", "999 ko", "999 kB"),
        (1_250_000, "1,2 MB", "1,2 Mo", "1.2 MB"),
    ],
)
def test_a_size_is_written_in_the_readers_unit(language, count, dutch, french, english):
    expected = {"nl": dutch, "fr": french, "en": english}
    assert formatting.size(count) == expected[language]


def test_an_article_names_the_regulation_and_other_texts_name_themselves(language):
    expected = {"nl": "art. 28(3) AVG", "fr": "art. 28(3) RGPD", "en": "Art. 28(3) GDPR"}
    assert formatting.article("28(3)") == expected[language]
    assert formatting.article("BE law 18.7.1966") == "BE law 18.7.1966"


def test_a_register_number_is_written_as_documents_print_it(language):
    kind = Worded("kbo", Phrase.same("KBO"))
    assert formatting.register_number(Party(register_kind=kind, register_no="0544651634")) == (
        "0544.651.634"
    )
    assert formatting.register_number(Party()) == ""


def test_words_that_are_not_translated_yet_are_shown_in_the_language_they_have(language):
    assert in_reader_language(Phrase(nl="Klantendienst")) == "Klantendienst"
    assert (
        in_reader_language(Phrase("een", "un", "one"))
        == ({"nl": "een", "fr": "un", "en": "one"}[language])
    )
    assert in_reader_language(Phrase()) == ""
