"""Visitors: the person in whose name something is done."""

from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.errors import NotFound
from dpa_manager.models import StaffRole, User
from dpa_manager.vocabulary.phrase import Phrase


def acting_person(email: str | None) -> Actor:
    """Who acts on the command line: the person with this address, else the first administrator.

    In a house without people yet, the command line itself. Raises NotFound.
    """
    person = _by_email(email) if email else _first_administrator()
    if person is None:
        return Actor(name="", email="", channel=COMMAND_LINE)
    return Actor(name=person.name, email=person.email, channel=COMMAND_LINE)


def _by_email(email: str) -> User:
    person: User | None = User.get_or_none(
        User.email == email.strip().lower(),
        User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
    )
    if person is None:
        raise NotFound(
            "no-such-person",
            Phrase(
                nl=f"Niemand heeft hier het adres {email}.",
                fr=f"Personne n'a ici l'adresse {email}.",
                en=f"Nobody here has the address {email}.",
            ),
            field="by",
        )
    return person


def _first_administrator() -> User | None:
    person: User | None = (
        User.select()
        .join(StaffRole)
        .where(StaffRole.role == "admin", User.is_active == True)  # noqa: E712 - as above.
        .order_by(User.id)
        .first()
    )
    return person
