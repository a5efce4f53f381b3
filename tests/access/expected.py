"""What an answer has to be: from what a view declares, the table of permissions, and whose it is.

This is written apart from the program's scope on purpose: the two have to agree.
"""

from dataclasses import dataclass

from dpa_manager.domain.permissions import PERMISSIONS, Extent

ANYTHING, OPEN, LOGIN, STEP, DENIED, ABSENT = (
    "anything",
    "open",
    "to sign in",
    "to the next step",
    "403",
    "404",
)
READ = {
    "client": "client.read",
    "engagement": "engagement.read",
    "agreement": "agreement.read",
    "document": "agreement.read",
    "mail": "mail.read",
    "contact": "client.read",
    "subprocessor": "subprocessor.read",
    "recipient": "recipient.read",
    "template": "template.read",
    "template_version": "template.read",
    "list_name": "list.read",
    "list_key": "list.read",
}
# The firm's own things, which belong to no client; and places: numbers and names that are there
# for everybody whom the page answers.
OF_THE_FIRM = frozenset(
    {"subprocessor", "recipient", "template", "template_version", "list_name", "list_key"}
)
PLACES = frozenset({"activity", "own_contact", "question", "chapter", "kind"})
# The nouns that an address may name, each with what a request can put there.
NOUNS = frozenset({*READ, *PLACES, "user", "session", "token", "filename"})
# What an engagement has some of, without its being the engagement's own.
_LISTED = ("activity", "subprocessor", "recipient")
ASSIGNED = {"account-manager": "A", "dpo": "AB"}


@dataclass(frozen=True)
class Policy:
    """The firm's choice that changes who sees what."""

    sees_only_assigned: bool = False


def expected(persona, audience, cell, *, policy):
    """What has to happen when `persona` asks for a cell."""
    if audience.is_anyone:
        return ANYTHING
    if not persona.stage:
        return LOGIN
    if persona.stage != audience.stage:
        return STEP
    if not is_meant(persona, audience):
        return DENIED
    if cell.is_about_managers:
        return _about_managers(persona, audience.act, cell.given, policy=policy)
    return _about(persona, audience.act, list(cell.given.values()), policy=policy)


def looks_at_names(persona, audience):
    """Whether an answer to this person depends on what the address names."""
    return audience.is_anyone or (persona.stage == audience.stage and is_meant(persona, audience))


def _about_managers(persona, act, given, *, policy):
    """An account manager is found under the clients whom they look after."""
    client, manager = given["client"], given["user"]
    found = _about(persona, act, [client], policy=policy)
    is_theirs = manager is not None and client and client.owner in ASSIGNED.get(manager.person, "")
    return found if found != OPEN or is_theirs else ABSENT


def is_meant(persona, audience):
    """Whether a view answers people like this one at all, whatever the address names."""
    if audience.side and (audience.side == "office") is not persona.is_staff:
        return False
    return not audience.act or bool(_grants(persona, audience.act))


def _about(persona, act, things, *, policy):
    """Things are looked for in the order of the address: what lies in what is not yours is not."""
    for place, thing in enumerate(things):
        if not is_seen(persona, thing, act, policy=policy):
            return ABSENT
        if not all(_is_within(thing, above) for above in things[:place]):
            return ABSENT
        if not _is_reached(persona, thing, act, policy=policy):
            return DENIED
    return OPEN


def is_seen(persona, thing, act, *, policy):
    """Whether a thing is there for this person at all; `thing` is None for what is not there."""
    if thing is None:
        return False
    if thing.noun == "session":
        return thing.person == persona.name
    if thing.noun in PLACES:
        return True
    if thing.noun == "user":
        return bool(_grants(persona, "user.read")) or _reaches(
            persona, "team.read", thing, policy=policy
        )
    reading = READ[thing.noun]
    if thing.noun == "client" and not _grants(persona, reading):
        reading = act
    return _reaches(persona, reading, thing, policy=policy)


def _is_reached(persona, thing, act, *, policy):
    if not act or thing.noun == "session" or thing.noun in PLACES:
        return True
    if thing.noun in OF_THE_FIRM and act.partition(".")[0] not in READ[thing.noun]:
        return True
    if thing.noun == "user" and not thing.owner:
        return any(grant.extent is Extent.ALL for grant in _grants(persona, act))
    return _reaches(persona, act, thing, policy=policy)


def _reaches(persona, act, thing, *, policy):
    state = thing.state if act.startswith("agreement.") else ""
    owners = (thing.owner, *thing.also)
    return any(
        any(_extends(grant.extent, persona, owner, policy=policy) for owner in owners)
        for grant in _grants(persona, act)
        if not state or grant.holds_in(state)
    )


def _extends(extent, persona, owner, *, policy):
    if extent is Extent.OPEN:
        extent = Extent.ASSIGNED if policy.sees_only_assigned else Extent.ALL
    return {
        Extent.ALL: True,
        Extent.ASSIGNED: bool(owner) and owner in ASSIGNED.get(persona.name, ""),
        Extent.OWN: bool(owner) and owner == persona.owner,
    }[extent]


def _grants(persona, act):
    found = (PERMISSIONS[role].get(act) for role in persona.roles)
    return [grant for grant in found if grant is not None]


def _is_within(child, parent):
    """Whether a thing lies within the one named before it: a child is found under its parent."""
    if parent.noun == "engagement" and child.noun in _LISTED:
        return parent.public_id in child.within
    if parent.noun in child.parents:
        return child.parents[parent.noun] == parent.public_id
    if parent.noun == "client" and child.noun in ("user", "mail"):
        return parent.owner in (child.owner, *child.also)
    return True
