"""`fsck` and `log verify`: rows against files, and the history's chains."""

from dataclasses import asdict

import click

from dpa_manager.actions.housekeeping import fsck as compare
from dpa_manager.cli.desk import Answer, Desk, at_the_desk
from dpa_manager.domain.evidence import checkpoint_key
from dpa_manager.queries.history import verify_history


@click.command()
@click.option("--repair", is_flag=True, help="Clear up what broke off and what no row names.")
@at_the_desk
def fsck(desk: Desk, *, repair: bool) -> Answer:
    """Compare rows with files and files with rows."""
    report = compare(desk.toolbox, repair=repair)
    found = tuple(finding.sentence for finding in report.findings)
    summary = f"{report.rows} rows with a file, {report.files} files, {len(found)} findings."
    data = {
        "clean": report.is_clean,
        "rows": report.rows,
        "files": report.files,
        "young": report.young,
        "findings": [asdict(finding) for finding in report.findings],
    }
    return Answer(data, (*found, summary), exit_code=0 if report.is_clean else 1)


@click.group()
def log() -> None:
    """The history of what happened."""


@log.command("verify")
@at_the_desk
def verify(desk: Desk) -> Answer:
    """Verify every chain of the history against its links and checkpoints."""
    verdicts = verify_history(key=checkpoint_key(desk.toolbox.config.secret_key))
    is_whole = all(verdict.is_whole for verdict in verdicts)
    lines = tuple(
        f"{verdict.chain}: {verdict.reason}" for verdict in verdicts if not verdict.is_whole
    )
    summary = f"{len(verdicts)} chains, {'all whole' if is_whole else 'not all whole'}."
    data = {
        "whole": is_whole,
        "chains": [asdict(verdict) | {"whole": verdict.is_whole} for verdict in verdicts],
    }
    return Answer(data, (*lines, summary), exit_code=0 if is_whole else 1)
