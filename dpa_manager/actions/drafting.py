"""Drafting: from an engagement's data to a version of its agreement, as DOCX and PDF.

A version exists only without BLOCK (DECISIONS 12). Facts are read, judged and written while
nobody else changes this client's rows; the file is durable before its row, rows and history are
one transaction. The PDF is an act of its own: when LibreOffice is missing, hangs or fails, the
version and its DOCX stay, and drafting again makes the PDF.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dpa_manager.actions.converting import find_document, make_pdf
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.faults import ConversionFailed
from dpa_manager.documents.printed_references import read_references
from dpa_manager.documents.renderer import render
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.completeness import DraftCase, Problem, Severity, problems
from dpa_manager.domain.errors import Damaged, Incomplete
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_sha256, facts_to_json
from dpa_manager.domain.template_words.checking import shape_errors
from dpa_manager.domain.wording import Edition, words
from dpa_manager.models import Agreement, AgreementVersion, Document, Engagement, TemplateVersion
from dpa_manager.models.base import transaction
from dpa_manager.models.document import DOCX, PDF
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.problems import draft_case
from dpa_manager.queries.templates import PROCESSING_AGREEMENT, version_in_use
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import filled, sentences


@dataclass(frozen=True)
class DraftChoices:
    """What is asked for; `language` "" is the client's; `reasons` are by rule id (WARN)."""

    language: str = ""
    template: str = PROCESSING_AGREEMENT
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Drafted:
    """A version in one language. `pdf` is None, and `pdf_problem` says why, when there is none."""

    reference: str
    agreement: str
    version: int
    language: str
    facts_sha256: str
    docx: Document
    pdf: Document | None
    problems: tuple[Problem, ...]
    pdf_problem: Phrase | None = None


class DraftRefused(Incomplete):
    """The draft has BLOCK problems, or WARN problems without a reason: nothing was written."""

    def __init__(self, code: str, sentence: Phrase, refused: tuple[Problem, ...]) -> None:
        super().__init__(code, sentence)
        self.problems = refused


def draft_agreement(
    engagement: str, *, choices: DraftChoices, by: Actor, toolbox: Toolbox
) -> Drafted:
    """Draft the agreement of an engagement, by reference or public id, in one language.

    Equal facts give the version that is there: a new language is added to it, a document that
    exists is returned as it is. Raises NotFound, DraftRefused, Damaged, Unavailable.
    """
    client = find_engagement(engagement).client
    with transaction(chain_of(client)):
        draft = _gather(engagement, choices=choices, toolbox=toolbox)
        version, docx = _issue(draft, by=by, toolbox=toolbox)
    return _with_pdf(draft, version=version, docx=docx, by=by, toolbox=toolbox)


@dataclass(frozen=True)
class _Draft:
    """One request, gathered and judged."""

    engagement: Engagement
    facts: AgreementFacts
    sha256: str
    language: str
    template: TemplateVersion
    case: DraftCase
    problems: tuple[Problem, ...]
    choices: DraftChoices
    today: date


def _gather(engagement: str, *, choices: DraftChoices, toolbox: Toolbox) -> _Draft:
    row, today = find_engagement(engagement), toolbox.today()
    facts = gather_facts(row.reference, on=today, portal_url=toolbox.portal_url)
    language = choices.language or facts.client.language
    case = draft_case(facts, languages=(language,), on=today, template=choices.template)
    return _Draft(
        engagement=row,
        facts=facts,
        sha256=facts_sha256(facts),
        language=language,
        template=version_in_use(choices.template, language=language),
        case=case,
        problems=problems(case),
        choices=choices,
        today=today,
    )


def _issue(draft: _Draft, *, by: Actor, toolbox: Toolbox) -> tuple[AgreementVersion, Document]:
    """The version and its DOCX, inside the transaction: those that exist, or new ones."""
    latest = _latest_version(draft.engagement)
    same = latest if latest is not None and latest.facts_sha256 == draft.sha256 else None
    if same is not None:
        docx = find_document(same, language=draft.language, media_type=DOCX)
        if docx is not None:
            return same, docx
    reasons = _reasons(draft, same=same)
    edition = _edition(draft, same=same, number=latest.number + 1 if latest else 1)
    data = _render(draft, edition=edition, toolbox=toolbox)
    # The file is durable before any row names it; a crash between leaves an orphan only.
    file = toolbox.store.put(data)
    version = same or _new_version(draft, edition=edition, reasons=reasons, toolbox=toolbox)
    docx = Document.create(
        client=draft.engagement.client,
        agreement_version=version,
        template_version=draft.template,
        language=draft.language,
        media_type=DOCX,
        sha256=file,
        size=len(data),
        created_at=toolbox.now(),
    )
    _tell(draft, edition=edition, docx=docx, reasons=reasons, by=by, toolbox=toolbox)
    return version, docx


