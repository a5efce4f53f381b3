"""Searching: the best few of everything that the visitor may see, by one question.

Every select starts from the scope, so nobody finds what is not theirs. Letters match in any case
and with or without accents, each word being a part of some column; a reference or a register
number that is typed whole comes before everything else.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import peewee

from dpa_manager.domain import register_numbers
from dpa_manager.models import (
    Agreement,
    Client,
    Contact,
    Engagement,
    Membership,
    Recipient,
    Subprocessor,
    Template,
    User,
)
from dpa_manager.models.together import read_together
from dpa_manager.queries.client_lists import has_number
from dpa_manager.queries.matching import has_words, holds, words_of
from dpa_manager.queries.scope import Scope, askable
from dpa_manager.vocabulary.library import vocabulary

FEW = 5
_MOST_TEMPLATES = 200
_NOBODY = peewee.Value(1) == peewee.Value(0)


@dataclass(frozen=True)
class Hit:
    """One find: its name, what tells it from others, and whether its number was typed whole.

    `language` is that of the name, "" where names have none; `client` is the public id of the
    client under whose page it stands.
    """

    public_id: str
    name: str
    detail: str
    is_exact: bool = False
    language: str = ""
    client: str = ""


@dataclass(frozen=True)
class Group:
    """The finds of one kind, at most FEW; `is_more` says that there are others.

    `kind` is one of client, engagement, agreement, contact, user, member, subprocessor, recipient,
    template.
    """

    kind: str
    hits: tuple[Hit, ...]
    is_more: bool

    @property
    def is_exact(self) -> bool:
        """Whether one of them was named by its whole number."""
        return any(hit.is_exact for hit in self.hits)


@dataclass(frozen=True)
class _Kind:
    name: str
    query: Any
    hit: Callable[[Any], Hit]


def found(scope: Scope, search: str) -> tuple[Group, ...]:
    """What the visitor finds, by kind; kinds with a whole number first. One query."""
    search = askable(search.strip())
    if not words_of(search):
        return ()
    numbers = _numbers(search)
    kinds = [*_of_clients(scope, search, numbers), *_of_firm(scope, search, numbers)]
    templates = scope.templates().order_by(Template.key, Template.id).limit(_MOST_TEMPLATES)
    read_together(*(kind.query for kind in kinds), templates)
    groups = [_group(kind.name, map(kind.hit, kind.query)) for kind in kinds]
    groups.append(_group("template", _templates(templates, search)))
    return tuple(sorted(filter(lambda g: g.hits, groups), key=lambda g: not g.is_exact))


def _of_clients(scope: Scope, search: str, numbers: Collection[str]) -> Iterable[_Kind]:
    """What belongs to clients."""
    is_number = Client.register_no.in_(numbers) if numbers else _NOBODY
    names = (Client.legal_name, Client.trade_name, Client.city, has_number)
    clients = _best(scope.clients(), names, search, order=Client.legal_name, exact=is_number)
    yield _Kind("client", clients, lambda row: _client(row, numbers))

    whole = search.upper()
    engagements = _best(
        scope.engagements(),
        (Engagement.title, Engagement.reference, Client.legal_name),
        search,
        order=Engagement.title,
        exact=Engagement.reference == whole,
    )
    yield _Kind("engagement", engagements, lambda row: _engagement(row, whole))

    agreements = _best(
        scope.agreements(),
        (Agreement.reference, Engagement.title, Client.legal_name),
        search,
        order=Agreement.reference,
        exact=Agreement.reference == whole,
    )
    yield _Kind("agreement", agreements, lambda row: _agreement(row, whole))

    reached = scope.clients().columns(Client.id)
    people = Contact.select(Contact, Client).join(Client)
    people = people.where(Contact.is_active, Contact.client.in_(reached))
    contacts = _best(people, (Contact.name, Contact.email), search, order=Contact.name)
    yield _Kind("contact", contacts, _contact)


def _of_firm(scope: Scope, search: str, numbers: Collection[str]) -> Iterable[_Kind]:
    """Who has an account, and what belongs to no client."""
    named = (User.name, User.email)
    if scope.visitor.may("user.read"):
        yield _Kind("user", _best(scope.users(), named, search, order=User.name), _user)
    else:
        members = _best(scope.memberships(), named, search, order=User.name)
        yield _Kind("member", members, _member)

    whole = search.upper()
    names: tuple[Any, ...] = (
        Subprocessor.legal_name,
        Subprocessor.trade_name,
        Subprocessor.reference,
    )
    is_exact = Subprocessor.reference == whole
    if numbers:
        is_exact |= Subprocessor.register_no.in_(numbers)
    subprocessors = scope.subprocessors()
    if numbers:
        names = (*names, Subprocessor.register_no)
    order = Subprocessor.legal_name
    query = _best(subprocessors, names, search, order=order, exact=is_exact)
    yield _Kind("subprocessor", query, lambda row: _subprocessor(row, whole, numbers))

    recipients = _best(
        scope.recipients(),
        (Recipient.name, Recipient.reference),
        search,
        order=Recipient.name,
        exact=Recipient.reference == whole,
    )
    yield _Kind("recipient", recipients, lambda row: _recipient(row, whole))


def _best(
    query: Any, columns: Collection[Any], search: str, *, order: Any, exact: Any = _NOBODY
) -> Any:
    ranked = peewee.Case(None, ((exact, 0),), 1)
    wanted = query.where(holds(tuple(columns), search) | exact)
    return wanted.order_by(ranked, order, query.model.id).limit(FEW + 1)


def _numbers(search: str) -> frozenset[str]:
    """What a search is as a register number, kept as each kind of register keeps it."""
    compact = "".join(sign for sign in search if sign.isalnum())
    digits = compact[2:] if compact[:2].upper() == "BE" else compact
    if not (digits.isascii() and digits.isdecimal()):
        return frozenset()
    return frozenset({digits, digits.zfill(10)})


def _group(kind: str, hits: Iterable[Hit]) -> Group:
    several = tuple(dict.fromkeys(hits))
    return Group(kind, several[:FEW], len(several) > FEW)


def _templates(rows: Iterable[Template], search: str) -> Iterable[Hit]:
    kinds = vocabulary().template_kinds
    for row in rows:
        names = kinds[row.kind].label.as_dict() if row.kind in kinds else {}
        if has_words(" ".join((row.key, row.language, *names.values())), search):
            yield Hit(row.public_id, row.key, row.language)


def _client(row: Client, numbers: Collection[str]) -> Hit:
    number = register_numbers.shown(row.register_kind, row.register_no)
    detail = " · ".join(filter(None, (number, row.city)))
    return Hit(row.public_id, row.legal_name, detail, row.register_no in numbers)


def _engagement(row: Engagement, whole: str) -> Hit:
    detail = f"{row.client.legal_name} · {row.reference}"
    return Hit(row.public_id, row.title, detail, row.reference == whole, row.client.language)


def _agreement(row: Agreement, whole: str) -> Hit:
    detail = f"{row.client.legal_name} · {row.engagement.title}"
    return Hit(row.public_id, row.reference, detail, row.reference == whole)


def _contact(row: Contact) -> Hit:
    detail = " · ".join(filter(None, (row.client.legal_name, row.email)))
    return Hit(row.public_id, row.name, detail, client=row.client.public_id)


def _user(row: User) -> Hit:
    return Hit(row.public_id, row.name, row.email)


def _member(row: Membership) -> Hit:
    detail = f"{row.client.legal_name} · {row.user.email}"
    return Hit(row.user.public_id, row.user.name, detail, client=row.client.public_id)


def _subprocessor(row: Subprocessor, whole: str, numbers: Collection[str]) -> Hit:
    is_exact = row.reference == whole or row.register_no in numbers
    return Hit(row.public_id, row.legal_name, row.reference, is_exact)


def _recipient(row: Recipient, whole: str) -> Hit:
    return Hit(row.public_id, row.name, row.reference, row.reference == whole)
