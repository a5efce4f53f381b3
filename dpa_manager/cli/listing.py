"""`list`: clients, engagements, agreements and the rest, one a line."""

import click

from dpa_manager.cli.desk import Answer, Desk, at_the_desk
from dpa_manager.queries import catalogue

KINDS = {
    "clients": catalogue.clients,
    "engagements": catalogue.engagements,
    "agreements": catalogue.agreements,
    "templates": catalogue.templates,
    "subprocessors": catalogue.subprocessors,
    "recipients": catalogue.recipients,
    "users": catalogue.users,
}


@click.command("list")
@click.argument("kind", type=click.Choice(list(KINDS)))
@at_the_desk
def list_rows(desk: Desk, *, kind: str) -> Answer:
    """List the rows of KIND: reference, public id, name, state."""
    rows = KINDS[kind]()
    lines = tuple("\t".join((row.reference, row.public_id, row.name, row.state)) for row in rows)
    return Answer({kind: [row.as_dict() for row in rows]}, lines)
