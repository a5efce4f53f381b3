"""`init`: a new house for the firm."""

import click

from dpa_manager.actions.founding import Founder, found_house
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.app import open_house
from dpa_manager.cli.desk import Answer, give, read_config, refuse
from dpa_manager.config import write_secret_key
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.typed_parties import TypedPerson
from dpa_manager.vocabulary.library import vocabulary


@click.command()
@click.option("--email", required=True, help="Of the first administrator.")
@click.option("--name", required=True, help="Of the first administrator.")
@click.option("--legal-form", default="", help="Legal form of the firm, as registered.")
@click.option("--signatory", default="", help="Who signs for the firm.")
@click.option(
    "--capacity",
    default="director",
    show_default=True,
    type=click.Choice(list(vocabulary().capacities)),
    help="In which capacity that person signs.",
)
@click.option("--breach-name", default="", help="Second person to call about a breach.")
@click.option("--breach-email", default="", help="E-mail address of that person.")
@click.option("--breach-phone", default="", help="Phone of that person, day and night.")
@click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object.")
def init(
    *,
    email: str,
    name: str,
    legal_form: str,
    signatory: str,
    capacity: str,
    breach_name: str,
    breach_email: str,
    breach_phone: str,
    is_json: bool,
) -> None:
    """Make the tables, the firm, its lists, measures and templates, and the first administrator."""
    config = read_config()
    second = None
    if breach_name:
        second = TypedPerson(
            breach_name, email=breach_email, phone=breach_phone, roles=("breaches_second",)
        )
    founder = Founder(TypedUser(email, name), legal_form, signatory, capacity, second)
    by = Actor(name=name, email=email, channel=COMMAND_LINE)
    config.home.mkdir(parents=True, exist_ok=True)
    toolbox = open_house(config)
    try:
        with toolbox.connected():
            found_house(founder, by=by, toolbox=toolbox)
    except DomainError as error:
        refuse(error, is_json=is_json)
        return
    if not config.secret_key:
        write_secret_key(config.home)
    lines = [f"The house is ready in {config.home}. First administrator: {name} <{email}>."]
    if not signatory:
        lines.append("Nobody signs for the firm yet: no agreement can be drafted before that.")
    give(Answer({"home": str(config.home), "administrator": email}, tuple(lines)), is_json=is_json)
