"""The list of people with an account: what it is searched, filtered and sorted by."""

from typing import Any

import peewee

from dpa_manager.domain.choices import CLIENT_USER_ROLES, STAFF_ROLES
from dpa_manager.models import Client, Membership, Session, StaffRole, User
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.matching import has, in_order
from dpa_manager.queries.scope import Scope


def people_list(scope: Scope) -> Listing:
    """The people whom the visitor may see; `people.people_lines` makes lines."""

    def acts_for(word: str) -> Any:
        named = has(Client.legal_name, word) | has(Client.trade_name, word)
        return User.id.in_(scope.memberships().columns(Membership.user).where(named))

    seen = Session.select(peewee.fn.MAX(Session.seen_at)).where(Session.user == User.id)
    return Listing(
        query=scope.users(),
        searched=(User.name, User.email, acts_for),
        orders={"name": in_order(User.name), "email": User.email, "seen": seen},
        sort="name",
        filters={"role": _roles(scope), "access": {"yes": User.is_active, "no": ~User.is_active}},
    )


def _roles(scope: Scope) -> dict[str, Any]:
    staff = {
        role: StaffRole.select(StaffRole.user).where(StaffRole.role == role) for role in STAFF_ROLES
    }
    people = {
        role: scope.memberships().columns(Membership.user).where(Membership.role == role)
        for role in CLIENT_USER_ROLES
    }
    return {role: User.id.in_(found) for role, found in (staff | people).items()}
