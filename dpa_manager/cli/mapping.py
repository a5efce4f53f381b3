"""`map`: the data map of an engagement or a client as a file, and the client's own register."""

from pathlib import Path

import click

from dpa_manager.cli.desk import Answer, Desk, at_the_desk
from dpa_manager.cli.files import write_file
from dpa_manager.queries.map_files import KINDS, map_file
from dpa_manager.queries.mapped_engagements import mapped_engagements
from dpa_manager.vocabulary.phrase import LANGUAGES


@click.command("map")
@click.argument("name", metavar="ENGAGEMENT|CLIENT")
@click.option("--format", "kind", type=click.Choice(KINDS), required=True)
@click.option("--language", type=click.Choice(LANGUAGES), help="The client's, when left out.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write.",
)
@at_the_desk
def map_data(desk: Desk, *, name: str, kind: str, language: str | None, out: Path) -> Answer:
    """Write the data map of ENGAGEMENT, or of all engagements of CLIENT that go on.

    register-xlsx and register-csv are the client's own register (Art. 30(1)), prefilled from it.
    """
    today = desk.toolbox.today()
    mapped = mapped_engagements(name, on=today, portal_url=desk.toolbox.portal_url)
    spoken = language or mapped.language
    file = map_file(
        mapped.facts, kind=kind, language=spoken, on=today, agreements=mapped.agreements
    )
    write_file(out, file.content, field="out")
    told = {
        "file": str(out),
        "format": kind,
        "language": spoken,
        "media_type": file.media_type,
        "bytes": len(file.content),
        "engagements": [facts.engagement for facts in mapped.facts],
    }
    return Answer(told, (str(out),))
