"""The words of each language: terms, headings, references to the law, length of sentences."""

import re

import pytest

from dpa_manager.documents.building.texts import with_care, without_care
from dpa_manager.documents.cross_references import numbered_paragraphs
from dpa_manager.documents.renderer import render
from dpa_manager.domain.template_words import CLAUSES, OPTIONAL_CLAUSES
from tests.documents.building.shipped import (
    WRITTEN,
    first_choices,
    paragraph_text,
    style_of,
    template,
    texts,
    words,
)
from tests.documents.building.shipped import body as body_of
from tests.documents.building.word_lists import (
    BANNED,
    HEADINGS,
    LAW,
    LOCKED,
    MOST_WORDS,
    NONE_SENTENCES,
    ONLY_IN,
    SENTENCE,
)

each_language = pytest.mark.parametrize("language", WRITTEN)

VARIABLE = re.compile(r"\{\{ ([\w.]+) \}\}")
REFERENCE = re.compile(r"\[\[(\w+)\]\]")
NAMED_REFERENCE = re.compile(r"(?:artikel|article|clause) \[\[(\w+)\]\] \(([^()]+)\)")
LAW_REFERENCE = re.compile(r"\b(artikel|artikelen|articles?)\b \d", re.IGNORECASE)
USUAL = first_choices() | {
    "has_principal_contract", "has_portal", "has_several_activities", "has_sensitive",
    "has_access_functions", "has_transfers", "has_recipients", "dsr_neutral_receipt",
    "has_subprocessors", "has_remote_access", "subprocessors.is_outside_eea",
}  # fmt: skip


def holds(word, text):
    return re.search(rf"(?<![\w-])(?:{word})(?![\w-])", text, re.IGNORECASE)


def banned_words(language, by_key):
    found = [
        (word, key)
        for key, text in by_key.items()
        for word in BANNED[language]
        if holds(word, text)
    ]
    found += [
        (word, key)
        for word, place in ONLY_IN[language].items()
        for key, text in by_key.items()
        if holds(word, text) and not key.startswith(place)
    ]
    return found  # fmt: skip


def sentences(text):
    plain = VARIABLE.sub("waarde", REFERENCE.sub("9", text)).replace("**", "")
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", plain) if sentence]


def law_without_name(language, text):
    return [
        sentence
        for sentence in sentences(REFERENCE.sub("§", text))
        if LAW_REFERENCE.search(sentence.replace("§", "")) and LAW[language] not in sentence
    ]


@each_language
def test_no_banned_word_stands_in_a_text(language):
    assert banned_words(language, texts(language)) == []


@pytest.mark.parametrize(
    ("language", "text", "is_found"),
    [
        ("nl", "KBITS dient te melden.", True),
        ("nl", "De Dienst dient de Klant.", False),
        ("nl", "Een onderaannemer tekent.", True),
        ("nl", "Het datalek is gemeld.", True),
        ("fr", "le cas échéant", True),
        ("fr", "données à caractère personnel", False),
        ("en", "The Client shall sign.", True),
        ("en", "The Client must sign.", False),
    ],
)
def test_the_word_list_notices_a_banned_word(language, text, is_found):
    assert bool(banned_words(language, {"clSub.none": text})) == is_found


@each_language
def test_the_locked_terms_are_used(language):
    everything = " ".join(texts(language).values()).lower()
    missing = [term for term in LOCKED[language] if term.lower() not in everything]
    assert missing == []


@each_language
def test_headings_are_those_of_the_clause_plan(language):
    found = tuple(texts(language)[f"{name}.heading"] for name in (*CLAUSES, *OPTIONAL_CLAUSES))
    assert found == HEADINGS[language]


@each_language
def test_what_does_not_occur_is_said_in_the_agreed_sentence(language):
    for key, sentence in NONE_SENTENCES[language].items():
        assert texts(language)[key].startswith(sentence), key


@each_language
def test_a_reference_is_a_number_and_the_name_of_that_clause(language):
    for key, text in texts(language).items():
        named = NAMED_REFERENCE.findall(text)
        assert len(named) == len(REFERENCE.findall(text)), key
        for target, name in named:
            assert name == texts(language)[f"{target}.heading"], key


