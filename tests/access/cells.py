"""The cells of the access matrix: every rule and method, with every mix of owners of its nouns."""

import itertools
import secrets
from dataclasses import dataclass

from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.web.audiences import audience_of
from tests.access.expected import NOUNS, looks_at_names

# Whose account or session an address names: of each client, of two, of staff, and of nobody now.
_PEOPLE = ("reader A", "signatory B", "signatory C", "both", "removed", "account-manager", "admin")
_FEW_STATES = ("draft", "in_force")
# What stands in an address for something that is not there: never given out, and of right length.
NOT_THERE = secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Cell:
    """One rule by one method, with a thing (or nothing real) for each noun of its address."""

    endpoint: str
    rule: str
    method: str
    given: dict
    address: str

    @property
    def things(self):
        """What the address names and is there."""
        return [thing for thing in self.given.values() if thing]

    @property
    def owners(self):
        """Whose things the address names."""
        return {owner for thing in self.things for owner in (thing.owner, *thing.also)}

    @property
    def is_about_managers(self):
        """Whether the person whom the address names looks after the client beside them."""
        return "/managers/<user>" in self.rule

    def __str__(self):
        mix = ", ".join(f"{noun} {_told(thing)}" for noun, thing in self.given.items())
        return f"{self.method} {self.rule} ({mix})"


def _told(thing):
    if thing is None:
        return "not there"
    return " ".join(filter(None, (thing.noun, f"of {thing.owner or 'the firm'}", thing.state)))


def rules_of(app):
    """The rules of the app, save that of the looks."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def undeclared(app):
    """What is wrong with the rules themselves: no audience, or a noun that nobody can fill."""
    for rule in rules_of(app):
        if audience_of(app.view_functions[rule.endpoint]) is None:
            yield f"{rule.rule} declares no audience"
        for noun in sorted(rule.arguments - NOUNS):
            yield f"{rule.rule} names a {noun}, which the matrix does not know"


WIDE, USUAL, NARROW = "wide", "usual", "narrow"


def cells_of(app, tenants, *, breadth=WIDE):
    """Every cell, in the order of the rules.

    WIDE takes agreements in every state and every mix of owners, USUAL few of either; NARROW no
    more than one thing that is there and one that is not, for those whom all are answered alike.
    """
    for rule in rules_of(app):
        yield from _cells(rule, tenants, breadth=breadth)


def cells_for(app, tenants, persona, *, breadth=WIDE):
    """Every cell as worth asking as this person: NARROW where the names cannot matter."""
    for rule in rules_of(app):
        is_named = _is_named(app, rule, persona)
        yield from _cells(rule, tenants, breadth=breadth if is_named else NARROW)


def cells_meant_for(app, tenants, persona, *, breadth=WIDE):
    """The cells of the rules that answer this person according to what the address names."""
    for rule in rules_of(app):
        if _is_named(app, rule, persona):
            yield from _cells(rule, tenants, breadth=breadth)


def _is_named(app, rule, persona):
    audience = audience_of(app.view_functions[rule.endpoint])
    return audience is not None and looks_at_names(persona, audience)


def _cells(rule, tenants, *, breadth):
    if not rule.arguments <= NOUNS:
        return
    for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
        for given, ids in _mixes(_nouns(rule), tenants, breadth=breadth):
            address = rule.rule
            for noun in rule.arguments:
                address = address.replace(f"<{noun}>", ids[noun])
            yield Cell(rule.endpoint, rule.rule, method, given, address)


def _nouns(rule):
    """The nouns of a rule in the order in which its address names them."""
    return sorted(rule.arguments, key=rule.rule.index)


def _mixes(nouns, tenants, *, breadth):
    """Each mix as (things by noun, ids by noun)."""
    is_wide = breadth == WIDE and len(nouns) == 1
    choices = [_choices(noun, tenants, is_wide=is_wide) for noun in nouns]
    if len(nouns) > 1:
        choices = [_spread(several) for several in choices]
    mixes = itertools.product(*choices)
    if breadth == USUAL and len(nouns) > 1:
        mixes = filter(_is_telling, mixes)
    if breadth == NARROW and nouns:
        mixes = [[several[place] for several in choices] for place in (0, -1)]
    for mix in mixes:
        yield (
            {noun: thing for noun, (thing, _) in zip(nouns, mix, strict=True)},
            {noun: public_id for noun, (_, public_id) in zip(nouns, mix, strict=True)},
        )


def _is_telling(mix):
    """Whether all are of one owner, or all but one of client A or the firm."""
    owners = [thing.owner if thing else "nobody" for thing, _ in mix]
    others = [owner for owner in owners if owner not in ("A", "")]
    return len(others) <= 1 or len(set(owners)) == 1


def _choices(noun, tenants, *, is_wide):
    """What can stand for a noun: things of each owner, nothing, and the id of another noun."""
    if noun == "token":
        return [(None, NOT_THERE)]
    owners = ("A", "B", "C", "")
    things = [thing for owner in owners for thing in _some(noun, owner, tenants, is_wide)]
    other = tenants.of("engagement" if noun == "client" else "client", "A")[0]
    return [*((t, t.public_id) for t in things), (None, NOT_THERE), (None, other.public_id)]


def _spread(choices):
    """The first choice of each owner and of nobody: enough where nouns are mixed."""
    found = {}
    for thing, name in choices:
        found.setdefault(thing and (thing.owner, thing.also), (thing, name))
    return list(found.values())


def _some(noun, owner, tenants, is_wide):
    things = tenants.of(noun, owner)
    if noun in ("agreement", "document"):
        return _first_by(things, "state", AGREEMENT_STATES if is_wide else _FEW_STATES)
    if noun == "mail":
        return _first_by(things, "state", ("sent", "bounced"))
    if noun in ("user", "session"):
        return _first_by(things, "person", _PEOPLE)
    if noun == "engagement":
        # The first one is complete, and those of agreements in few states are enough.
        return things[: 3 if is_wide else 1]
    return things


def _first_by(things, name, values):
    """The last thing with each value: a PDF where there are several files."""
    found = {getattr(thing, name): thing for thing in things}
    return [found[value] for value in values if value in found]
