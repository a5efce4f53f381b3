"""Converting: the PDFs that stored documents still lack, one by one or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.faults import ConversionFailed
from dpa_manager.domain.actors import Actor
from dpa_manager.models import Agreement, AgreementVersion, Client, Document, Engagement
from dpa_manager.models.base import transaction
from dpa_manager.models.document import DOCX, PDF
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import sentences

# So many documents are converted before their PDFs are stored: what breaks off loses no more.
BATCH = 40


@dataclass(frozen=True)
class Converted:
    """How many PDFs were made, and why each of the others was not."""

    made: int
    problems: tuple[Phrase, ...] = ()


def find_document(version: AgreementVersion, *, language: str, media_type: str) -> Document | None:
    """The document of a version in one language and format, or None."""
    document: Document | None = Document.get_or_none(
        Document.agreement_version == version,
        Document.language == language,
        Document.media_type == media_type,
    )
    return document


def waiting_documents() -> list[Document]:
    """The DOCX that have no PDF yet, oldest first, with version, agreement, engagement, client."""
    pdf = Document.alias()
    has_pdf = (
        (pdf.agreement_version == Document.agreement_version)
        & (pdf.language == Document.language)
        & (pdf.media_type == PDF)
    )
    without_pdf = (
        _documents()
        .switch(Document)
        .join(pdf, JOIN.LEFT_OUTER, on=has_pdf)
        .where(Document.media_type == DOCX, pdf.id.is_null())
    )
    return list(without_pdf.order_by(Document.id))


def make_pdf(docx: Document, *, by: Actor, toolbox: Toolbox) -> Document:
    """Make and keep the PDF of a stored DOCX; raises ConversionFailed, and a later try may work."""
    if toolbox.converter is None:
        raise ConversionFailed("no-converter", sentences()["no-converter"])
    data = toolbox.converter.convert(toolbox.store.read(docx.sha256))
    row = _documents().where(Document.id == docx.id).get()
    pdf, _ = _keep(row, data, by=by, toolbox=toolbox)
    return pdf


def convert_waiting(*, by: Actor, toolbox: Toolbox) -> Converted:
    """Make the PDF of every stored DOCX that has none; one that fails does not keep the others.

    LibreOffice is started a few times for all of them instead of once for each (TECH B). A later
    call tries again what failed.
    """
    waiting = waiting_documents()
    if waiting and toolbox.converter is None:
        return Converted(0, (sentences()["no-converter"],) * len(waiting))
    made, problems = 0, []
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        for docx, outcome in zip(batch, _convert(batch, toolbox=toolbox), strict=True):
            if isinstance(outcome, ConversionFailed):
                problems.append(outcome.sentence)
            else:
                _, is_first = _keep(docx, outcome, by=by, toolbox=toolbox)
                made += is_first
    return Converted(made, tuple(problems))


def _convert(batch: Sequence[Document], *, toolbox: Toolbox) -> Sequence[bytes | ConversionFailed]:
    converter = toolbox.converter
    if converter is None:
        return []
    return converter.convert_many([toolbox.store.read(docx.sha256) for docx in batch])


def _documents() -> Any:
    return (
        Document.select(Document, AgreementVersion, Agreement, Engagement, Client)
        .join(AgreementVersion)
        .join(Agreement)
        .join(Engagement)
        .join(Client)
    )


def _keep(docx: Document, data: bytes, *, by: Actor, toolbox: Toolbox) -> tuple[Document, bool]:
    """The PDF of a DOCX, and whether these bytes became it: the first PDF made is the one kept."""
    version = docx.agreement_version
    engagement = version.agreement.engagement
    file, now = toolbox.store.put(data), toolbox.now()
    with transaction(chain_of(engagement.client)):
        kept = find_document(version, language=docx.language, media_type=PDF)
        if kept is not None:
            return kept, False
        pdf = Document.create(
            client=docx.client_id,
            agreement_version=version.id,
            template_version=docx.template_version_id,
            language=docx.language,
            media_type=PDF,
            sha256=file,
            size=len(data),
            created_at=now,
        )
        record(
            "agreement converted",
            by=by,
            at=now,
            client=engagement.client,
            subject="engagement",
            subject_id=engagement.public_id,
            details={
                "reference": version.agreement.reference,
                "version": version.number,
                "language": docx.language,
                "pdf": file,
            },
        )
    return pdf, True
