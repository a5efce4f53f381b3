"""The desk of the command line: opens the house, gives the answer as lines or JSON, names refusals.

Every command returns an `Answer`. A refusal with a reason ends with exit code 1 and one line on
standard error, or `{"error": …}` on standard output with `--json`; wrong use ends with 2.
"""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import click

from dpa_manager.actions.founding import prepare_house
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.app import open_house
from dpa_manager.config import Config, ConfigError
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import DomainError
from dpa_manager.queries.visitors import acting_person


@dataclass(frozen=True)
class Answer:
    """What a command answers: one JSON object, or lines for a person."""

    data: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    exit_code: int = 0


@dataclass(frozen=True)
class Desk:
    """What a command works with: the open house and the person in whose name it acts."""

    toolbox: Toolbox
    by: Actor
    is_json: bool


def read_config() -> Config:
    """The configuration of this process; exits 1 with its sentence when it is unsafe."""
    try:
        return Config.from_environment(os.environ)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


def at_the_desk(function: Callable[..., Answer]) -> Callable[..., None]:
    """Turn `function(desk, …)` into a command with `--json` and `--by` in an opened house."""

    @click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object.")
    @click.option("--by", "email", metavar="EMAIL", help="In whose name; the first administrator.")
    @functools.wraps(function)
    def command(*, is_json: bool, email: str | None, **arguments: Any) -> None:
        toolbox = open_house(read_config())
        try:
            with ready(toolbox):
                desk = Desk(toolbox, acting_person(email), is_json)
                answer = function(desk, **arguments)
        except DomainError as error:
            refuse(error, is_json=is_json)
        else:
            give(answer, is_json=is_json)

    return command


@contextmanager
def ready(toolbox: Toolbox) -> Iterator[None]:
    """A connection to a house that was founded; its tables are brought up to this program.

    Raises DomainError where there is no house yet.
    """
    with toolbox.connected():
        prepare_house(toolbox)
        yield


def give(answer: Answer, *, is_json: bool) -> None:
    """Print an answer and end with its exit code."""
    if is_json:
        click.echo(json.dumps(answer.data, ensure_ascii=False))
    else:
        for line in answer.lines:
            click.echo(line)
    if answer.exit_code:
        sys.exit(answer.exit_code)


def refuse(error: DomainError, *, is_json: bool) -> None:
    """Print why something was refused and end with exit code 1."""
    if is_json:
        told = {"code": error.code, "sentence": error.sentence.en, "field": error.field}
        click.echo(json.dumps({"error": told}, ensure_ascii=False))
    else:
        click.echo(error.sentence.en, err=True)
    sys.exit(1)
