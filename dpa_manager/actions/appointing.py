"""Appointing: the roles of staff, and for whom persons of clients act.

Whatever changes what somebody may do ends their sessions in the same transaction: the next page
is the first one with the new rights.
"""

from collections.abc import Sequence

from dpa_manager.actions.assigning import MANAGER, unassign_manager
from dpa_manager.actions.inviting import FIRM, PEOPLE, about, role_label
from dpa_manager.actions.linking import withdraw_links
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.signing_in import end_sessions_of
from dpa_manager.actions.suspending import cancel_mails, refuse_last_administrator
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import CLIENT_USER_ROLES, STAFF_ROLES
from dpa_manager.domain.choosing import each_of, one_of
from dpa_manager.domain.refusals import conflict, refused
from dpa_manager.domain.sessions import LINK_PURPOSES
from dpa_manager.models import Assignment, Client, Membership, StaffRole, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.people import role_keys, seats_of
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import filled, sentences


def change_roles(user: User, roles: Sequence[str], *, by: Actor, toolbox: Toolbox) -> None:
    """Give a member of staff these roles and no others; the same ones change nothing.

    Raises Refused for no role, for a person of clients, and for the last administrator.
    """
    chosen = each_of(roles, STAFF_ROLES, field="role")
    if not chosen:
        raise refused("role-missing", field="role")
    clients = [row.client for row in _assignments(user)]
    with transaction(FIRM, PEOPLE, *map(chain_of, clients)):
        before = role_keys(user)
        if set(before) == set(chosen):
            return
        if seats_of(user):
            raise refused("user-is-of-client", field="role")
        if "admin" not in chosen:
            refuse_last_administrator(user)
        event = record(
            "staff roles changed",
            by=by,
            at=toolbox.now(),
            subject="user",
            subject_id=user.public_id,
            details={"before": list(before), "after": chosen},
            personal=about(user),
        )
        _write_roles(user, chosen)
        if MANAGER not in chosen:
            for row in _assignments(user):
                unassign_manager(row.client, user, by=by, toolbox=toolbox)
        end_sessions_of(user, reason="roles changed", toolbox=toolbox)
        _tell(user, "access-roles", key=event.hash, toolbox=toolbox, roles=_enumerated(chosen))


def change_membership_role(
    membership: Membership, role: str, *, by: Actor, toolbox: Toolbox
) -> None:
    """Give a person of a client another role there; the same one changes nothing.

    `membership` comes with person and client joined. Raises Refused, Conflict.
    """
    one_of(role, CLIENT_USER_ROLES, field="role")
    client, user = membership.client, membership.user
    with transaction(chain_of(client), PEOPLE):
        row = _still_there(membership)
        if row.role == role:
            return
        mine = (Membership.client == client) & (Membership.user == user)
        if Membership.select().where(mine, Membership.role == role).exists():
            raise conflict("membership-exists", field="role")
        event = record(
            "client user role changed",
            by=by,
            at=toolbox.now(),
            client=client,
            subject="user",
            subject_id=user.public_id,
            details={"before": row.role, "after": role},
            personal=about(user),
        )
        row.role = role
        row.save()
        end_sessions_of(user, reason="roles changed", toolbox=toolbox)
        _tell(
            user,
            "access-role-at-client",
            key=event.hash,
            client=client,
            toolbox=toolbox,
            role=role_label(role),
        )


def end_membership(membership: Membership, *, by: Actor, toolbox: Toolbox) -> None:
    """Let a person act for a client no more; what they did there stays in the history.

    `membership` comes with person and client joined. Moving to another client is this, and then
    an invitation there. What they do for another client goes on, since neither client is told of
    the other. Raises Conflict when it has ended already.
    """
    client, user = membership.client, membership.user
    with transaction(chain_of(client), PEOPLE):
        row = _still_there(membership)
        event = record(
            "client user removed",
            by=by,
            at=toolbox.now(),
            client=client,
            subject="user",
            subject_id=user.public_id,
            details={"role": row.role},
            personal=about(user),
        )
        row.delete_instance()
        end_sessions_of(user, reason="removed", toolbox=toolbox, client=client)
        # What was said about this client is no longer theirs to read, also when it still waits.
        cancel_mails(user, client=client)
        if not seats_of(user):
            withdraw_links(user, purposes=LINK_PURPOSES, toolbox=toolbox)
        _tell(user, "access-ended-at-client", key=event.hash, client=client, toolbox=toolbox)


def _write_roles(user: User, roles: Sequence[str]) -> None:
    mine = StaffRole.user == user
    StaffRole.delete().where(mine, StaffRole.role.not_in(roles)).execute()
    present = {row.role for row in StaffRole.select().where(mine)}
    for role in roles:
        if role not in present:
            StaffRole.create(user=user, role=role)


def _assignments(user: User) -> list[Assignment]:
    query = Assignment.select(Assignment, Client).join(Client)
    return list(query.where(Assignment.user == user).order_by(Assignment.id))


def _still_there(membership: Membership) -> Membership:
    row: Membership | None = Membership.get_or_none(Membership.id == membership.id)
    if row is None:
        raise conflict("membership-ended")
    return row


def _enumerated(roles: Sequence[str]) -> Phrase:
    labels = [role_label(role) for role in roles]
    languages = labels[0].as_dict()
    return Phrase.of(
        {code: ", ".join(label.in_language(code) for label in labels) for code in languages}
    )


def _tell(
    user: User,
    code: str,
    *,
    key: str,
    toolbox: Toolbox,
    client: Client | None = None,
    **values: Phrase,
) -> None:
    """Tell somebody by mail what changed for them; who may not come in is told nothing."""
    if not user.is_active:
        return
    names: dict[str, str | Phrase] = dict(values)
    if client is not None:
        names["client"] = client.legal_name
    queue_mail(
        "access-changed",
        to=user,
        key=f"access-changed {key}",
        client=client,
        content={"change": filled(sentences()[code], names), "moment": toolbox.now()},
        toolbox=toolbox,
    )