def _render(draft: _Draft, *, edition: Edition, toolbox: Toolbox) -> bytes:
    """The DOCX, read back.

    Raises Damaged when a word that must be filled is empty, DraftRefused when a printed reference
    names another clause than the one it means.
    """
    filled_in = words(draft.facts, edition=edition, language=draft.language)
    errors = shape_errors(filled_in)
    if errors:
        raise Damaged("words-incomplete", Phrase.same("; ".join(errors)))
    data = render(toolbox.store.read(draft.template.sha256), filled_in)
    # Only the finished document shows which number and name stand together (R-REF-1).
    printed = read_references(data, language=draft.language)
    strayed = tuple(
        problem
        for problem in problems(replace(draft.case, references=printed))
        if problem not in draft.problems
    )
    if strayed:
        raise _refused("draft-incomplete", strayed)
    return data


def _latest_version(engagement: Engagement) -> AgreementVersion | None:
    latest: AgreementVersion | None = (
        AgreementVersion.select(AgreementVersion, Agreement)
        .join(Agreement)
        .where(Agreement.engagement == engagement)
        .order_by(AgreementVersion.number.desc())
        .first()
    )
    return latest


def _reasons(draft: _Draft, *, same: AgreementVersion | None) -> dict[str, str]:
    """The reason for each WARN; those given for this version before still hold.

    Raises DraftRefused when something blocks or a reason is missing.
    """
    blocking = tuple(p for p in draft.problems if p.severity is Severity.BLOCK)
    if blocking:
        raise _refused("draft-incomplete", blocking)
    given = (dict(same.reasons) if same else {}) | {
        rule: text.strip() for rule, text in draft.choices.reasons.items()
    }
    warned = tuple(p for p in draft.problems if p.severity is Severity.WARN)
    unexplained = tuple(p for p in warned if not given.get(p.rule))
    if unexplained:
        raise _refused("draft-reason-missing", unexplained)
    return {p.rule: given[p.rule] for p in warned}


def _refused(code: str, found: tuple[Problem, ...]) -> DraftRefused:
    rules = ", ".join(dict.fromkeys(problem.rule for problem in found))
    return DraftRefused(code, filled(sentences()[code], {"rules": rules}), found)


def _edition(draft: _Draft, *, same: AgreementVersion | None, number: int) -> Edition:
    """The edition to print: the next language of the version `same`, or version `number`."""
    drafted = _drafted_languages(same) if same else ()
    shown = same.number if same else number
    return Edition(
        reference=draft.engagement.reference,
        version=shown,
        dated_on=same.dated_on if same else draft.today,
        template_version=str(draft.template.number),
        annex_version=shown,
        language=drafted[0] if drafted else draft.language,
        languages=(*drafted, draft.language),
        facts_sha256=draft.sha256,
    )


def _drafted_languages(version: AgreementVersion) -> tuple[str, ...]:
    rows = (
        Document.select(Document.language)
        .where(Document.agreement_version == version, Document.media_type == DOCX)
        .order_by(Document.id)
    )
    return tuple(row.language for row in rows)


def _tell(
    draft: _Draft,
    *,
    edition: Edition,
    docx: Document,
    reasons: dict[str, str],
    by: Actor,
    toolbox: Toolbox,
) -> None:
    record(
        "agreement drafted",
        by=by,
        at=docx.created_at,
        client=draft.engagement.client,
        subject="engagement",
        subject_id=draft.engagement.public_id,
        details={
            "reference": edition.reference,
            "version": edition.version,
            "language": draft.language,
            "docx": docx.sha256,
            "facts": edition.facts_sha256,
            "template": draft.template.sha256,
        },
        personal={"client": draft.facts.client.party.legal_name} | _told_reasons(reasons),
    )


def _told_reasons(reasons: dict[str, str]) -> dict[str, object]:
    # Reasons are free text and may name people, so they can be erased from the history.
    return {"reasons": reasons} if reasons else {}


def _new_version(
    draft: _Draft, *, edition: Edition, reasons: dict[str, str], toolbox: Toolbox
) -> AgreementVersion:
    engagement, now = draft.engagement, toolbox.now()
    agreement = Agreement.get_or_none(Agreement.reference == edition.reference)
    if agreement is None:
        agreement = Agreement.create(
            reference=edition.reference,
            client=engagement.client,
            engagement=engagement,
            created_at=now,
        )
    return AgreementVersion.create(
        agreement=agreement,
        number=edition.version,
        annex_version=edition.annex_version,
        dated_on=edition.dated_on,
        facts=facts_to_json(draft.facts),
        facts_sha256=edition.facts_sha256,
        reasons=reasons,
        created_at=now,
    )


def _with_pdf(
    draft: _Draft, *, version: AgreementVersion, docx: Document, by: Actor, toolbox: Toolbox
) -> Drafted:
    pdf, problem = find_document(version, language=draft.language, media_type=PDF), None
    if pdf is None:
        try:
            pdf = make_pdf(docx, by=by, toolbox=toolbox)
        except ConversionFailed as error:
            problem = error.sentence
    return Drafted(
        reference=draft.engagement.reference,
        agreement=Agreement.get_by_id(version.agreement_id).public_id,
        version=version.number,
        language=draft.language,
        facts_sha256=version.facts_sha256,
        docx=docx,
        pdf=pdf,
        problems=draft.problems,
        pdf_problem=problem,
    )
