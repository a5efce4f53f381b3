"""The command line: each command calls one action or query."""

import click

from dpa_manager.cli import (
    checking,
    demonstrating,
    drafting,
    founding,
    importing,
    listing,
    mailing,
    mapping,
    people,
    serving,
    settings,
    templating,
    upkeep,
    working,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name=None, version="0.1.0", prog_name="dpa-manager")
def main() -> None:
    """Processing agreements (GDPR Art. 28) from a client's data map."""


for _command in (
    founding.init,
    demonstrating.demo,
    importing.import_rows,
    listing.list_rows,
    people.user,
    checking.check,
    drafting.draft,
    mapping.map_data,
    templating.template,
    upkeep.fsck,
    upkeep.log,
    settings.settings,
    serving.serve,
    working.worker,
    mailing.mail,
):
    main.add_command(_command)
