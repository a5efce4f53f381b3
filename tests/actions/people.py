"""People for tests about them: staff and persons of clients, signed in or not."""

from dpa_manager.actions import inviting, onboarding
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.actions.linking import make_link
from dpa_manager.actions.signing_in.starting import start_session
from dpa_manager.domain.actors import WEB, Actor
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import OneTimeLink, OutgoingMail, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.visitors import visitor_by_token
from tests.actions.started import doing

BROWSER = Browser("127.0.0.1", "A browser of the tests")
ANN = TypedUser("Ann@Example.be", "Ann")


def client_named(toolbox, name="Lichtpunt Energie CV"):
    """A client of this name."""
    typed = onboarding.TypedClient(TypedOrganisation(name, postcode="9000"))
    return onboarding.add_client(typed, **doing(toolbox))


def staff(toolbox, name, *roles):
    """A member of staff who may come in, with these roles."""
    typed = TypedUser(f"{name.lower()}@kbits.example", name)
    return inviting.add_staff(typed, roles=roles, **doing(toolbox))


def person_of(client, toolbox, name="Greet", role="client-reader"):
    """A person who acts for a client."""
    typed = TypedUser(f"{name.lower()}@client.example", name)
    return inviting.add_client_user(typed, client=client, role=role, **doing(toolbox))


def signed_in(user, toolbox):
    """The visitor of a new session of this person, and what asks for it again."""
    with transaction():
        started = start_session(user, way="demonstration", browser=BROWSER, toolbox=toolbox)

    def again():
        return visitor_by_token(started.token, now=toolbox.now())

    return again(), again


def acting(user, toolbox):
    """This person as they act on a page."""
    visitor, _ = signed_in(user, toolbox)
    return Actor(user.name, user.email, WEB, session_id=visitor.session_id)


def link_for(user, purpose, toolbox):
    """A new link of this person."""
    with transaction():
        return make_link(user, purpose=purpose, toolbox=toolbox)


def came_in(user, toolbox):
    """Have this person use an invitation."""
    link = link_for(user, "invitation", toolbox)
    OneTimeLink.update(used_at=toolbox.now()).where(OneTimeLink.id == link.id).execute()


def mails(user):
    """The kinds and states of this person's mails, the oldest first."""
    rows = OutgoingMail.select().where(OutgoingMail.user == user).order_by(OutgoingMail.id)
    return [(row.kind, row.state) for row in rows]


def links(user):
    """The purposes of this person's links that still work."""
    rows = OneTimeLink.select().where(
        OneTimeLink.user == user, OneTimeLink.used_at.is_null(), OneTimeLink.withdrawn_at.is_null()
    )
    return [row.purpose for row in rows.order_by(OneTimeLink.id)]


def count_people():
    """How many people there are."""
    return User.select().count()
