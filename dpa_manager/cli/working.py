"""`worker`: mails and nightly work, beside the pages."""

import logging
import sys

import click

from dpa_manager.actions.opening import opened_house
from dpa_manager.app import open_house
from dpa_manager.cli.desk import read_config
from dpa_manager.domain.errors import DomainError
from dpa_manager.worker import work


@click.command()
def worker() -> None:
    """Send queued mails and do the nightly work, until stopped."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    try:
        house = open_house(read_config())
        with opened_house(house):
            pass
        if house.background is not None:
            work(house.background, is_ready=_greet)
    except DomainError as error:
        raise click.ClickException(str(error)) from error


def _greet() -> None:
    click.echo("The worker is at work - stop with Ctrl+C.", err=True)


def worker_command() -> list[str]:
    """The command line that starts a worker in a process of its own, with the same settings."""
    return [sys.executable, "-m", "dpa_manager", "worker"]
