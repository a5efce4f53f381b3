"""What a data map is asked of by name: one engagement, or all of a client that go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.refusals import not_found
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.models import Engagement
from dpa_manager.queries.lookup import find_client, find_engagement, shown_name
from dpa_manager.queries.map_files import told_agreements
from dpa_manager.queries.remembered_facts import judged_engagements


@dataclass(frozen=True)
class Mapped:
    """The facts of the engagements asked for, and their agreements; `language` of the client."""

    facts: Sequence[AgreementFacts]
    agreements: Sequence[ToldAgreement]
    language: str


def mapped_engagements(name: str, *, on: date, portal_url: str = "") -> Mapped:
    """The engagement by reference or public id, or those that a client has.

    A client goes by register number or public id. Raises NotFound when `name` is neither.
    """
    rows, language = _named(name)
    ids = [row.id for row in rows]
    judged = judged_engagements(ids, on=on, portal_url=portal_url) if ids else {}
    return Mapped([judged[one].facts for one in ids], told_agreements(ids), language)


def _named(name: str) -> tuple[list[Engagement], str]:
    try:
        row = find_engagement(name)
    except NotFound:
        return _of_client(name)
    return [row], row.client.language


def _of_client(name: str) -> tuple[list[Engagement], str]:
    try:
        client = find_client(name)
    except NotFound as error:
        raise not_found("no-engagement-or-client", name=shown_name(name)) from error
    asked = Engagement.select().where(Engagement.client == client, Engagement.is_active)
    return list(asked.order_by(Engagement.reference)), client.language
