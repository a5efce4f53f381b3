"""`settings`: what is in force, secrets masked."""

import click

from dpa_manager.cli.desk import Answer, give, read_config


@click.command()
@click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object.")
def settings(*, is_json: bool) -> None:
    """Tell the settings in force, secrets masked."""
    rows = read_config().as_rows()
    give(Answer(dict(rows), tuple(f"{name}={value}" for name, value in rows)), is_json=is_json)
