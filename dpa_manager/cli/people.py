"""`user`: who may come in, as what, and what gets them in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dpa_manager.actions import appointing, inviting, suspending
from dpa_manager.actions.inviting import Invited, TypedUser
from dpa_manager.cli.desk import Answer, Desk, at_the_desk
from dpa_manager.domain.choices import STAFF_ROLES
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.queries.lookup import find_client, find_user
from dpa_manager.queries.people import seats_of
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES

if TYPE_CHECKING:
    from dpa_manager.models import Membership, User

_ROLE = click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(list(vocabulary().people_roles)),
    help="What they may do; roles of staff may be combined.",
)
_CLIENT = click.option("--client", metavar="KBO", help="For whom they act: number or public id.")


@click.group()
def user() -> None:
    """People who may sign in: staff, and people of clients."""


@user.command("add")
@click.option("--email", "address", required=True)
@click.option("--name", required=True)
@_ROLE
@_CLIENT
@click.option("--language", type=click.Choice(LANGUAGES), help="Dutch, or as their client.")
@at_the_desk
def add(
    desk: Desk,
    *,
    address: str,
    name: str,
    roles: tuple[str, ...],
    client: str | None,
    language: str | None,
) -> Answer:
    """Invite somebody: staff by the link printed here, people of clients by mail alone."""
    doing: dict[str, Any] = {"by": desk.by, "toolbox": desk.toolbox}
    if _is_of_staff(roles):
        if client:
            raise refused("roles-do-not-mix", field="client")
        typed = TypedUser(address, name, language or "nl")
        return _told(inviting.invite_staff(typed, roles=roles, **doing), desk, roles=list(roles))
    if not client:
        raise refused("client-missing", field="client")
    row = find_client(client)
    typed = TypedUser(address, name, language or row.language)
    invited = inviting.invite_client_user(typed, client=row, role=_single(roles), **doing)
    return _told(invited, desk, roles=list(roles), client=row.legal_name)


@user.command("role")
@click.argument("address", metavar="EMAIL")
@_ROLE
@_CLIENT
@at_the_desk
def role(desk: Desk, *, address: str, roles: tuple[str, ...], client: str | None) -> Answer:
    """Give somebody these roles instead of those they have; their sessions end."""
    person = find_user(address)
    doing: dict[str, Any] = {"by": desk.by, "toolbox": desk.toolbox}
    if _is_of_staff(roles):
        if client:
            raise refused("roles-do-not-mix", field="client")
        appointing.change_roles(person, roles, **doing)
    else:
        seat = _seat(person, client)
        appointing.change_membership_role(seat, _single(roles), **doing)
    line = f"{person.name} <{person.email}> is now: {', '.join(roles)}."
    return Answer({"email": person.email, "roles": list(roles)}, (line,))


@user.command("remove")
@click.argument("address", metavar="EMAIL")
@_CLIENT
@at_the_desk
def remove(desk: Desk, *, address: str, client: str | None) -> Answer:
    """Let somebody come in no more at all, or act no more for the client that --client names."""
    person = find_user(address)
    if client:
        seat = _seat(person, client)
        appointing.end_membership(seat, by=desk.by, toolbox=desk.toolbox)
        line = f"{person.name} <{person.email}> no longer acts for {seat.client.legal_name}."
        return Answer({"email": person.email, "client": seat.client.public_id}, (line,))
    suspending.deactivate_user(person, by=desk.by, toolbox=desk.toolbox)
    line = f"{person.name} <{person.email}> comes in no more."
    return Answer({"email": person.email, "active": False}, (line,))


@user.command("restore")
@click.argument("address", metavar="EMAIL")
@at_the_desk
def restore(desk: Desk, *, address: str) -> Answer:
    """Let somebody who was removed come in again, with the roles and the password they had."""
    person = find_user(address)
    suspending.reactivate_user(person, by=desk.by, toolbox=desk.toolbox)
    line = f"{person.name} <{person.email}> may come in again."
    return Answer({"email": person.email, "active": True}, (line,))


@user.command("link")
@click.argument("address", metavar="EMAIL")
@at_the_desk
def link(desk: Desk, *, address: str) -> Answer:
    """Give somebody a fresh way in: printed here for staff, by mail alone for people of clients."""
    invited = inviting.send_way_in(find_user(address), by=desk.by, toolbox=desk.toolbox)
    return _told(invited, desk)


@user.command("reset-factor")
@click.argument("address", metavar="EMAIL")
@at_the_desk
def reset_factor(desk: Desk, *, address: str) -> Answer:
    """Take a lost second factor away; the person sets up a new one when signing in again."""
    person = find_user(address)
    suspending.reset_factor(person, by=desk.by, toolbox=desk.toolbox)
    line = f"{person.name} <{person.email}> sets up a new second factor at the next sign-in."
    return Answer({"email": person.email}, (line,))


def _is_of_staff(roles: Sequence[str]) -> bool:
    """Whether these are roles of staff; raises Refused when they are of both sides."""
    of_staff = [role in STAFF_ROLES for role in roles]
    if any(of_staff) and not all(of_staff):
        raise refused("roles-do-not-mix", field="role")
    return all(of_staff)


def _single(roles: Sequence[str]) -> str:
    if len(set(roles)) > 1:
        raise refused("one-role-at-client", field="role")
    return roles[0]


def _seat(person: "User", client: str | None) -> "Membership":
    """Where a person acts: for the client that was named, or for the only one there is."""
    wanted = find_client(client) if client else None
    seats = [seat for seat in seats_of(person) if wanted is None or seat.client == wanted]
    if not seats:
        raise not_found("membership-not-found")
    if len(seats) > 1:
        raise refused("user-of-many-clients", field="client")
    return seats[0]


def _told(invited: Invited, desk: Desk, **more: object) -> Answer:
    """What is said of an invitation: its link for staff, and where it went for everybody else."""
    person = invited.user
    data = {"email": person.email, "id": person.public_id, "name": person.name} | more
    if invited.link:
        line = f"For {person.name} <{person.email}>, to be used once:"
        return Answer(data | {"link": invited.link}, (line, invited.link))
    line = f"{person.name} <{person.email}> gets it by mail."
    if not desk.toolbox.config.smtp_url:
        line += " There is no DPA_SMTP_URL yet: until then it waits in the outbox."
    return Answer(data, (line,))
