"""`draft`: the main job, from an engagement's data to an agreement as DOCX and PDF."""

from pathlib import Path
from typing import Any

import click

from dpa_manager.actions.drafting import DraftChoices, Drafted, DraftRefused, draft_agreement
from dpa_manager.cli.checking import problem_data, problem_line
from dpa_manager.cli.desk import Answer, Desk, at_the_desk, refusal
from dpa_manager.cli.files import write_file
from dpa_manager.queries.templates import PROCESSING_AGREEMENT
from dpa_manager.vocabulary.phrase import LANGUAGES


def _read_reasons(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for rule, equals, reason in pairs:
        if not (rule and equals and reason.strip()):
            raise click.BadParameter("write it as R-B-1w='why this is acceptable'")
    return {rule: reason for rule, _, reason in pairs}


def _checked_out(
    context: click.Context, parameter: click.Parameter, value: Path | None
) -> Path | None:
    if value is not None and value.suffix.lower() not in (".docx", ".pdf"):
        raise click.BadParameter("the name ends in .docx or .pdf")
    return value


@click.command()
@click.argument("engagement")
@click.option("--template", default=PROCESSING_AGREEMENT, show_default=True, metavar="KEY")
@click.option("--language", type=click.Choice(LANGUAGES), help="The client's, when left out.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_checked_out,
    help="Write the DOCX or the PDF here too, by the ending of the name.",
)
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    callback=_read_reasons,
    metavar="RULE=TEXT",
    help="Why a warning is acceptable; may be given more than once.",
)
@at_the_desk
def draft(
    desk: Desk,
    *,
    engagement: str,
    template: str,
    language: str | None,
    out: Path | None,
    reasons: dict[str, str],
) -> Answer:
    """Draft the agreement of ENGAGEMENT; refused while something is missing."""
    choices = DraftChoices(language=language or "", template=template, reasons=reasons)
    try:
        drafted = draft_agreement(engagement, choices=choices, by=desk.by, toolbox=desk.toolbox)
    except DraftRefused as refused:
        return _refusal(refused)
    if out is not None:
        _write_out(out, drafted, desk=desk)
    if drafted.pdf_problem is None:
        return Answer(_data(drafted), _lines(drafted))
    fault = f"No PDF yet: {drafted.pdf_problem.en} Draft again to try again."
    return Answer(_data(drafted), _lines(drafted), exit_code=1, faults=(fault,))


def _refusal(refused: DraftRefused) -> Answer:
    found = refused.problems
    return refusal(
        refused,
        faults=tuple(problem_line(problem) for problem in found),
        problems=[problem_data(problem) for problem in found],
    )


def _data(drafted: Drafted) -> dict[str, Any]:
    pdf = drafted.pdf
    data = {
        "reference": drafted.reference,
        "agreement": drafted.agreement,
        "version": drafted.version,
        "language": drafted.language,
        "docx": drafted.docx.public_id,
        "pdf": pdf.public_id if pdf else None,
        "sha256": {"docx": drafted.docx.sha256, "pdf": pdf.sha256 if pdf else None},
        "facts_sha256": drafted.facts_sha256,
        "problems": [problem_data(problem) for problem in drafted.problems],
    }
    if drafted.pdf_problem:
        data["error"] = {"code": "no-pdf", "sentence": drafted.pdf_problem.en, "field": ""}
    return data


def _lines(drafted: Drafted) -> tuple[str, ...]:
    name = f"{drafted.reference} version {drafted.version} ({drafted.language})"
    lines = [name, f"DOCX {drafted.docx.sha256}"]
    if drafted.pdf:
        lines.append(f"PDF  {drafted.pdf.sha256}")
    return tuple(lines)


def _write_out(out: Path, drafted: Drafted, *, desk: Desk) -> None:
    """Write the stored bytes to `out`, unless they are those of a PDF that is not there."""
    document = drafted.pdf if out.suffix.lower() == ".pdf" else drafted.docx
    if document is not None:
        write_file(out, desk.toolbox.store.read(document.sha256), field="out")
