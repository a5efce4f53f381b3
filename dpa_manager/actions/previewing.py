"""Previewing: the agreement as it would read now, from the template in use, with what is missing.

An action that writes nothing (DECISIONS 2): it needs the renderer, and what it makes is shown and
not kept in the house. Data may be incomplete (DECISIONS 12). Equal data give an equal page, so the
pages shown last stay in memory, and asking again costs no rendering.
"""

from dataclasses import dataclass
from typing import Any

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.page import Page
from dpa_manager.documents.page_reader import read_page
from dpa_manager.documents.renderer import render
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.domain.wording import Edition, Gap, Gaps, words
from dpa_manager.models import Agreement, AgreementVersion, Engagement, TemplateVersion
from dpa_manager.queries.remembered_facts import Judged, judged_engagement
from dpa_manager.queries.templates import PROCESSING_AGREEMENT, version_in_use
from dpa_manager.vocabulary.phrase import Phrase

MOST_PAGES_KEPT = 24

Key = tuple[str, Edition, str, frozenset[str]]
"""All that decides what a preview shows: template, edition with its facts, language, parts."""


@dataclass(frozen=True)
class Preview:
    """A document to read on the screen; `gaps` by their number in its pieces.

    `missing` are the gaps that stand in it, in the order of reading. Previews of one `key` are
    equal. Without a page `problem` says why there is none.
    """

    language: str
    key: Key | None = None
    page: Page | None = None
    gaps: tuple[Gap, ...] = ()
    missing: tuple[Gap, ...] = ()
    problem: Phrase | None = None


def preview(
    engagement: Engagement,
    *,
    language: str,
    toolbox: Toolbox,
    parts: frozenset[str] = frozenset(),
) -> Preview:
    """The agreement of an engagement, its client joined, in one language: 3 to 6 queries.

    The values of `parts` (see `Place.part`) are marked in it. Never raises for what is missing or
    typed; a template that is not there or cannot be filled is told in the preview.
    """
    judged = _judged(engagement, toolbox=toolbox)
    try:
        template = version_in_use(PROCESSING_AGREEMENT, language=language)
        edition = _edition(engagement, judged, template=template, toolbox=toolbox)
        key: Key = (template.sha256, edition, language, parts)
        return _KEPT.get(key, lambda: _made(judged.facts, key=key, toolbox=toolbox))
    except DomainError as error:
        return Preview(language, problem=error.sentence)


def preview_docx(engagement: Engagement, *, language: str, toolbox: Toolbox) -> bytes:
    """The same as a Word document, marked as a preview; raises NotFound, Refused, Damaged."""
    judged = _judged(engagement, toolbox=toolbox)
    template = version_in_use(PROCESSING_AGREEMENT, language=language)
    edition = _edition(engagement, judged, template=template, toolbox=toolbox)
    filled_in = words(judged.facts, edition=edition, language=language)
    return render(toolbox.store.read(template.sha256), filled_in)


_KEPT: RecentlyUsed[Key, Preview] = RecentlyUsed(most=MOST_PAGES_KEPT)


def _judged(engagement: Engagement, *, toolbox: Toolbox) -> Judged:
    return judged_engagement(engagement.id, on=toolbox.today(), portal_url=toolbox.portal_url)


def _made(facts: AgreementFacts, *, key: Key, toolbox: Toolbox) -> Preview:
    template, edition, language, parts = key
    gaps = Gaps(parts)
    filled_in = words(facts, edition=edition, language=language, gaps=gaps)
    page = read_page(render(toolbox.store.read(template), filled_in), gaps=len(gaps.found))
    shown = dict.fromkeys(
        piece.gap for one in page.paragraphs() for piece in one.pieces if piece.gap >= 0
    )
    found = tuple(gaps.found)
    return Preview(language, key, page, found, tuple(found[number] for number in shown))


def _edition(
    engagement: Engagement, judged: Judged, *, template: TemplateVersion, toolbox: Toolbox
) -> Edition:
    """The edition that drafting would make today: first in the client's language."""
    digest, first = judged.facts_sha256, judged.facts.client.language
    latest = _latest_version(engagement)
    is_drafted = latest is not None and latest["facts_sha256"] == digest
    number = latest["number"] + (not is_drafted) if latest else 1
    language = template.template.language
    return Edition(
        reference=engagement.reference,
        version=number,
        dated_on=latest["dated_on"] if latest and is_drafted else toolbox.today(),
        template_version=str(template.number),
        annex_version=number,
        is_preview=True,
        language=first,
        languages=tuple(dict.fromkeys((first, language))),
        facts_sha256=digest,
    )


def _latest_version(engagement: Engagement) -> dict[str, Any] | None:
    found: dict[str, Any] | None = (
        AgreementVersion.select(
            AgreementVersion.number, AgreementVersion.dated_on, AgreementVersion.facts_sha256
        )
        .join(Agreement)
        .where(Agreement.engagement == engagement.id)
        .order_by(AgreementVersion.number.desc())
        .dicts()
        .first()
    )
    return found
