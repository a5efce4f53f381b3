"""Who is who in the demonstration."""

from dataclasses import asdict, dataclass

from dpa_manager.cli.demonstration.story import Story
from dpa_manager.domain import own_facts
from dpa_manager.vocabulary.library import vocabulary


@dataclass(frozen=True)
class Somebody:
    """A person with an account; `roles` are in English."""

    name: str
    email: str
    organisation: str
    roles: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON."""
        return asdict(self)


def who_is_who(story: Story) -> tuple[Somebody, ...]:
    """The staff, then the people of clients, as the story lets them in."""
    staff = [
        Somebody(one.name, one.email, own_facts.LEGAL_NAME, _labels(one.roles))
        for one in story.staff.values()
    ]
    names = {
        step.values["key"]: step.values["legal_name"]
        for step in story.steps
        if step.act == "client"
    }
    clients = [
        Somebody(
            step.values["name"],
            step.values["email"],
            names[step.values["client"]],
            _labels((step.values["role"],)),
        )
        for step in story.steps
        if step.act == "client_user"
    ]
    return (*staff, *clients)


def _labels(roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(vocabulary().people_roles[role].label.en for role in roles)
