"""The people of the two-tenant house, how far each has signed in, and the cookie of each."""

import hashlib
from dataclasses import dataclass

from dpa_manager.actions.keeping_secrets import seal
from dpa_manager.domain.sessions import DEMONSTRATION_LINK, ENROL, FACTOR, OPEN, PASSWORD
from dpa_manager.models import (
    Assignment,
    Credential,
    KeptForm,
    Membership,
    OneTimeCode,
    OneTimeLink,
    RecoveryCode,
    Session,
    StaffRole,
    User,
)
from tests.access.tenant_rows import added, mark
from tests.factories import AT

STAFF = ("account-manager", "dpo", "signatory", "admin")
# Who acts for whom: the name of the person, the role, and the clients.
CLIENT_PEOPLE = (
    ("signatory A", "client-signatory", "A"),
    ("reader A", "client-reader", "A"),
    ("signatory B", "client-signatory", "B"),
    ("reader B", "client-reader", "B"),
    ("signatory C", "client-signatory", "C"),
    ("both", "client-signatory", "AB"),
    ("removed", "client-signatory", "A"),
    ("signed out", "client-signatory", "A"),
)


@dataclass(frozen=True)
class Persona:
    """Somebody who asks for pages. `stage` is "" for who is not signed in (any more).

    `owner` is the client acted for ("" for staff and for nobody); `seats` are those of whom one
    is chosen.
    """

    name: str
    roles: tuple = ()
    owner: str = ""
    stage: str = OPEN
    seats: str = ""

    @property
    def is_staff(self):
        return bool(self.roles) and not self.owner


NOBODY = Persona("anonymous", stage="")
PERSONAS = (
    NOBODY,
    Persona("removed", stage=""),
    Persona("signed out", stage=""),
    Persona("half dpo", ("dpo",), stage=FACTOR),
    Persona("half admin", ("admin",), stage=ENROL),
    *(Persona(role, (role,)) for role in STAFF),
    Persona("signatory A", ("client-signatory",), "A"),
    Persona("reader A", ("client-reader",), "A"),
    Persona("signatory B", ("client-signatory",), "B"),
    Persona("reader B", ("client-reader",), "B"),
    Persona("signatory C", ("client-signatory",), "C"),
    Persona("both", ("client-signatory",), "A", seats="AB"),
)


def token_of(name):
    """The token in the cookie of this person."""
    return f"token-of-{name.replace(' ', '-')}-{'0' * 32}"


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def add_people(clients, staff, *, toolbox):
    """Everybody by name, with sessions, credentials, links and codes."""
    everybody = dict(staff)
    for person in staff.values():
        add_proofs(person, toolbox=toolbox)
    for name, role, owners in CLIENT_PEOPLE:
        everybody[name] = add_member(name, role, [clients[owner] for owner in owners])
        owner = "F" if name == "both" else owners
        mark(everybody[name], owner)
        add_proofs(everybody[name], toolbox=toolbox)
        add_session(everybody[name], name, owner, client=clients[owners[0]])
        everybody[name] = User.get_by_id(everybody[name].id)
    for owner in ("A", "B"):
        Assignment.create(client=clients[owner], user=staff["dpo"], created_at=AT)
    Assignment.create(client=clients["A"], user=staff["account-manager"], created_at=AT)
    for owner in ("A", "B"):
        person = everybody[f"signatory {owner}"]
        added(owner, KeptForm, user=person, path="/me", kept_at=AT)
    add_staff_sessions(staff, "S")
    _end("removed", "signed out")
    User.update(is_active=False).where(User.id == everybody["removed"]).execute()
    return everybody


def add_staff_sessions(staff, owner):
    """A session for everybody of staff; two of them have not come all the way in."""
    stages = {"half dpo": FACTOR, "half admin": ENROL}
    for name, person in staff.items():
        add_session(person, name, owner, stage=stages.get(name, OPEN))


def add_member(name, role, clients):
    """A person who acts for these clients."""
    user = User.create(
        email=f"{name.replace(' ', '.').lower()}@clients.example", name=name, created_at=AT
    )
    for client in clients:
        Membership.create(client=client, user=user, role=role, created_at=AT)
    return user


def add_proofs(user, *, toolbox):
    """An app that waits for its first code, a recovery code, and a link that is of no use."""
    pending = seal("JBSWY3DPEHPK3PXP" * 2, toolbox=toolbox)
    Credential.create(user=user, password_changed_at=AT, totp_pending=pending)
    RecoveryCode.create(user=user, code_hash=_hash(f"recovery code of {user.id}"))
    OneTimeLink.create(
        token_hash=_hash(f"link of {user.id}"),
        purpose=DEMONSTRATION_LINK,
        user=user,
        created_at=AT,
        expires_at=AT,
    )


def add_session(user, name, owner, *, client=None, stage=OPEN):
    """A session of this person, whose cookie `token_of(name)` is."""
    session = added(
        owner,
        Session,
        token_hash=_hash(token_of(name)),
        user=user,
        client=client,
        stage=stage,
        way=PASSWORD,
        started_at=AT,
        seen_at=AT,
        fresh_at=AT,
    )
    OneTimeCode.create(session=session, created_at=AT, expires_at=AT)


def _end(*names):
    hashes = [_hash(token_of(name)) for name in names]
    Session.update(ended_at=AT, end_reason="signed_out").where(
        Session.token_hash.in_(hashes)
    ).execute()


def subjects_of(make, clients, everybody):
    """What addresses can name of people: themselves, and the sessions of each."""
    owners = {name: owners for name, _, owners in CLIENT_PEOPLE}
    rows = []
    for name, user in everybody.items():
        mine = owners.get(name, "")
        client = clients[mine[0]] if mine else None
        rows.append(
            make(
                "user",
                mine[:1],
                user.public_id,
                client and client.id,
                person=name,
                also=tuple(mine[1:]),
            )
        )
        for session in Session.select().where(Session.user == user, Session.ended_at.is_null()):
            rows.append(make("session", mine[:1], session.public_id, person=name))
    return rows


def roles_of(user):
    """The staff roles of a person, for tests that change them."""
    return [row.role for row in StaffRole.select().where(StaffRole.user == user)]