@each_language
def test_the_law_is_always_named(language):
    assert {key: found for key, text in texts(language).items()
            if (found := law_without_name(language, text))} == {}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Dit volgt uit artikel 28.", True),
        ("Dit volgt uit artikel 28 AVG.", False),
        ("Dit staat in artikel [[clSub]] (Subverwerkers).", False),
    ],
)
def test_a_law_without_its_name_is_noticed(text, is_found):
    assert bool(law_without_name("nl", text)) == is_found


@each_language
def test_clause_numbers_are_never_typed(language):
    typed = re.compile(r"\b(?:artikel|article|clause) \d+ \(", re.IGNORECASE)
    assert [key for key, text in texts(language).items() if typed.search(text)] == []


@each_language
def test_variables_and_references_are_those_of_the_dutch_text(language):
    for key, text in texts(language).items():
        dutch = texts("nl")[key]
        assert sorted(VARIABLE.findall(text)) == sorted(VARIABLE.findall(dutch)), key
        assert sorted(REFERENCE.findall(text)) == sorted(REFERENCE.findall(dutch)), key


@each_language
def test_figures_typed_in_a_text_are_those_of_the_dutch_text(language):
    def figures(text):
        return sorted(re.findall(r"\d[\d./]*", VARIABLE.sub("", REFERENCE.sub("", text))))

    for key, text in texts(language).items():
        if key.startswith("cl") and key != "clTerms.counting":
            assert figures(text) == figures(texts("nl")[key]), key


@each_language
def test_texts_hold_plain_spaces_and_whole_markup(language):
    for key, text in texts(language).items():
        assert text == text.strip(), key
        assert not re.search("  |[\u00a0\u202f\u2009’]|\\t|\\n", text), key
        assert text.count("**") % 2 == 0, key
        assert not re.search(r"[\[\]]", REFERENCE.sub("", text)), key


def test_a_french_sign_has_its_space():
    for language in WRITTEN:
        if language == "fr":
            for key, text in texts("fr").items():
                rest = VARIABLE.sub("", text.replace("https://", "").replace("**", ""))
                assert not re.search(r"(?<=[^\s])[:;!?]", rest), key


@each_language
def test_items_end_as_items_and_paragraphs_as_sentences(language):
    for key, text in texts(language).items():
        if key.startswith("cl") and not key.endswith(".heading"):
            assert text[-1] in ".;:}", key


@each_language
def test_no_sentence_is_longer_than_its_language_allows(language):
    average, most = SENTENCE[language]
    clauses = {key: text for key, text in texts(language).items() if key.startswith("cl")}
    lengths = {
        (key, sentence): len(sentence.split())
        for key, text in clauses.items()
        for sentence in sentences(text)
    }
    assert {place: length for place, length in lengths.items() if length > most} == {}
    assert sum(lengths.values()) / len(lengths) <= average


@each_language
def test_the_usual_agreement_keeps_its_budget_of_words(language):
    root = body_of(render(template(language), words(USUAL)))
    total, is_in_clauses = 0, False
    for paragraph, number in numbered_paragraphs(root):
        style = style_of(paragraph)
        if style == "DPAHeadingPlain":
            break
        is_in_clauses = is_in_clauses or bool(number)
        total += len(paragraph_text(paragraph).split()) if is_in_clauses else 0
    assert 3000 < total <= MOST_WORDS[language]


@pytest.mark.parametrize(
    ("language", "plain", "careful"),
    [
        ("nl", "artikel 28 AVG, binnen 30 dagen", "artikel\u00a028\u00a0AVG, binnen 30\u00a0dagen"),
        ("nl", "artikel [[clSub]] en Bijlage IV", "artikel\u00a0[[clSub]] en Bijlage\u00a0IV"),
        ("nl", "'s nachts", "’s nachts"),
        ("nl", "Vraag: ja; nee", "Vraag: ja; nee"),
        ("fr", "Client : l'un ; « mot » ?",
         "Client\u00a0: l’un\u202f; «\u00a0mot\u00a0»\u202f?"),
        ("en", "clause [[clSub]] within 5 days", "clause\u00a0[[clSub]] within 5\u00a0days"),
    ],
)  # fmt: skip
def test_care_holds_numbers_and_signs_and_is_taken_off_again(language, plain, careful):
    assert with_care(plain, language=language) == careful
    assert without_care(careful) == plain
