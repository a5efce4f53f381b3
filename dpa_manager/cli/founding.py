"""`init`: a new house for the firm."""

import click

from dpa_manager.actions.founding import Founder, found_and_invite
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.actions.opening import opened
from dpa_manager.app import open_house
from dpa_manager.cli.desk import Answer, answering, make_home, read_config
from dpa_manager.config import SECRET_FILE, Config, write_secret_key
from dpa_manager.domain.actors import COMMAND_LINE, Actor
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
@answering
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
) -> Answer:
    """Make the tables, the firm, its lists, measures and templates, and the first administrator.

    Prints the administrator's way in, a link that works once.
    """
    second = None
    if breach_name:
        second = TypedPerson(
            breach_name, email=breach_email, phone=breach_phone, roles=("breaches_second",)
        )
    founder = Founder(TypedUser(email, name), legal_form, signatory, capacity, second)
    config, link = _found(founder)
    lines = [
        f"The house is ready in {config.home}. First administrator: {name} <{email}>.",
        "To be used once, to choose a password and a second step:",
        link,
    ]
    if not signatory:
        lines.append("Nobody signs for the firm yet: no agreement can be drafted before that.")
    data = {"home": str(config.home), "administrator": email, "link": link}
    return Answer(data, tuple(lines))


def _found(founder: Founder) -> tuple[Config, str]:
    """Found the house, and give the first administrator's way in.

    Its secret is there before it is, and goes when the house is refused.
    """
    typed = founder.administrator
    by = Actor(name=typed.name, email=typed.email, channel=COMMAND_LINE)
    make_home()
    config = read_config()
    is_new_secret = not config.secret_key and write_secret_key(config.home)
    # Links are derived from the secret, so the settings are read again with it.
    config = read_config()
    toolbox = open_house(config)
    try:
        with opened(toolbox):
            invited = found_and_invite(founder, by=by, toolbox=toolbox)
    except BaseException:
        if is_new_secret:
            (config.home / SECRET_FILE).unlink(missing_ok=True)
        raise
    return config, invited.link
