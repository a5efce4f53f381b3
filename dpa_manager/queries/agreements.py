"""Engagements with their agreements, versions and documents, as pages show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpa_manager.documents.store import Store
from dpa_manager.domain.completeness import Problem
from dpa_manager.domain.errors import Damaged, NotFound
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.wording.edition import FINGERPRINT_LENGTH
from dpa_manager.models import Agreement, AgreementVersion, Client, Document, Engagement
from dpa_manager.models.document import PDF
from dpa_manager.models.together import read_together
from dpa_manager.queries.remembered_facts import Judged, judged_engagement

LINE_COLUMNS = (
    Engagement.id,
    Engagement.public_id,
    Engagement.client,
    Engagement.reference,
    Engagement.title,
    Engagement.end_on,
    Engagement.is_active,
    Client.id,
    Client.legal_name,
    Client.language,
)
"""All that a line tells of an engagement; long lists read no more."""


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
class LanguageFiles:
    """The documents of a version in one language; each may be missing."""

    language: str
    pdf: DocumentLine | None
    docx: DocumentLine | None


@dataclass(frozen=True)
class VersionLine:
    """A version and its documents by language, the language drafted first in front.

    `agreement` is the public id of the agreement it belongs to.
    """

    agreement: str
    number: int
    dated_on: date
    facts_sha256: str
    files: tuple[LanguageFiles, ...]

    @property
    def fingerprint(self) -> str:
        """The first signs of the facts' hash, as printed in the documents."""
        return self.facts_sha256[:FINGERPRINT_LENGTH]


@dataclass(frozen=True)
class EngagementLine:
    """An engagement with its versions, newest first; `language` is its client's.

    `ends_on` is None where it has no fixed end.
    """

    id: int
    public_id: str
    reference: str
    title: str
    client: str
    language: str
    is_active: bool
    versions: tuple[VersionLine, ...]
    ends_on: date | None = None

    @property
    def version(self) -> VersionLine | None:
        """The newest version, if there is one."""
        return self.versions[0] if self.versions else None

    @property
    def next_number(self) -> int:
        """The number that the next version will have."""
        return self.versions[0].number + 1 if self.versions else 1


@dataclass(frozen=True)
class EngagementSheet:
    """One engagement as its data stand today, and what keeps them from a new version."""

    line: EngagementLine
    judged: Judged

    @property
    def facts(self) -> AgreementFacts:
        """What the data say."""
        return self.judged.facts

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is missing or asks for attention."""
        return self.judged.problems

    @property
    def missing(self) -> int:
        """How many things are missing before a version can be drafted."""
        return self.judged.missing

    @property
    def is_changed(self) -> bool:
        """Whether the data are no longer those of the newest version."""
        version = self.line.version
        return version is not None and version.facts_sha256 != self.judged.facts_sha256


@dataclass(frozen=True)
class AgreementSheet:
    """One agreement, its engagement and client joined, with its versions."""

    agreement: Agreement
    line: EngagementLine


def engagement_sheet(row: Engagement, *, on: date, portal_url: str = "") -> EngagementSheet:
    """One engagement, its client joined, on this day: 2 to 5 queries.

    It is judged as a draft in its client's language, as `draft` makes it.
    """
    judged = judged_engagement(row.id, on=on, portal_url=portal_url)
    return EngagementSheet(engagement_lines([row])[0], judged)


def agreement_sheet(row: Agreement) -> AgreementSheet:
    """One agreement, its engagement and client joined, with its versions: one query."""
    engagement = row.engagement
    engagement.client = row.client
    return AgreementSheet(row, _line(engagement, _versions(Agreement.id == row.id)))


def agreement_state_of(row: Engagement) -> str:
    """The state of an engagement's agreement; one that does not exist yet is a draft: one query."""
    agreements = Agreement.select(Agreement.state).where(Agreement.engagement == row.id)
    # Without an order PostgreSQL gives any of several.
    found = agreements.order_by(Agreement.id).first()
    return found.state if found else "draft"


def read_document(row: Document, *, store: Store) -> tuple[DocumentLine, bytes]:
    """A document, version and agreement joined, and its bytes as they were stored.

    Raises Damaged when the file is gone or is not what was stored.
    """
    version = row.agreement_version
    line = _document_line(row, reference=version.agreement.reference, number=version.number)
    try:
        return line, store.read(line.sha256)
    except NotFound as error:
        raise Damaged(error.code, error.sentence) from error


def engagement_lines(rows: Collection[Engagement]) -> tuple[EngagementLine, ...]:
    """The lines of these engagements, their clients joined, in their order: one query."""
    versions = _versions(Agreement.engagement.in_([row.id for row in rows]))
    return tuple(_line(row, versions) for row in rows)


def _line(row: Engagement, versions: dict[int, list[VersionLine]]) -> EngagementLine:
    return EngagementLine(
        id=row.id,
        public_id=row.public_id,
        reference=row.reference,
        title=row.title,
        client=row.client.legal_name,
        language=row.client.language,
        is_active=row.is_active,
        versions=tuple(versions.get(row.id, ())),
        ends_on=row.end_on,
    )


def _versions(is_asked_for: Any) -> dict[int, list[VersionLine]]:
    """The versions of these agreements with their documents, by engagement: one query."""
    versions = _version_columns().join(Agreement).where(is_asked_for)
    rows = versions.order_by(AgreementVersion.number.desc())
    documents = Document.select().join(AgreementVersion).join(Agreement).where(is_asked_for)
    document_rows = documents.order_by(Document.id)
    read_together(rows, document_rows)
    by_version: dict[int, list[Document]] = defaultdict(list)
    for document in document_rows:
        by_version[document.agreement_version_id].append(document)
    lines: dict[int, list[VersionLine]] = defaultdict(list)
    for row in rows:
        lines[row.agreement.engagement_id].append(_version_line(row, documents=by_version[row.id]))
    return lines


def _version_columns() -> Any:
    """What lines tell of a version; its frozen facts are long and stay where they are."""
    version = AgreementVersion
    columns = (version.id, version.number, version.dated_on, version.facts_sha256)
    return version.select(*columns, Agreement)


def _version_line(row: AgreementVersion, *, documents: Collection[Document]) -> VersionLine:
    reference = row.agreement.reference
    files = [_document_line(one, reference=reference, number=row.number) for one in documents]
    agreement = row.agreement.public_id
    return VersionLine(agreement, row.number, row.dated_on, row.facts_sha256, _by_language(files))


def _by_language(documents: Sequence[DocumentLine]) -> tuple[LanguageFiles, ...]:
    languages = dict.fromkeys(document.language for document in documents)
    return tuple(
        LanguageFiles(
            language,
            pdf=_of_format("PDF", language=language, documents=documents),
            docx=_of_format("DOCX", language=language, documents=documents),
        )
        for language in languages
    )


def _of_format(
    wanted: str, *, language: str, documents: Iterable[DocumentLine]
) -> DocumentLine | None:
    found = (d for d in documents if d.language == language and d.format == wanted)
    return next(found, None)


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
