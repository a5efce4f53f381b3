"""What the wording tests share: an edition, and the words of facts in a language."""

from dataclasses import replace
from datetime import date

from dpa_manager.domain.wording import Edition, words
from tests.domain.completeness.complete_case import complete_facts

EDITION = Edition(
    reference="KBITS-2026-0001",
    version=2,
    dated_on=date(2026, 11, 22),
    template_version="1.0",
    annex_version=3,
    language="nl",
    languages=("nl",),
)
LANGUAGES = ("nl", "fr", "en")


def spoken(facts=None, *, language="nl", first="nl", **edition):
    """The words of `facts` (the complete case) in one language; `first` was drafted first."""
    edition = replace(EDITION, language=first, **edition)
    return words(facts or complete_facts(), edition=edition, language=language)


def plain(text):
    """The text with every space that may not break as an ordinary one."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
