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
from pathlib import Path
from typing import Any

import click

from dpa_manager.actions.opening import opened_house
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.app import open_house
from dpa_manager.config import Config, ConfigError
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import DomainError, Refused, Unavailable
from dpa_manager.queries.visitors import acting_person
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import filled, sentences


@dataclass(frozen=True)
class Answer:
    """What a command answers: one JSON object, or lines for a person.

    `faults` are lines about what went wrong, for standard error.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    exit_code: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What a command works with: the open house and the person in whose name it acts."""

    toolbox: Toolbox
    by: Actor


def read_config() -> Config:
    """The configuration of this process; raises Refused with its sentences when it is unsafe."""
    try:
        return Config.from_environment(os.environ)
    except ConfigError as error:
        raise Refused("unsafe-settings", Phrase.same(" ".join(error.problems))) from error


def make_home() -> None:
    """Make the folder that DPA_HOME names: a house may be the first thing in it."""
    home = os.environ.get("DPA_HOME", "").strip()
    if home:
        Path(home).mkdir(parents=True, exist_ok=True)


def answering(function: Callable[..., Answer]) -> Callable[..., None]:
    """Turn `function(…)` into a command with `--json` that answers or names its refusal."""

    @click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object.")
    @functools.wraps(function)
    def command(*, is_json: bool, **arguments: Any) -> None:
        try:
            with system_faults():
                answer = function(**arguments)
        except DomainError as error:
            answer = refusal(error)
        give(answer, is_json=is_json)

    return command


def at_the_desk(function: Callable[..., Answer]) -> Callable[..., None]:
    """Turn `function(desk, …)` into a command with `--json` and `--by` in an opened house."""

    @answering
    @click.option("--by", "email", metavar="EMAIL", help="In whose name; the first administrator.")
    @functools.wraps(function)
    def command(*, email: str | None, **arguments: Any) -> Answer:
        toolbox = open_house(read_config())
        with opened_house(toolbox):
            return function(Desk(toolbox, acting_person(email)), **arguments)

    return command


@contextmanager
def system_faults() -> Iterator[None]:
    """Raise Unavailable for what the system refuses: a full disk, a folder without right."""
    try:
        yield
    except OSError as error:
        values = {"detail": error.strerror or type(error).__name__, "file": error.filename or "-"}
        sentence = filled(sentences()["system-refuses"], {k: str(v) for k, v in values.items()})
        raise Unavailable("system-refuses", sentence) from error


def give(answer: Answer, *, is_json: bool) -> None:
    """Print an answer and end with its exit code."""
    if is_json:
        click.echo(json.dumps(answer.data, ensure_ascii=False))
    else:
        for line in answer.lines:
            click.echo(line)
        for fault in answer.faults:
            click.echo(fault, err=True)
    if answer.exit_code:
        sys.exit(answer.exit_code)


def refusal(error: DomainError, *, faults: tuple[str, ...] = (), **more: Any) -> Answer:
    """The answer that names why something was refused; `faults` are told before the sentence."""
    told = {"code": error.code, "sentence": error.sentence.en, "field": error.field} | more
    return Answer({"error": told}, exit_code=1, faults=(*faults, error.sentence.en))
