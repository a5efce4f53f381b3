"""Agreements as their client reads them: the list, and one as the text of its stored document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dpa_manager.documents.page import Block, Page, Paragraph
from dpa_manager.documents.page_reader import read_page
from dpa_manager.documents.store import Store
from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.models import Agreement, AgreementVersion
from dpa_manager.models.together import read_together
from dpa_manager.queries.agreements import (
    AgreementSheet,
    LanguageFiles,
    VersionLine,
    agreement_sheet,
    read_document,
)
from dpa_manager.queries.portal_facts import MOST
from dpa_manager.queries.scope import Scope

# A page of sixty sheets takes a tenth of a second to read and a megabyte to keep.
_PAGES: RecentlyUsed[str, Page] = RecentlyUsed(most=16)


@dataclass(frozen=True)
class AgreementLine:
    """An agreement in the list; `number` and `dated_on` are those of its newest version."""

    row: Agreement
    number: int | None
    dated_on: date | None


@dataclass(frozen=True)
class AgreementText:
    """A version of an agreement as text in one language, from the very bytes that were stored."""

    sheet: AgreementSheet
    version: VersionLine
    files: LanguageFiles
    page: Page


def agreement_lines(scope: Scope) -> tuple[AgreementLine, ...]:
    """The agreements that were sent to the own client, the newest first: one query."""
    rows = scope.agreements().order_by(Agreement.reference.desc()).limit(MOST)
    seen = scope.agreements().select(Agreement.id)
    versions = (
        AgreementVersion.select(
            AgreementVersion.agreement, AgreementVersion.number, AgreementVersion.dated_on
        )
        .where(AgreementVersion.agreement.in_(seen))
        .order_by(AgreementVersion.number)
    )
    read_together(rows, versions)
    newest = {version.agreement_id: version for version in versions}
    return tuple(_line(row, newest.get(row.id)) for row in rows)


def next_day(row: Agreement, *, on: date) -> tuple[str, date] | None:
    """What comes next for an agreement, its engagement joined: ("starts" or "ends", the day)."""
    days = (("starts", row.engagement.effective_on), ("ends", row.engagement.end_on))
    return next(((what, day) for what, day in days if day and day >= on), None)


def agreement_text(
    scope: Scope, row: Agreement, *, store: Store, version: str, languages: Sequence[str]
) -> AgreementText | None:
    """The text of an agreement that the scope gave, None while it has no document: 3 queries.

    `version` is a number, and anything else is the newest; of `languages` the first in which there
    is a document counts. Raises Damaged when the file is not what was stored.
    """
    sheet = agreement_sheet(row)
    chosen = _version(sheet.line.versions, number=version)
    files = _files(chosen, languages=languages) if chosen else None
    if chosen is None or files is None or files.docx is None:
        return None
    document = scope.document(files.docx.public_id)
    _, data = read_document(document, store=store)
    page = _PAGES.get(document.sha256, lambda: with_clause_anchors(read_page(data)))
    return AgreementText(sheet, chosen, files, page)


def with_clause_anchors(page: Page) -> Page:
    """The page with an anchor at every numbered clause: clause 9.3 is found at "9.3"."""
    taken: set[str] = set()
    blocks: list[Block] = []
    for block in page.blocks:
        is_clause = isinstance(block, Paragraph) and block.kind == "clause"
        if isinstance(block, Paragraph) and is_clause and block.number not in taken | {""}:
            taken.add(block.number)
            blocks.append(replace(block, anchors=(*block.anchors, block.number)))
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))


def _line(row: Agreement, version: AgreementVersion | None) -> AgreementLine:
    return AgreementLine(
        row, version.number if version else None, version.dated_on if version else None
    )


def _version(versions: Sequence[VersionLine], *, number: str) -> VersionLine | None:
    readable = [one for one in versions if any(files.docx for files in one.files)]
    asked = (one for one in readable if str(one.number) == number)
    return next(asked, readable[0] if readable else None)


def _files(version: VersionLine, *, languages: Sequence[str]) -> LanguageFiles | None:
    there = {files.language: files for files in version.files if files.docx}
    return next((there[code] for code in (*languages, *there) if code in there), None)
