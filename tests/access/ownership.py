"""Whose rows are whose: which tables can belong to a client, found by walking the foreign keys."""

import hashlib

import peewee

from dpa_manager.models import (
    TABLES,
    ChainHead,
    Checkpoint,
    Client,
    Event,
    EvidenceItem,
    ListItem,
    Measure,
    MeasureSet,
    Membership,
    OwnContact,
    OwnContactRole,
    OwnOrganisation,
    Recipient,
    SecurityLog,
    Setting,
    SignInAttempt,
    StaffRole,
    Subprocessor,
    Template,
    TemplateVersion,
    Transfer,
    User,
)

# What belongs to the firm alone. A table that is new is either here, or its rows lead to a client:
# a test fails on the third kind.
FIRM = frozenset(
    {
        Checkpoint,
        EvidenceItem,
        ListItem,
        Measure,
        MeasureSet,
        OwnContact,
        OwnContactRole,
        OwnOrganisation,
        Recipient,
        Setting,
        SignInAttempt,
        StaffRole,
        Subprocessor,
        Template,
        TemplateVersion,
        Transfer,
    }
)
# What requests may write without being asked to: neither says anything about a client's business.
TECHNICAL = {"security_log", "sign_in_attempt"}


def members(client):
    """The keys of people who act for this client and for nobody else."""
    elsewhere = Membership.select(Membership.user).where(Membership.client != client.id)
    return Membership.select(Membership.user).where(
        Membership.client == client.id, Membership.user.not_in(elsewhere)
    )


def _public_ids_of(people):
    return User.select(User.public_id).where(User.id.in_(people))


_BY_TEXT = {
    Event: lambda client: Event.chain == client.public_id,
    ChainHead: lambda client: ChainHead.chain == client.public_id,
    SecurityLog: lambda client: SecurityLog.user.in_(_public_ids_of(members(client))),
}


def mine(table, client):
    """The condition under which a row of `table` is this client's; None for the firm's tables."""
    if table in FIRM:
        return None
    if table is Client:
        return Client.id == client.id
    if table is User:
        return User.id.in_(members(client))
    if table in _BY_TEXT:
        return _BY_TEXT[table](client)
    keys = _keys(table)
    found = [_through(key, client) for key in _certain(keys) or keys]
    ways = [way for way in found if way is not None]
    return peewee.reduce(peewee.operator.or_, ways) if ways else None


def _keys(table):
    return [f for f in table._meta.sorted_fields if isinstance(f, peewee.ForeignKeyField)]


def _certain(keys):
    """The key that always says whose a row is, if there is one."""
    return [key for key in keys if key.rel_model is Client and not key.null]


def _through(key, client):
    inner = mine(key.rel_model, client)
    if inner is None:
        return None
    return key.in_(key.rel_model.select(key.rel_model.id).where(inner))


def tables_of_clients():
    """Every table whose rows can belong to a client."""
    somebody = Client(id=0, public_id="")
    return [table for table in TABLES if mine(table, somebody) is not None]


def rows_of(table, client):
    """The rows of `table` that are this client's."""
    return table.select().where(mine(table, client))


# Reading a page may write when somebody was last seen, and nothing else.
_SEEN = ("seen_at",)


def statements_of(client):
    """The statement and its values that reads each client's rows of a table, by table."""
    found = {}
    for table in tables_of_clients():
        columns = [field for field in table._meta.sorted_fields if field.name not in _SEEN]
        rows = table.select(*columns).where(mine(table, client)).order_by(table.id)
        found[table._meta.table_name] = rows.sql()
    return found


def hash_of(rows):
    """One hash for all these rows."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()
