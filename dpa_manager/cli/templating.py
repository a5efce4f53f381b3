"""`template check` and `template add`: a Word file as a template."""

from pathlib import Path
from typing import Any

import click

from dpa_manager.actions.templating import TemplateRefused, add_template, check_template
from dpa_manager.cli.desk import Answer, Desk, at_the_desk, give
from dpa_manager.queries.templates import PROCESSING_AGREEMENT
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES

_FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_LANGUAGE = click.option("--language", type=click.Choice(LANGUAGES), required=True)


@click.group()
def template() -> None:
    """Templates: Word files with the words of agreements."""


@template.command("check")
@_FILE
@click.option("--kind", default=PROCESSING_AGREEMENT, show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object.")
def check(*, file: Path, kind: str, language: str, is_json: bool) -> None:
    """Check FILE in a sandbox; nothing is changed."""
    give(_answer(check_template(file.read_bytes(), kind=kind, language=language)), is_json=is_json)


@template.command("add")
@_FILE
@click.option("--kind", type=click.Choice(list(vocabulary().template_kinds)), required=True)
@_LANGUAGE
@at_the_desk
def add(desk: Desk, *, file: Path, kind: str, language: str) -> Answer:
    """Check FILE and keep it as the newest version of its template."""
    try:
        version = add_template(
            file.read_bytes(), kind=kind, language=language, by=desk.by, toolbox=desk.toolbox
        )
    except TemplateRefused as refusal:
        return _answer(refusal.report)
    data = {"kind": kind, "language": language, "version": version.number, "sha256": version.sha256}
    return Answer(data, (f"{kind} ({language}) version {version.number}", version.sha256))


def _answer(report: Any) -> Answer:
    problems = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "place": problem.place.words().en,
            "sentence": problem.sentence.en,
        }
        for problem in report.problems
    ]
    lines = [f"{problem['place'] or 'file'}: {problem['sentence']}" for problem in problems]
    verdict = "Accepted." if report.is_accepted else "Refused."
    exit_code = 0 if report.is_accepted else 1
    return Answer(
        {"accepted": report.is_accepted, "problems": problems}, (*lines, verdict), exit_code
    )
