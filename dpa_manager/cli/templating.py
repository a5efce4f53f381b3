"""`template check` and `template add`: a Word file as a template."""

from collections.abc import Iterable
from pathlib import Path

import click

from dpa_manager.actions.templating import TemplateRefused, add_template, check_template
from dpa_manager.cli.desk import Answer, Desk, answering, at_the_desk, refusal
from dpa_manager.cli.files import read_file
from dpa_manager.documents.package import MAX_FILE_BYTES
from dpa_manager.documents.template_report import TemplateReport
from dpa_manager.queries.templates import PROCESSING_AGREEMENT
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES

_FILE = click.argument("file", type=click.Path(path_type=Path))
_KIND = click.Choice(list(vocabulary().template_kinds))


@click.group()
def template() -> None:
    """Templates: Word files with the words of agreements."""


@template.command("check")
@_FILE
@click.option("--kind", type=_KIND, default=PROCESSING_AGREEMENT, show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True)
@answering
def check(*, file: Path, kind: str, language: str) -> Answer:
    """Check FILE in a sandbox; nothing is changed."""
    return _answer(check_template(_read(file), kind=kind, language=language))


@template.command("add")
@_FILE
@click.option("--kind", type=_KIND, required=True)
@click.option("--language", type=click.Choice(LANGUAGES), required=True)
@at_the_desk
def add(desk: Desk, *, file: Path, kind: str, language: str) -> Answer:
    """Check FILE and keep it as the newest version of its template."""
    try:
        version = add_template(
            _read(file), kind=kind, language=language, by=desk.by, toolbox=desk.toolbox
        )
    except TemplateRefused as refused:
        problems = _problems(refused.report)
        return refusal(refused, faults=_problem_lines(problems), problems=problems)
    data = {"kind": kind, "language": language, "version": version.number, "sha256": version.sha256}
    return Answer(data, (f"{kind} ({language}) version {version.number}", version.sha256))


def _read(file: Path) -> bytes:
    # One byte more than may be: the check then says that the file is too large.
    return read_file(file, most=MAX_FILE_BYTES)


def _answer(report: TemplateReport) -> Answer:
    problems = _problems(report)
    verdict = "Accepted." if report.is_accepted else "Refused."
    return Answer(
        {"accepted": report.is_accepted, "problems": problems},
        (*_problem_lines(problems), verdict),
        exit_code=0 if report.is_accepted else 1,
    )


def _problems(report: TemplateReport) -> list[dict[str, str]]:
    return [
        {
            "code": problem.code,
            "severity": problem.severity,
            "place": problem.place.words().en,
            "sentence": problem.sentence.en,
        }
        for problem in report.problems
    ]


def _problem_lines(problems: Iterable[dict[str, str]]) -> tuple[str, ...]:
    return tuple(f"{one['place'] or 'file'}: {one['sentence']}" for one in problems)
