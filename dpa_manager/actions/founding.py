"""Founding: a house with its tables, own organisation, lists, templates and first person."""

from dataclasses import dataclass

from dpa_manager.actions.configuring import (
    TypedFirm,
    add_own_contact,
    describe_firm,
    fill_lists,
)
from dpa_manager.actions.inviting import Invited, TypedUser, add_staff
from dpa_manager.actions.linking import link_url, make_link
from dpa_manager.actions.measuring import catalogue_measures, publish_measure_set
from dpa_manager.actions.opening import refuse_foreign
from dpa_manager.actions.templating import add_shipped_templates
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import own_facts
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.sessions import INVITATION
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.models import Setting, User
from dpa_manager.models.base import transaction
from dpa_manager.models.schema import migrate
from dpa_manager.queries.house import DEMONSTRATION, is_empty
from dpa_manager.vocabulary.phrase import Phrase

# How KBITS's people are bound to secrecy (Art. 28(3)(b)); the firm changes the words as needed.
STAFF_CONFIDENTIALITY = Phrase(
    nl="geheimhoudingsclausule in elk arbeids- en samenwerkingscontract",
    fr="clause de confidentialité dans chaque contrat de travail et de collaboration",
    en="confidentiality clause in every employment and freelance contract",
)

MEASURE_SET = Phrase(nl="Maatregelen van KBITS", fr="Mesures de KBITS", en="Measures of KBITS")


@dataclass(frozen=True)
class Founder:
    """The first administrator, and what the privacy statement does not say of the firm.

    `signatory` "" and `breach_contact` None leave them open: no agreement can be drafted before
    they are filled in. The breach contact is the second one, beside the statement's.
    """

    administrator: TypedUser
    legal_form: str = ""
    signatory: str = ""
    capacity_key: str = ""
    breach_contact: TypedPerson | None = None


def found_and_invite(founder: Founder, *, by: Actor, toolbox: Toolbox) -> Invited:
    """Found a house and give its first administrator a way in; raises Refused as `found_house`.

    The link is for the eyes of whoever founds it: mail is hardly set up on the first day.
    """
    refuse_foreign(toolbox)
    # Migrations run outside transactions; when the house is founded nothing is left to migrate.
    migrate(toolbox.database)
    with transaction("firm", "people"):
        user = found_house(founder, by=by, toolbox=toolbox)
        link = make_link(user, purpose=INVITATION, toolbox=toolbox)
    return Invited(user, link_url(link, toolbox=toolbox))


def found_house(founder: Founder, *, by: Actor, toolbox: Toolbox) -> User:
    """Make the tables and fill an empty house; gives its first administrator.

    Raises Refused when something is in it already.
    """
    refuse_foreign(toolbox)
    migrate(toolbox.database)
    if not is_empty():
        raise refused("house-not-empty")
    today = toolbox.today()
    with transaction("firm", "people"):
        describe_firm(_firm(founder), by=by, toolbox=toolbox)
        add_own_contact(_contact(), by=by, toolbox=toolbox)
        if founder.signatory:
            add_own_contact(_signatory(founder), by=by, toolbox=toolbox)
        if founder.breach_contact:
            add_own_contact(founder.breach_contact, by=by, toolbox=toolbox)
        user = add_staff(founder.administrator, roles=("admin",), by=by, toolbox=toolbox)
        fill_lists(by=by, toolbox=toolbox)
        publish_measure_set(
            MEASURE_SET, catalogue_measures(on=today), dated_on=today, by=by, toolbox=toolbox
        )
        add_shipped_templates(by=by, toolbox=toolbox)
    return user


def mark_demonstration(*, toolbox: Toolbox) -> None:
    """Mark the house as one of invented data; only such a house is served without sign-in."""
    with transaction("firm"):
        Setting.create(name=DEMONSTRATION, value=True, changed_at=toolbox.now())


def _firm(founder: Founder) -> TypedFirm:
    return TypedFirm(
        organisation=TypedOrganisation(
            legal_name=own_facts.LEGAL_NAME,
            legal_form=founder.legal_form,
            register_kind=own_facts.REGISTER_KIND,
            register_no=own_facts.REGISTER_NO,
            street=own_facts.STREET,
            postcode=own_facts.POSTCODE,
            city=own_facts.CITY,
            country_code=own_facts.COUNTRY_CODE,
        ),
        general_email=own_facts.GENERAL_EMAIL,
        privacy_email=own_facts.PRIVACY_EMAIL,
        instruction_email=own_facts.PRIVACY_EMAIL,
        phone=own_facts.PHONE,
        privacy_statement_on=own_facts.STATEMENT_ON,
        staff_confidentiality=STAFF_CONFIDENTIALITY,
    )


def _contact() -> TypedPerson:
    return TypedPerson(
        name=own_facts.CONTACT_NAME,
        email=own_facts.PRIVACY_EMAIL,
        phone=own_facts.PHONE,
        roles=own_facts.CONTACT_ROLES,
    )


def _signatory(founder: Founder) -> TypedPerson:
    return TypedPerson(
        name=founder.signatory, roles=("signatory",), capacity_key=founder.capacity_key
    )
