"""`mail`: sends what waits, and takes in what a mail server reports."""

from typing import BinaryIO

import click

from dpa_manager.actions.mailing import note_bounce, send_due_mail
from dpa_manager.cli.desk import Answer, Desk, at_the_desk

_LONGEST_REPORT_BYTES = 10 * 1024 * 1024


@click.group()
def mail() -> None:
    """The mails that the program sends."""


@mail.command()
@at_the_desk
def send(desk: Desk) -> Answer:
    """Send once what is due; for a timer where no worker runs."""
    if not desk.toolbox.config.smtp_url:
        return Answer({"sent": 0}, ("No DPA_SMTP_URL is set: all mails wait.",))
    sent = send_due_mail(desk.toolbox, worker="command line")
    return Answer({"sent": sent}, (f"{sent} mails sent.",))


@mail.command()
@click.argument("file", type=click.File("rb"), default="-")
@at_the_desk
def bounce(desk: Desk, *, file: BinaryIO) -> Answer:
    """Take in a mail server's report (RFC 3464) from FILE or standard input."""
    noted = note_bounce(file.read(_LONGEST_REPORT_BYTES), toolbox=desk.toolbox)
    if noted is None:
        return Answer({"mail": None}, ("This reports no lost mail of this house.",))
    told = {"id": noted.public_id, "kind": noted.kind, "state": noted.state}
    return Answer({"mail": told}, (f"A mail {noted.kind} did not arrive: it waits for somebody.",))
