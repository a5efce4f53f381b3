"""One edition of an agreement: its numbers, its date, and what each language is worth."""

from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_sha256
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.vocabulary.phrase import LANGUAGES

FINGERPRINT_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What a document says about itself, beside the facts.

    `languages` are all languages in which this version exists, the one at hand included;
    `language` is the first one in which it was drafted. `facts_sha256` "" means: compute it.
    """

    reference: str
    version: int
    dated_on: date
    template_version: str
    annex_version: int | str
    is_preview: bool = False
    language: str = ""
    languages: tuple[str, ...] = ()
    facts_sha256: str = ""


def authentic_language(facts: AgreementFacts, edition: Edition) -> str:
    """The language of the version that prevails (AGREEMENT clLanguage).

    The one that the terms name; else, with translations agreed, the Client's; else the first one
    drafted: what it says of itself stays true when another language is added to it.
    """
    terms, client = facts.terms, facts.client
    if terms.authentic_language or terms.language_mode == "authentic_with_translation":
        return terms.authentic_language or client.language
    return edition.language or client.language


def identity_words(reading: Reading, edition: Edition) -> dict[str, object]:
    """Reference, versions, fingerprint and languages."""
    facts, voice = reading.facts, reading.voice
    authentic = authentic_language(facts, edition)
    is_translation = voice.language != authentic
    others = _other_languages(facts, edition, language=voice.language)
    digest = edition.facts_sha256 or facts_sha256(facts)
    return {
        "reference": edition.reference,
        "version": str(edition.version),
        "dated_on": voice.day(edition.dated_on),
        "annex_version": str(edition.annex_version),
        "template_version": edition.template_version,
        "facts_fingerprint": digest[:FINGERPRINT_LENGTH],
        "title": facts.title,
        "is_preview": edition.is_preview,
        "language_name": voice.word(f"language_{voice.language}"),
        "authentic_language_name": voice.word(f"language_{authentic}"),
        "is_translation": is_translation,
        "is_authentic_with_translation": not is_translation and bool(others),
        "is_single_language": not is_translation and not others,
        "other_languages": voice.listed([voice.word(f"language_{name}") for name in others]),
        "portal_url": facts.processor.portal_url,
        "has_portal": bool(facts.processor.portal_url),
        "replaces": facts.replaces,
        "has_replaced": bool(facts.replaces),
    }


def _other_languages(facts: AgreementFacts, edition: Edition, *, language: str) -> list[str]:
    """The other languages of this version; every one of ours where translations are agreed.

    Translations may be drafted later, and what this document says of them must still be true.
    """
    is_agreed = facts.terms.language_mode == "authentic_with_translation"
    possible = LANGUAGES if is_agreed else edition.languages
    return [name for name in LANGUAGES if name in possible and name != language]
