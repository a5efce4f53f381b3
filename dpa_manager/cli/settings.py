"""`settings`: what is in force, secrets masked."""

import click

from dpa_manager.cli.desk import Answer, answering, read_config


@click.command()
@answering
def settings() -> Answer:
    """Tell the settings in force, secrets masked."""
    rows = read_config().as_rows()
    return Answer(dict(rows), tuple(f"{name}={value}" for name, value in rows))
