"""Wording: facts and a language become the words that a template asks for.

Every term comes from the facts, so a renamed label never changes an old agreement; only the small
fixed words around them, and the headings of Annex III, are the house's own.
"""

from typing import Any

from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.wording.activities import activity_words
from dpa_manager.domain.wording.brief import brief_words
from dpa_manager.domain.wording.contract import contract_words
from dpa_manager.domain.wording.edition import Edition, authentic_language, identity_words
from dpa_manager.domain.wording.figures import figure_words
from dpa_manager.domain.wording.flows import flow_words
from dpa_manager.domain.wording.gaps import Gap, Gaps, fill_gaps
from dpa_manager.domain.wording.measures import measure_words
from dpa_manager.domain.wording.options import option_words
from dpa_manager.domain.wording.parties import party_words
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.domain.wording.receivers import receiver_words
from dpa_manager.domain.wording.voice import voice

__all__ = ["Edition", "Gap", "Gaps", "authentic_language", "words"]


def words(
    facts: AgreementFacts, *, edition: Edition, language: str, gaps: Gaps | None = None
) -> dict[str, Any]:
    """The words of one document: plain str, bool, list and dict in the shape of `WORDS`.

    `language` is nl, fr or en (KeyError for any other). In a preview, words that are not known yet
    read "to be completed", and with `gaps` each of these is marked and noted there; in an issued
    version they stay empty, and `template_words.checking.shape_errors` finds them.
    """
    reading = Reading(facts, voice=voice(language), dated_on=edition.dated_on)
    found = {
        **identity_words(reading, edition),
        **party_words(reading),
        **contract_words(reading),
        "brief": brief_words(reading),
        **option_words(reading),
        "terms": figure_words(facts.terms, voice=reading.voice),
        **activity_words(reading),
        **flow_words(reading),
        **measure_words(reading),
        **receiver_words(reading),
    }
    if edition.is_preview:
        fill_gaps(found, shape=WORDS, reading=reading, gaps=gaps)
    return found
