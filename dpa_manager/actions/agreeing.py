"""Agreeing: what a page about parties or terms saves, as one act: all of it or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dpa_manager.actions import engaging, supplementing
from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.recording import chain_of
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import CONTACT_ROLES
from dpa_manager.domain.choosing import one_of
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.refusals import refused
from dpa_manager.models import Contact, ContactRole, Engagement
from dpa_manager.models.base import transaction


@dataclass(frozen=True)
class TypedAgreement:
    """Terms by their names in AgreementTerms, and the four lists beside them, each whole."""

    terms: Mapping[str, Any]
    access_functions: Sequence[supplementing.TypedAccessFunction] = ()
    legal_retention: Sequence[supplementing.TypedLegalRetention] = ()
    onward_permissions: Sequence[supplementing.TypedOnwardPermission] = ()
    special_terms: Sequence[supplementing.TypedSpecialTerm] = ()


# Each list of a TypedAgreement with the action that sets it; a refusal names the list.
_LISTS: Mapping[str, Callable[..., None]] = {
    "access_functions": supplementing.set_access_functions,
    "legal_retention": supplementing.set_legal_retention,
    "onward_permissions": supplementing.set_onward_permissions,
    "special_terms": supplementing.set_special_terms,
}


def agree_terms(
    engagement: Engagement, typed: TypedAgreement, *, by: Actor, toolbox: Toolbox
) -> None:
    """Set the terms of an engagement and what it adds to them; its client comes joined.

    Raises Refused with the term or the list that is wrong.
    """
    with changing(engagement):
        engaging.change_terms(engagement, typed.terms, by=by, toolbox=toolbox)
        for name, set_list in _LISTS.items():
            with _refusing(name):
                set_list(engagement, getattr(typed, name), by=by, toolbox=toolbox)


def describe_parties(
    engagement: Engagement,
    typed: engaging.TypedEngagement,
    *,
    people: Mapping[str, Sequence[Contact]],
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Set what an engagement says, and who stands for its client there; the client comes joined.

    `people` are contacts by role, in their order; an empty role is that of the client again, and
    a role that is not named stays as it is. Raises Refused.
    """
    with changing(engagement):
        engaging.change_engagement(engagement, typed, by=by, toolbox=toolbox)
        _assign(engagement, people, by=by, toolbox=toolbox)


def reopen_engagement(engagement: Engagement, *, by: Actor, toolbox: Toolbox) -> None:
    """Open an ended engagement for new work again; its client comes joined."""
    with transaction(chain_of(engagement.client)):
        if apply_changes(engagement, {"is_active": True}):
            tell("engagement reopened", engagement, by=by, toolbox=toolbox)


def _assign(
    engagement: Engagement,
    people: Mapping[str, Sequence[Contact]],
    *,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    before: dict[str, list[int]] = {}
    mine = ContactRole.select().where(ContactRole.engagement == engagement)
    for row in mine.order_by(ContactRole.position, ContactRole.id):
        before.setdefault(row.role, []).append(row.contact_id)
    changed = {}
    for role, contacts in people.items():
        _refuse_foreign(engagement, role, contacts)
        if [contact.id for contact in contacts] != before.get(role, []):
            changed[role] = contacts
            _replace(engagement, role, contacts)
    if changed:
        told = {role: [contact.public_id for contact in found] for role, found in changed.items()}
        names = {role: [contact.name for contact in found] for role, found in changed.items()}
        tell(
            "contacts assigned",
            engagement,
            details={"contacts": told},
            personal={"contacts": names},
            by=by,
            toolbox=toolbox,
        )


def _refuse_foreign(engagement: Engagement, role: str, contacts: Sequence[Contact]) -> None:
    one_of(role, CONTACT_ROLES, field="roles")
    if any(contact.client_id != engagement.client_id for contact in contacts):
        raise refused("contact-of-another-client", field=role)


def _replace(engagement: Engagement, role: str, contacts: Sequence[Contact]) -> None:
    here = (ContactRole.engagement == engagement) & (ContactRole.role == role)
    ContactRole.delete().where(here).execute()
    for position, contact in enumerate(contacts, start=1):
        ContactRole.create(
            client=engagement.client_id,
            contact=contact,
            engagement=engagement,
            role=role,
            position=position,
        )


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Have what is refused inside name the list, since rows have no names of their own."""
    try:
        yield
    except Refused as error:
        raise Refused(error.code, error.sentence, name) from error
