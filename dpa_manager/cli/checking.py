"""`check`: what is missing before an agreement can be drafted."""

from typing import Any

import click

from dpa_manager.cli.desk import Answer, Desk, at_the_desk
from dpa_manager.domain.completeness import Problem, Severity
from dpa_manager.queries.problems import problems_of
from dpa_manager.vocabulary.phrase import LANGUAGES


@click.command()
@click.argument("engagement")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the draft; the client's.")
@at_the_desk
def check(desk: Desk, *, engagement: str, language: str | None) -> Answer:
    """Tell what is missing from ENGAGEMENT, by its reference or public id."""
    found = problems_of(
        engagement,
        on=desk.toolbox.today(),
        portal_url=desk.toolbox.portal_url,
        languages=(language,) if language else (),
    )
    is_complete = not any(problem.severity is Severity.BLOCK for problem in found)
    data = {"complete": is_complete, "problems": [problem_data(problem) for problem in found]}
    verdict = "Complete: an agreement can be drafted." if is_complete else "Not complete."
    return Answer(data, (*map(problem_line, found), verdict))


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as JSON, its sentence in English."""
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "article": problem.article,
        "field": problem.field,
        "sentence": problem.sentence.en,
    }


def problem_line(problem: Problem) -> str:
    """A problem in one line for a person."""
    return f"{problem.severity.value:5} {problem.rule:9} {problem.sentence.en} [{problem.field}]"
