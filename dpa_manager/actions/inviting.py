"""Inviting: the people who may use the program, staff and persons of clients."""

from collections.abc import Sequence
from dataclasses import dataclass

from dpa_manager.actions.changing import apply_changes
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import CLIENT_USER_ROLES, LANGUAGES, STAFF_ROLES
from dpa_manager.domain.choosing import each_of, one_of
from dpa_manager.domain.refusals import conflict, refused
from dpa_manager.models import Client, Membership, StaffRole, User
from dpa_manager.models.base import transaction

PEOPLE = "people"


@dataclass(frozen=True)
class TypedUser:
    """Somebody with an account; the address is kept in lower case, since people vary it."""

    email: str
    name: str
    language: str = "nl"


def add_staff(typed: TypedUser, *, roles: Sequence[str], by: Actor, toolbox: Toolbox) -> User:
    """Add a member of staff with one role or more; raises Refused, Conflict."""
    chosen = each_of(roles, STAFF_ROLES, field="role")
    if not chosen:
        raise refused("role-missing", field="role")
    with transaction("firm", PEOPLE):
        user = _add(typed, toolbox=toolbox)
        for role in chosen:
            StaffRole.create(user=user, role=role)
        record(
            "staff added",
            by=by,
            at=toolbox.now(),
            subject="user",
            subject_id=user.public_id,
            details={"roles": chosen},
            personal={"user": {"email": user.email, "name": user.name}},
        )
    return user


def add_client_user(
    typed: TypedUser, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> User:
    """Let a person act for a client; one who acts for another client already is the same person.

    Raises Refused for an unknown role or a member of staff, Conflict when the role is there.
    """
    one_of(role, CLIENT_USER_ROLES, field="role")
    with transaction(chain_of(client), PEOPLE):
        address = typed_text.email(typed.email, field="email", required=True).lower()
        user = User.get_or_none(User.email == address) or _add(typed, toolbox=toolbox)
        if StaffRole.select().where(StaffRole.user == user).exists():
            raise refused("user-is-staff", field="email")
        mine = (Membership.client == client) & (Membership.user == user)
        if Membership.select().where(mine, Membership.role == role).exists():
            raise conflict("membership-exists", field="email")
        Membership.create(client=client, user=user, role=role, created_at=toolbox.now())
        record(
            "client user added",
            by=by,
            at=toolbox.now(),
            client=client,
            subject="user",
            subject_id=user.public_id,
            details={"role": role},
            personal={"user": {"email": user.email, "name": user.name}},
        )
    return user


def deactivate_user(user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """Let somebody sign in no more; what they did stays in the history."""
    with transaction("firm"):
        if apply_changes(user, {"is_active": False}):
            record(
                "user deactivated",
                by=by,
                at=toolbox.now(),
                subject="user",
                subject_id=user.public_id,
            )


def _add(typed: TypedUser, *, toolbox: Toolbox) -> User:
    address = typed_text.email(typed.email, field="email", required=True).lower()
    name = typed_text.line(typed.name, field="name", required=True)
    language = one_of(typed.language, LANGUAGES, field="language")
    if User.select().where(User.email == address).exists():
        raise conflict("user-exists", field="email")
    return User.create(email=address, name=name, language=language, created_at=toolbox.now())
