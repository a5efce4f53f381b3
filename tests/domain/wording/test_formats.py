"""Formats of AGREEMENT 5: each cell of its table is a row here."""

from datetime import UTC, date, datetime

import pytest

from dpa_manager.domain.wording.measures import article_words
from dpa_manager.domain.wording.voice import capital, joined, phone, typeset, voice

NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "day", "printed"),
    [
        ("nl", date(2026, 11, 1), "1 november 2026"),
        ("fr", date(2026, 11, 1), "1er novembre 2026"),
        ("fr", date(2026, 11, 2), "2 novembre 2026"),
        ("en", date(2026, 11, 1), "1 November 2026"),
        ("fr", date(2026, 8, 31), "31 août 2026"),
        ("fr", date(2027, 2, 21), "21 février 2027"),
        ("nl", date(2028, 2, 29), "29 februari 2028"),
    ],
)
def test_a_date_is_worded_and_never_breaks(language, day, printed):
    assert voice(language).day(day) == printed.replace(" ", NB)


def test_no_date_is_no_words():
    assert voice("nl").day(None) == ""


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("nl", "22 november 2026 om 14.32 uur (Brussel)"),
        ("fr", "22 novembre 2026 à 14 h 32 (Bruxelles)"),
        ("en", "22 November 2026 at 14:32 (Brussels)"),
    ],
)
def test_an_instant_is_shown_as_clocks_in_brussels_show_it(language, printed):
    at = datetime(2026, 11, 22, 13, 32, tzinfo=UTC)
    assert voice(language).instant(at).replace(NB, " ") == printed


def test_an_instant_late_in_the_day_falls_on_the_next_day_in_brussels():
    at = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)
    assert voice("nl").instant(at).replace(NB, " ") == "1 juli 2026 om 00.05 uur (Brussel)"


@pytest.mark.parametrize(
    ("language", "parts", "printed"),
    [
        ("nl", ["a", "b", "c"], "a, b en c"),
        ("fr", ["a", "b", "c"], "a, b et c"),
        ("en", ["a", "b", "c"], "a, b and c"),
        ("nl", ["a", "b"], "a en b"),
        ("nl", ["a"], "a"),
        ("nl", [], ""),
        ("nl", ["a, x", "b", "c"], "a, x; b; en c"),
        ("fr", ["a, x", "b", "c"], f"a, x{NNB}; b{NNB}; et c"),
        ("en", ["a, x", "b", "c"], "a, x; b; and c"),
    ],
)
def test_a_list_reads_as_a_sentence(language, parts, printed):
    assert voice(language).listed(parts) == printed


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        (["opslaan", "wissen"], "opslaan en wissen"),
        (["Klanten", "Medewerkers"], "Klanten; Medewerkers"),
        (["Klanten"], "Klanten"),
    ],
)
def test_labels_that_open_with_a_capital_are_no_sentence(parts, printed):
    assert voice("nl").labels(parts) == printed


@pytest.mark.parametrize(
    ("number", "unit", "nl", "fr", "en"),
    [
        (1, "day", "1 dag", "1 jour", "1 day"),
        (30, "day", "30 dagen", "30 jours", "30 days"),
        (0, "day", "0 dagen", "0 jour", "0 days"),
        (1, "working_day", "1 werkdag", "1 jour ouvrable", "1 working day"),
        (2, "working_day", "2 werkdagen", "2 jours ouvrables", "2 working days"),
        (1, "hour", "1 uur", "1 heure", "1 hour"),
        (24, "hour", "24 uur", "24 heures", "24 hours"),
        (1, "month", "1 maand", "1 mois", "1 month"),
        (12, "month", "12 maanden", "12 mois", "12 months"),
        (7, "year", "7 jaar", "7 ans", "7 years"),
    ],
)
def test_a_number_is_tied_to_its_unit(number, unit, nl, fr, en):
    for language, printed in (("nl", nl), ("fr", fr), ("en", en)):
        assert voice(language).counted(number, unit) == printed.replace(" ", NB, 1)


