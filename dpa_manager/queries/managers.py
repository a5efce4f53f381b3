"""Account managers: who looks after a client, and who else could.

Who works for the firm as one is known to whoever may assign them; the client is the scope's.
"""

from typing import Any

from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.models import Assignment, Client, StaffRole, User

_ROLE = "account-manager"


def managers_of(client: Client) -> tuple[User, ...]:
    """Who looks after a client, by name."""
    mine = _assigned(client).order_by(User.name, User.id)
    return tuple(mine)


def managers_for(client: Client) -> tuple[tuple[str, str], ...]:
    """The public ids and names of account managers who do not look after a client yet."""
    others = _active().where(User.id.not_in(_keys(client))).order_by(User.name, User.id)
    return tuple((row.public_id, row.name) for row in others)


def manager_by(public_id: str) -> User:
    """An account manager who may come in; raises Refused."""
    row: User | None = _active().where(User.public_id == public_id).first()
    if row is None:
        raise refused("not-account-manager", field="manager")
    return row


def manager_of(client: Client, public_id: str) -> User:
    """Somebody who looks after this client; raises NotFound."""
    row: User | None = None
    if public_id.isprintable():
        row = _assigned(client).where(User.public_id == public_id).first()
    if row is None:
        raise not_found("page-not-found")
    return row


def _keys(client: Client) -> Any:
    return Assignment.select(Assignment.user).where(Assignment.client == client.id)


def _assigned(client: Client) -> Any:
    return User.select().where(User.id.in_(_keys(client)))


def _active() -> Any:
    roles = StaffRole.select(StaffRole.user).where(StaffRole.role == _ROLE)
    return User.select().where(
        User.id.in_(roles),
        User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
    )
