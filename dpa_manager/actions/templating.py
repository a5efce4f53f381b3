"""Templating: checking a template file, and putting it into the store as a new version."""

from collections.abc import Iterable

from dpa_manager.actions.changing import apply_changes
from dpa_manager.actions.recording import record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.sandboxed_check import check_in_sandbox
from dpa_manager.documents.template_report import TemplateReport
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import NotFound, Refused
from dpa_manager.models import Template, TemplateVersion
from dpa_manager.models.base import transaction
from dpa_manager.queries.templates import PROCESSING_AGREEMENT
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.vocabulary.sentences import filled, sentences


class TemplateRefused(Refused):
    """The check found something that keeps the file from being a template; nothing was kept."""

    def __init__(self, report: TemplateReport) -> None:
        count = str(len(report.problems))
        super().__init__("template-refused", filled(sentences()["template-refused"], {"n": count}))
        self.report = report


def check_template(data: bytes, *, kind: str, language: str) -> TemplateReport:
    """What is wrong with a file as a template; nothing is kept."""
    return check_in_sandbox(data, kind=kind, language=language)


def add_template(
    data: bytes,
    *,
    kind: str,
    language: str,
    activates: bool = True,
    by: Actor,
    toolbox: Toolbox,
) -> TemplateVersion:
    """Keep a checked file as the newest version of the template of this kind and language.

    Without `activates`, agreements go on being drafted with the version that was in use before.
    The same bytes as the newest version give that version. Raises TemplateRefused.
    """
    report = check_template(data, kind=kind, language=language)
    if not report.is_accepted:
        raise TemplateRefused(report)
    sha256 = toolbox.store.put(data)
    now = toolbox.now()
    with transaction("firm"):
        template = Template.get_or_none(
            Template.key == kind, Template.language == language
        ) or Template.create(key=kind, kind=kind, language=language)
        newest = (
            TemplateVersion.select(TemplateVersion, Template)
            .join(Template)
            .where(TemplateVersion.template == template)
            .order_by(TemplateVersion.number.desc())
            .first()
        )
        if newest is not None and newest.sha256 == sha256:
            kept: TemplateVersion = newest
            return kept
        version = TemplateVersion.create(
            template=template,
            number=newest.number + 1 if newest else 1,
            sha256=sha256,
            size=len(data),
            report=report.as_json(),
            created_at=now,
        )
        _use(template, version, first=newest, activates=activates)
        record(
            "template added",
            by=by,
            at=now,
            subject="template",
            subject_id=template.public_id,
            details={
                "kind": kind,
                "language": language,
                "version": version.number,
                "sha256": sha256,
            },
        )
    return version


def activate_template(version: TemplateVersion, *, by: Actor, toolbox: Toolbox) -> None:
    """Draft with this version from now on; it comes with its template joined.

    Agreements that exist keep the document they were drafted with.
    """
    template = version.template
    with transaction("firm"):
        if apply_changes(template, {"active_number": version.number}):
            record(
                "template activated",
                by=by,
                at=toolbox.now(),
                subject="template",
                subject_id=template.public_id,
                details={
                    "kind": template.kind,
                    "language": template.language,
                    "version": version.number,
                },
            )


def _use(
    template: Template,
    version: TemplateVersion,
    *,
    first: TemplateVersion | None,
    activates: bool,
) -> None:
    """Say which version is drafted with; `first` is the newest one before, if there was any."""
    in_use = template.active_number or (first.number if first else version.number)
    apply_changes(template, {"active_number": version.number if activates else in_use})


def add_shipped_templates(
    *, by: Actor, toolbox: Toolbox, kinds: Iterable[str] = (PROCESSING_AGREEMENT,)
) -> None:
    """Put the templates that come with the program into the store as their first version.

    Raises NotFound when a file is not there, TemplateRefused when one does not pass the check.
    """
    for kind in kinds:
        for language in LANGUAGES:
            file = toolbox.config.templates / kind / f"{language}.docx"
            if not file.is_file():
                name = f"{kind}/{language}.docx"
                raise NotFound(
                    "no-template-file", filled(sentences()["no-template-file"], {"file": name})
                )
            add_template(file.read_bytes(), kind=kind, language=language, by=by, toolbox=toolbox)
