"""Engagements with their agreements, versions and documents, as the first pages show them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.errors import NotFound
from dpa_manager.models import Agreement, AgreementVersion, Client, Document, Engagement
from dpa_manager.models.document import PDF
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import Phrase

PAGE = 50
FINGERPRINT_LENGTH = 12


@dataclass(frozen=True)
class DocumentLine:
    """A document to download: `name` is the safe name of the file, `sha256` finds its bytes."""

    public_id: str
    language: str
    format: str
    media_type: str
    size: int
    name: str
    sha256: str


@dataclass(frozen=True)
class VersionLine:
    """A version and its documents, by language and format."""

    number: int
    dated_on: date
    fingerprint: str
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True)
class EngagementLine:
    """An engagement with its versions, newest first."""

    id: int
    public_id: str
    reference: str
    title: str
    client: str
    versions: tuple[VersionLine, ...]

    @property
    def version(self) -> VersionLine | None:
        """The newest version, if there is one."""
        return self.versions[0] if self.versions else None


def engagement_lines() -> tuple[EngagementLine, ...]:
    """The first engagements by reference, with all their versions: three queries."""
    rows = list(
        Engagement.select(Engagement, Client)
        .join(Client)
        .order_by(Engagement.reference)
        .limit(PAGE)
    )
    return _lines(rows)


def engagement_line(engagement: str) -> EngagementLine:
    """One engagement by reference or public id; raises NotFound."""
    return _lines([find_engagement(engagement)])[0]


def document_line(public_id: str) -> DocumentLine:
    """One document by public id; raises NotFound."""
    row = (
        Document.select(Document, AgreementVersion, Agreement)
        .join(AgreementVersion)
        .join(Agreement)
        .where(Document.public_id == public_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "no-document",
            Phrase(
                nl="Dit document is er niet.",
                fr="Ce document n'existe pas.",
                en="This document is not there.",
            ),
        )
    version = row.agreement_version
    return _document_line(row, reference=version.agreement.reference, number=version.number)


def _lines(rows: Collection[Engagement]) -> tuple[EngagementLine, ...]:
    versions = _versions([row.id for row in rows])
    return tuple(
        EngagementLine(
            id=row.id,
            public_id=row.public_id,
            reference=row.reference,
            title=row.title,
            client=row.client.legal_name,
            versions=tuple(versions[row.id]),
        )
        for row in rows
    )


def _versions(engagements: Collection[int]) -> dict[int, list[VersionLine]]:
    rows = list(
        AgreementVersion.select(AgreementVersion, Agreement)
        .join(Agreement)
        .where(Agreement.engagement.in_(list(engagements)))
        .order_by(AgreementVersion.number.desc())
    )
    documents = _documents([row.id for row in rows])
    lines: dict[int, list[VersionLine]] = defaultdict(list)
    for row in rows:
        reference = row.agreement.reference
        found = [
            _document_line(document, reference=reference, number=row.number)
            for document in documents[row.id]
        ]
        fingerprint = row.facts_sha256[:FINGERPRINT_LENGTH]
        line = VersionLine(row.number, row.dated_on, fingerprint, tuple(found))
        lines[row.agreement.engagement_id].append(line)
    return lines


def _documents(versions: Collection[int]) -> dict[int, list[Document]]:
    rows: dict[int, list[Document]] = defaultdict(list)
    wanted = Document.select().where(Document.agreement_version.in_(list(versions)))
    for row in wanted.order_by(Document.id):
        rows[row.agreement_version_id].append(row)
    return rows


def _document_line(row: Document, *, reference: str, number: int) -> DocumentLine:
    format_name = "PDF" if row.media_type == PDF else "DOCX"
    return DocumentLine(
        public_id=row.public_id,
        language=row.language,
        format=format_name,
        media_type=row.media_type,
        size=row.size,
        name=f"{reference}-v{number}-{row.language}.{format_name.lower()}",
        sha256=row.sha256,
    )
