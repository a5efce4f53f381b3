"""Inviting: people who may use the program, staff and persons of clients, and their way in."""

from collections.abc import Sequence
from dataclasses import dataclass

from dpa_manager.actions.linking import link_url, make_link
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import CLIENT_USER_ROLES, LANGUAGES, STAFF_ROLES
from dpa_manager.domain.choosing import each_of, one_of
from dpa_manager.domain.refusals import conflict, refused
from dpa_manager.domain.sessions import INVITATION, RESET, SIGN_IN
from dpa_manager.models import Client, Event, Membership, OneTimeLink, StaffRole, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.people import has_come_in, has_password, role_keys, seats_of
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

FIRM, PEOPLE = "firm", "people"


@dataclass(frozen=True)
class TypedUser:
    """Somebody with an account; the address is kept in lower case, since people vary it."""

    email: str
    name: str
    language: str = "nl"


@dataclass(frozen=True)
class Invited:
    """Somebody who was let in. `link` is for the eyes of the one who invites staff; else "".

    A link of a person of clients goes by mail alone (DECISIONS 20).
    """

    user: User
    link: str = ""


def add_staff(typed: TypedUser, *, roles: Sequence[str], by: Actor, toolbox: Toolbox) -> User:
    """Add a member of staff with one role or more; raises Refused, Conflict."""
    chosen = each_of(roles, STAFF_ROLES, field="role")
    if not chosen:
        raise refused("role-missing", field="role")
    with transaction(FIRM, PEOPLE):
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
            personal=about(user),
        )
    return user