def test_a_period_that_is_not_set_is_said_in_words():
    assert voice("nl").counted(None, "day") == "zonder vaste termijn"


@pytest.mark.parametrize(
    ("language", "printed"), [("nl", "12.500"), ("fr", f"12{NNB}500"), ("en", "12,500")]
)
def test_numbers_have_the_thousands_of_their_language(language, printed):
    assert voice(language).number(12_500) == printed
    assert voice(language).number(999) == "999"


@pytest.mark.parametrize(
    ("language", "amount", "one", "rate"),
    [
        ("nl", "25.000 euro", "1 euro", "95 euro per uur"),
        ("fr", f"25{NNB}000 euros", "1 euro", "95 euros par heure"),
        ("en", "EUR 25,000", "EUR 1", "EUR 95 per hour"),
    ],
)
def test_amounts_are_worded_with_their_currency(language, amount, one, rate):
    speaker = voice(language)
    assert speaker.money(25_000) == amount.replace(" ", NB)
    assert speaker.money(1) == one.replace(" ", NB)
    assert speaker.rate(95).replace(NB, " ") == rate
    assert (speaker.money(None), speaker.rate(None)) == ("", "")


@pytest.mark.parametrize(
    ("language", "once", "twice"),
    [
        ("nl", "één keer per jaar", "2 keer per jaar"),
        ("fr", "une fois par an", "2 fois par an"),
        ("en", "once a year", "2 times a year"),
    ],
)
def test_only_once_is_a_number_word(language, once, twice):
    assert voice(language).times_a_year(1) == once
    assert voice(language).times_a_year(2) == twice.replace(" ", NB, 1)


@pytest.mark.parametrize(
    ("code", "nl", "fr", "en"),
    [
        (
            "32(1)(a)",
            "artikel 32, lid 1, punt a, AVG",
            "article 32, paragraphe 1, point a, du RGPD",
            "Article 32(1)(a) GDPR",
        ),
        (
            "25, 5(1)",
            "artikelen 25 en 5, lid 1, AVG",
            "articles 25 et 5, paragraphe 1, du RGPD",
            "Articles 25 and 5(1) GDPR",
        ),
        ("32", "artikel 32 AVG", "article 32 du RGPD", "Article 32 GDPR"),
    ],
)
def test_an_article_is_named_with_its_law(code, nl, fr, en):
    for language, printed in (("nl", nl), ("fr", fr), ("en", en)):
        assert article_words(code, voice=voice(language)).replace(NB, " ") == printed


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        (
            "fr",
            "Annexe II : qui ; quoi ? oui !",
            f"Annexe{NB}II{NB}: qui{NNB}; quoi{NNB}? oui{NNB}!",
        ),
        ("fr", "l'accès « libre »", f"l’accès «{NB}libre{NB}»"),
        ("nl", "zie Bijlage II: foto's", f"zie Bijlage{NB}II: foto’s"),
        ("nl", "artikel 9 AVG", f"artikel{NB}9 AVG"),
        ("en", "see Annex II; Article 9", f"see Annex{NB}II; Article{NB}9"),
    ],
)
def test_words_of_ours_are_typeset(language, text, printed):
    assert typeset(text, language=language) == printed
    assert typeset(printed, language=language) == printed


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_no_fixed_word_has_a_straight_apostrophe_or_a_loose_french_sign(language):
    speaker = voice(language)
    for text in speaker._words.values():
        assert "'" not in text
        assert "  " not in text
        if language == "fr":
            assert not any(sign in text for sign in (" :", " ;", " ?", " !", "« ", " »"))


def test_a_phone_number_never_breaks():
    assert phone("056 51 38 91") == f"056{NB}51{NB}38{NB}91"


def test_parts_that_are_not_known_leave_no_comma():
    assert joined("An", "", "an@x.example") == "An, an@x.example"
    assert joined("", "") == ""


def test_a_capital_opens_a_value_and_changes_nothing_else():
    assert capital("één keer: NV") == "Één keer: NV"
    assert capital("") == ""


def test_a_language_that_the_house_does_not_speak_is_refused():
    with pytest.raises(KeyError):
        voice("de")
