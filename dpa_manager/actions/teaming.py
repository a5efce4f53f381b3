"""Teaming: a client's own person invites colleagues of that client, and lets them go (DOMAIN 7.9).

What a client is told of somebody must not depend on what they are for other clients or the firm.
"""

from dpa_manager.actions.appointing import end_membership
from dpa_manager.actions.inviting import (
    PEOPLE,
    TypedUser,
    about,
    invite_client_user,
    tell_of_seat,
)
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.refusals import conflict, refused
from dpa_manager.models import Client, Membership, User
from dpa_manager.models.base import transaction

# Why somebody cannot be invited that tells what they are elsewhere.
_TELLING = frozenset({"user-is-staff", "user-not-active"})


def invite_colleague(
    typed: TypedUser, *, client: Client, role: str, by: Actor, toolbox: Toolbox
) -> User:
    """Let somebody act for the client too, and tell them by mail.

    Raises Refused for what is not right, with one sentence for everybody who cannot be invited;
    Conflict for somebody who acts for this client already.
    """
    try:
        done = invite_client_user(typed, client=client, role=role, by=by, toolbox=toolbox)
    except Refused as error:
        if error.code in _TELLING:
            raise refused("colleague-not-possible", field="email") from error
        raise
    return done.user


def remind_colleague(membership: Membership, *, by: Actor, toolbox: Toolbox) -> None:
    """Mail a colleague once more how to come in; links of before work no more.

    `membership` comes with person and client joined. Raises Refused for one who may not come in;
    Conflict when it has ended.
    """
    client, user = membership.client, membership.user
    with transaction(chain_of(client), PEOPLE):
        row = Membership.get_or_none(Membership.id == membership.id)
        if row is None:
            raise conflict("membership-ended")
        if not User.get_by_id(user.id).is_active:
            raise refused("colleague-not-possible", field="email")
        event = record(
            "user invited again",
            by=by,
            at=toolbox.now(),
            client=client,
            subject="user",
            subject_id=user.public_id,
            personal=about(user),
        )
        tell_of_seat(user, event, client=client, role=row.role, by=by, toolbox=toolbox)


def remove_colleague(membership: Membership, *, by: Actor, toolbox: Toolbox) -> None:
    """Let a colleague act for the client no more, from this moment.

    `membership` comes with person and client joined. Raises Refused for oneself, so that a client
    keeps somebody who may invite; Conflict when it has ended already.
    """
    if membership.user.email == by.email:
        raise refused("own-access", field="user")
    end_membership(membership, by=by, toolbox=toolbox)