def add_client_user(
    typed: TypedUser, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> User:
    """Let a person act for a client; one who acts for another client already is the same person.

    Raises Refused for an unknown role, a member of staff or somebody who may come in no more;
    Conflict for somebody who acts for this client already.
    """
    return _add_seat(typed, client=client, role=role, by=by, toolbox=toolbox)[0]


def invite_staff(typed: TypedUser, *, roles: Sequence[str], by: Actor, toolbox: Toolbox) -> Invited:
    """Add a member of staff and invite them by mail and link; raises Refused, Conflict."""
    with transaction(FIRM, PEOPLE):
        user = add_staff(typed, roles=roles, by=by, toolbox=toolbox)
        link = _invite(user, by=by, toolbox=toolbox)
    return Invited(user, link_url(link, toolbox=toolbox))


def invite_client_user(
    typed: TypedUser, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> Invited:
    """Let a person act for a client and tell them by mail; raises as `add_client_user` does.

    Who came in for another client before needs no invitation and is told that there is one more.
    """
    with transaction(chain_of(client), PEOPLE):
        user, event = _add_seat(typed, client=client, role=role, by=by, toolbox=toolbox)
        tell_of_seat(user, event, client=client, role=role, by=by, toolbox=toolbox)
    return Invited(user)


def tell_of_seat(
    user: User, event: Event, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> None:
    """Mail somebody what gets them to a client for whom they act, in the caller's transaction.

    An invitation, or word of it for who came in before; `event` tells of it in the history.
    """
    if not has_come_in(user):
        _invite_to_client(user, client=client, role=role, by=by, toolbox=toolbox)
        return
    queue_mail(
        "client-added",
        to=user,
        key=f"client-added {event.hash}",
        client=client,
        content=_to_client(client, role=role, by=by),
        toolbox=toolbox,
    )


def invite_again(user: User, *, by: Actor, toolbox: Toolbox) -> Invited:
    """Give somebody who never came in a new invitation; the one before works no more.

    Raises Refused for somebody who came in already, may not come in, or has nothing to do here.
    """
    with transaction(FIRM, PEOPLE):
        _refuse_closed(user)
        if has_come_in(user):
            raise refused("invitation-used", field="user")
        _record_link("user invited again", user, by=by, toolbox=toolbox)
        link = _invite(user, by=by, toolbox=toolbox)
        is_shown = bool(role_keys(user))
    return Invited(user, link_url(link, toolbox=toolbox) if is_shown else "")


def send_way_in(user: User, *, by: Actor, toolbox: Toolbox) -> Invited:
    """Give somebody what gets them in now: an invitation, a new password, or a sign-in link.

    Raises Refused for somebody who may not come in, or has nothing to do here.
    """
    with transaction(FIRM, PEOPLE):
        if not has_come_in(user):
            return invite_again(user, by=by, toolbox=toolbox)
        _refuse_closed(user)
        is_staff = bool(role_keys(user))
        purpose, kind = (RESET, "password-reset")
        if not is_staff and not has_password(user):
            purpose, kind = (SIGN_IN, "sign-in-link")
        _record_link("user sent link", user, by=by, toolbox=toolbox, purpose=purpose)
        link = make_link(user, purpose=purpose, toolbox=toolbox)
        queue_mail(
            kind,
            to=user,
            key=f"{kind} {link.public_id}",
            link=link,
            content={"until": link.expires_at},
            toolbox=toolbox,
        )
    return Invited(user, link_url(link, toolbox=toolbox) if is_staff else "")


def about(user: User) -> dict[str, dict[str, str]]:
    """Who an event is about: personal data, which can be erased later."""
    return {"user": {"email": user.email, "name": user.name}}


def role_label(role: str) -> Phrase:
    """What people call a role."""
    return vocabulary().people_roles[role].label


def _add(typed: TypedUser, *, toolbox: Toolbox) -> User:
    address = typed_text.email(typed.email, field="email", required=True).lower()
    name = typed_text.line(typed.name, field="name", required=True)
    language = one_of(typed.language, LANGUAGES, field="language")
    if User.select().where(User.email == address).exists():
        raise conflict("user-exists", field="email")
    return User.create(email=address, name=name, language=language, created_at=toolbox.now())


def _add_seat(
    typed: TypedUser, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> tuple[User, Event]:
    one_of(role, CLIENT_USER_ROLES, field="role")
    with transaction(chain_of(client), PEOPLE):
        address = typed_text.email(typed.email, field="email", required=True).lower()
        user = User.get_or_none(User.email == address) or _add(typed, toolbox=toolbox)
        _refuse_seat(user, client=client)
        Membership.create(client=client, user=user, role=role, created_at=toolbox.now())
        event = record(
            "client user added",
            by=by,
            at=toolbox.now(),
            client=client,
            subject="user",
            subject_id=user.public_id,
            details={"role": role},
            personal=about(user),
        )
    return user, event


def _refuse_seat(user: User, *, client: Client) -> None:
    if role_keys(user):
        raise refused("user-is-staff", field="email")
    if not user.is_active:
        raise refused("user-not-active", field="email")
    mine = (Membership.client == client) & (Membership.user == user)
    if Membership.select().where(mine).exists():
        raise conflict("membership-exists", field="email")


def _refuse_closed(user: User) -> None:
    if not user.is_active:
        raise refused("user-not-active", field="user")
    if not role_keys(user) and not seats_of(user):
        raise refused("user-without-role", field="user")


def _invite(user: User, *, by: Actor, toolbox: Toolbox) -> OneTimeLink:
    """Invite in the caller's transaction: staff, or for the client where they came first."""
    roles = role_keys(user)
    if not roles:
        seat = seats_of(user)[0]
        return _invite_to_client(user, client=seat.client, role=seat.role, by=by, toolbox=toolbox)
    link = make_link(user, purpose=INVITATION, toolbox=toolbox)
    queue_mail(
        "staff-invitation",
        to=user,
        key=f"invitation {link.public_id}",
        link=link,
        content={
            "inviter": by.name,
            "roles": tuple(role_label(role) for role in roles),
            "until": link.expires_at,
        },
        toolbox=toolbox,
    )
    return link


def _invite_to_client(
    user: User, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> OneTimeLink:
    link = make_link(user, purpose=INVITATION, toolbox=toolbox)
    queue_mail(
        "client-invitation",
        to=user,
        key=f"invitation {link.public_id}",
        client=client,
        link=link,
        content=_to_client(client, role=role, by=by) | {"until": link.expires_at},
        toolbox=toolbox,
    )
    return link


def _to_client(client: Client, *, role: str, by: Actor) -> dict[str, str | Phrase]:
    return {"inviter": by.name, "client": client.legal_name, "role": role_label(role)}


def _record_link(act: str, user: User, *, by: Actor, toolbox: Toolbox, **details: str) -> None:
    """Tell it in the firm's own history: a link is the person's, whoever they act for."""
    record(
        act,
        by=by,
        at=toolbox.now(),
        subject="user",
        subject_id=user.public_id,
        details=details,
        personal=about(user),
    )
