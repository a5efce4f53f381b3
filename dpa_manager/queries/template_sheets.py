"""Templates as pages show them: the list, one with its versions, and what differs between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee

from dpa_manager.documents.store import Store
from dpa_manager.documents.template_report import TemplateProblem, TemplateReport
from dpa_manager.domain.errors import Damaged, NotFound
from dpa_manager.domain.telling_changes.word_differences import TextPair, compare_words
from dpa_manager.models import Document, Template, TemplateVersion
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.scope import Scope


@dataclass(frozen=True)
class TemplateLine:
    """A template; `in_use` is the number of the version that is drafted with."""

    public_id: str
    kind: str
    language: str
    in_use: int
    newest: int
    changed_at: datetime | None


@dataclass(frozen=True)
class TemplateVersionLine:
    """A version; `drafted` is how many documents were made with it, `warnings` what it was told."""

    public_id: str
    number: int
    size: int
    created_at: datetime
    is_in_use: bool
    drafted: int
    clauses: int
    warnings: tuple[TemplateProblem, ...]


@dataclass(frozen=True)
class TemplateSheet:
    """One template with its versions, the newest first."""

    template: Template
    versions: tuple[TemplateVersionLine, ...]


@dataclass(frozen=True)
class ClauseDifference:
    """A clause of two versions; `kind` is added, removed, moved or changed."""

    clause: str
    kind: str
    texts: TextPair | None = None


def template_list(scope: Scope) -> Listing:
    """The templates that the visitor may read, by kind and language."""
    return Listing(
        query=scope.templates(),
        searched=(Template.key, Template.language),
        orders={"kind": Template.kind, "language": Template.language},
        filters={"written_in": {code: Template.language == code for code in ("nl", "fr", "en")}},
        sort="kind",
    )


def template_lines(rows: Sequence[Template]) -> tuple[TemplateLine, ...]:
    """The lines of these templates, in their order: one query."""
    version = TemplateVersion
    latest = (
        version.select(version.template, version.number, version.created_at)
        .where(version.template.in_([row.id for row in rows]))
        .order_by(version.number)
    )
    newest = {one.template_id: one for one in latest}
    return tuple(_line(row, newest.get(row.id)) for row in rows)


def template_sheet(row: Template) -> TemplateSheet:
    """One template with its versions: one query."""
    drafted = (
        Document.select(peewee.fn.COUNT(Document.id))
        .where(Document.template_version == TemplateVersion.id)
        .alias("drafted")
    )
    versions = list(
        TemplateVersion.select(TemplateVersion, drafted)
        .where(TemplateVersion.template == row.id)
        .order_by(TemplateVersion.number.desc())
    )
    in_use = row.active_number or (versions[0].number if versions else 0)
    return TemplateSheet(row, tuple(_version(one, in_use=in_use) for one in versions))


def read_template(version: TemplateVersion, *, store: Store) -> bytes:
    """The bytes of a version as they were stored; raises Damaged."""
    try:
        return store.read(version.sha256)
    except NotFound as error:
        raise Damaged(error.code, error.sentence) from error


def template_differences(
    before: TemplateVersion, after: TemplateVersion, *, language: str
) -> tuple[ClauseDifference, ...]:
    """What the fixed text of two versions has different, clause by clause, in printed order."""
    old: dict[str, str] = before.report["clauses"]
    new: dict[str, str] = after.report["clauses"]
    found = [ClauseDifference(clause, "removed") for clause in old if clause not in new]
    for clause, text in new.items():
        if clause not in old:
            pair = compare_words("", text, language=language)
            found.append(ClauseDifference(clause, "added", pair))
        elif old[clause] != text:
            pair = compare_words(old[clause], text, language=language)
            found.append(ClauseDifference(clause, "changed", pair))
    return tuple(found)


def _line(row: Template, newest: TemplateVersion | None) -> TemplateLine:
    number = newest.number if newest else 0
    return TemplateLine(
        public_id=row.public_id,
        kind=row.kind,
        language=row.language,
        in_use=row.active_number or number,
        newest=number,
        changed_at=newest.created_at if newest else None,
    )


def _version(row: Any, *, in_use: int) -> TemplateVersionLine:
    report = TemplateReport.from_json(row.report)
    return TemplateVersionLine(
        public_id=row.public_id,
        number=row.number,
        size=row.size,
        created_at=row.created_at,
        is_in_use=row.number == in_use,
        drafted=row.drafted,
        clauses=len(report.clauses),
        warnings=report.problems,
    )
