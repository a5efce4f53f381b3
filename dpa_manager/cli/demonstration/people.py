"""Who is who in the demonstration."""

from dataclasses import asdict, dataclass

from dpa_manager.domain import own_facts
from dpa_manager.queries.demonstrations import PersonInHouse, people_in_house
from dpa_manager.vocabulary.library import vocabulary


@dataclass(frozen=True)
class Somebody:
    """A person with an account; `roles` are in English, several organisations joined by " + "."""

    name: str
    email: str
    organisation: str
    roles: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON."""
        return asdict(self)


def who_is_who() -> tuple[Somebody, ...]:
    """Everybody of the house that is open: the staff, an account manager first, then clients."""
    return tuple(_somebody(person) for person in people_in_house())


def _somebody(person: PersonInHouse) -> Somebody:
    labels = (vocabulary().people_roles[role].label.en for role in person.roles)
    organisation = " + ".join(person.clients) or own_facts.LEGAL_NAME
    return Somebody(person.name, person.email, organisation, tuple(labels))
