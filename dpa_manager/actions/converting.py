"""Converting: the PDFs that stored documents still lack, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from peewee import JOIN, IntegrityError

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


def waiting_documents() -> list[Document]:
    """The DOCX that have no PDF yet, oldest first, with version, agreement, engagement, client."""
    pdf = Document.alias()
    has_pdf = (
        (pdf.agreement_version == Document.agreement_version)
        & (pdf.language == Document.language)
        & (pdf.media_type == PDF)
    )
    query = (
        Document.select(Document, AgreementVersion, Agreement, Engagement, Client)
        .join(pdf, JOIN.LEFT_OUTER, on=has_pdf)
        .switch(Document)
        .join(AgreementVersion)
        .join(Agreement)
        .join(Engagement)
        .join(Client)
        .where(Document.media_type == DOCX, pdf.id.is_null())
        .order_by(Document.id)
    )
    return list(query)


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
                made += _keep(docx, outcome, by=by, toolbox=toolbox)
    return Converted(made, tuple(problems))


def _convert(batch: Sequence[Document], *, toolbox: Toolbox) -> Sequence[bytes | ConversionFailed]:
    converter = toolbox.converter
    if converter is None:
        return []
    return converter.convert_many([toolbox.store.read(docx.sha256) for docx in batch])


def _keep(docx: Document, data: bytes, *, by: Actor, toolbox: Toolbox) -> bool:
    """Keep the PDF of a DOCX; returns whether it is the first one (somebody may be faster)."""
    version = docx.agreement_version
    engagement = version.agreement.engagement
    file, now = toolbox.store.put(data), toolbox.now()
    try:
        with transaction(chain_of(engagement.client)):
            Document.create(
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
    except IntegrityError:
        return False
    return True
