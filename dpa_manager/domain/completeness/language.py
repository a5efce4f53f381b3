"""Rules about language: which one prevails, which one the law asks for, which texts are missing."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.printed_texts import printed_texts
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
    names_of,
)
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES

book = Rulebook()

# Decrees of 19 July 1973 (Flanders) and 30 June 1982 (French Community): our safe reading.
LANGUAGE_OF_REGION = {"flanders": "nl", "wallonia": "fr"}


def authentic_language(case: DraftCase) -> str:
    """The language of the authentic version: the one agreed, else the client's."""
    return case.facts.terms.authentic_language or case.facts.client.language


def _is_single(case: DraftCase) -> bool:
    return case.facts.terms.language_mode == "single"


@book.rule("R-LANG-1", WARN, article="BE Const. 30", field="terms.language_mode")
def one_language_prevails(case: DraftCase) -> Iterator[Finding]:
    """The agreement is in the client's language, and one version prevails over translations."""
    own = case.facts.client.language
    if authentic_language(case) != own:
        yield found("terms.authentic_language", reason=name_of("not_the_clients_language"))
    if not _is_single(case):
        return
    if len(case.languages) > 1:
        yield found("terms.language_mode", reason=name_of("no_prevailing_language"))
    elif any(language != authentic_language(case) for language in case.languages):
        yield found("terms.language_mode", reason=name_of("not_the_authentic_language"))


@book.rule(
    "R-LANG-2",
    BLOCK,
    article="BE law 18.7.1966",
    field="client.language",
    applies=lambda case: bool(case.facts.client.public_body),
)
def public_body_gets_its_language(case: DraftCase) -> Iterator[Finding]:
    """A Belgian public body gets its agreement in the language of the law of 18 July 1966."""
    body = vocabulary().public_bodies.get(case.facts.client.public_body)
    required = body.languages if body else ()
    is_drafted = not _is_single(case) or any(code in required for code in case.languages)
    if required and not (authentic_language(case) in required and is_drafted):
        yield found("client.language", languages=names_of(f"language_{code}" for code in required))


@book.rule("R-LANG-3", BLOCK, article="28(3), 28(9)", field="facts")
def printed_texts_exist_in_each_language(case: DraftCase) -> Iterator[Finding]:
    """A text that will be printed is written in every language of the draft, never a mix."""
    # A language that the house does not have is for R-OPT-1.
    known = [language for language in LANGUAGES if language in case.languages]
    for text in printed_texts(case):
        for language in known:
            if not getattr(text.phrase, language).strip():
                yield found(
                    text.field,
                    subject=text.subject,
                    text=name_of(text.name),
                    place=text.subject or "-",
                    language=name_of(f"language_{language}"),
                )


@book.rule(
    "R-LANG-4",
    WARN,
    article="BE decrees 1973, 1982",
    field="terms.authentic_language",
    applies=lambda case: not case.facts.client.public_body,
)
def region_gets_its_language(case: DraftCase) -> Iterator[Finding]:
    """A company in Flanders gets an authentic Dutch version, one in Wallonia a French one."""
    expected = LANGUAGE_OF_REGION.get(case.facts.client.region, "")
    if expected and authentic_language(case) != expected:
        yield found("terms.authentic_language", language=name_of(f"language_{expected}"))
