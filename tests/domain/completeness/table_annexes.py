"""Table of cases: sub-processors, other recipients, flows and numbers."""

from dataclasses import replace
from datetime import timedelta

from dpa_manager.domain.facts import ChainLink, FlowFacts
from dpa_manager.domain.parties import Address, Party
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.changed_cases import (
    FACTS,
    HOSTER,
    MAILER,
    OWN,
    SHIPPER,
    SUPPORT,
    row,
    with_hoster,
    with_hosting,
    with_mailer,
    with_measure,
    with_shipper,
    with_terms,
)
from tests.domain.completeness.complete_case import TODAY, complete_terms
from tests.domain.completeness.complete_template import complete_case
from tests.domain.completeness.complete_words import BELGIUM, person, word

COMPLETE = complete_case()
(LINK,) = HOSTER.chain
(PERMISSION,) = FACTS.onward_permissions
PARTNER = word("commercial_partners", "Partners", "Partenaires", "Partners")


def _days(number: int):
    return timedelta(days=number)


def _chain(link: ChainLink):
    return with_hoster(chain=(link,))


def _flows(*more: FlowFacts, without: tuple[FlowFacts, ...] = ()):
    return complete_case(flows=(*(f for f in FACTS.flows if f not in without), *more))


def _new(days: int, **terms: object):
    """IV.1 as a new sub-processor that starts so many days from now."""
    row_ = replace(HOSTER, since_on=None, starts_on=TODAY + _days(days))
    return complete_case(subprocessors=(row_, MAILER), terms=complete_terms(**terms))


def _permission(**changes: object):
    return complete_case(onward_permissions=(replace(PERMISSION, **changes),))


MAIL_FLOW = FlowFacts(2, "client_staff", "email", "subprocessor", "mailwind")
PARCEL_FLOW = FlowFacts(1, "web_users", "name", "recipient", "pakket")
NAME_FLOW = FlowFacts(1, "web_users", "name", "subprocessor", "noordzee")

CASES = (
    row(
        "R-SUB-1",
        "no mode",
        "terms.subproc_mode",
        with_terms(subproc_mode=""),
        with_terms(subproc_mode="none_allowed", notice_days=None, objection_days=None),
    ),
    row(
        "R-SUB-1",
        "a specific authorisation without a notice period",
        "terms.notice_days",
        with_terms(subproc_mode="specific", notice_days=None),
        with_terms(subproc_mode="specific", notice_days=1),
    ),
    row(
        "R-SUB-1",
        "no time to object",
        "terms.objection_days",
        with_terms(objection_days=0),
        COMPLETE,
    ),
    row(
        "R-SUB-2",
        "no name",
        "subprocessors.1.legal_name",
        with_hoster(party=replace(HOSTER.party, legal_name="")),
        with_hoster(party=replace(HOSTER.party, register_no="")),
    ),
    row(
        "R-SUB-2",
        "no address",
        "subprocessors.1.address.city",
        with_hoster(party=Party("Noordzee", address=Address("Kaai 5", "8400", "", BELGIUM))),
        with_hoster(
            party=Party("Noordzee", address=Address("Kaai 5", "8400", "Oostende", BELGIUM))
        ),
    ),
    row(
        "R-SUB-2",
        "no contact person",
        "subprocessors.1.contact.name",
        with_hoster(contact=None),
        COMPLETE,
    ),
    row(
        "R-SUB-2",
        "a contact person without an e-mail address",
        "subprocessors.1.contact.email",
        with_hoster(contact=person("Lies Maes", "manager", "")),
        with_hoster(contact=person("Lies Maes", "", "lies@noordzee.example")),
    ),
    row("R-SUB-2", "no task", "subprocessors.1.service", with_hoster(service=Phrase()), COMPLETE),
    row("R-SUB-2", "no place", "subprocessors.1.locations", with_hoster(locations=()), COMPLETE),
    row(
        "R-SUB-2",
        "a nameless link in the chain",
        "subprocessors.1.chain.1.name",
        _chain(replace(LINK, name="")),
        with_hoster(chain=()),
    ),
    row(
        "R-SUB-3",
        "no signed contract",
        "subprocessors.1.contract_signed_on",
        with_hoster(contract_signed_on=None),
        COMPLETE,
    ),
    row(
        "R-SUB-3",
        "a contract to be signed tomorrow",
        "subprocessors.1.contract_signed_on",
        with_hoster(contract_signed_on=TODAY + _days(1)),
        with_hoster(contract_signed_on=TODAY),
    ),
    row(
        "R-SUB-3",
        "an unfinished mirror check",
        "subprocessors.2.is_mirror_check_complete",
        with_mailer(is_mirror_check_complete=False),
        COMPLETE,
    ),
    row(
        "R-SUB-4",
        "a flow to somebody who is not on the list",
        "activities.1.subprocessors.stranger",
        _flows(replace(NAME_FLOW, target_key="stranger")),
        # A controller activity may use whom it likes.
        _flows(FlowFacts(OWN.number, "web_users", "name", "subprocessor", "stranger")),
    ),
    row(
        "R-SUB-4",
        "a listed sub-processor that the client never authorised",
        "activities.1.subprocessors.noordzee",
        with_hoster(is_authorised=False),
        COMPLETE,
    ),
    row(
        "R-SUB-4w",
        "a known link that is not listed",
        "subprocessors.1.chain.1",
        _chain(replace(LINK, is_listed=False)),
        _chain(LINK),
    ),
    row(
        "R-SUB-5",
        "one of two without a delimitation",
        "subprocessors.1.delimitation",
        with_hoster(delimitation=Phrase()),
        complete_case(subprocessors=(replace(HOSTER, delimitation=Phrase()),)),
    ),
    row(
        "R-SUB-6",
        "a day longer to object than the notice lasts",
        "terms.objection_days",
        with_terms(objection_days=31),
        with_terms(objection_days=30),
    ),
    row(
        "R-SUB-6",
        "a new sub-processor on the last day of the notice",
        "subprocessors.1.starts_on",
        _new(29),
        _new(30),
    ),
    row(
        "R-SUB-6",
        "a new sub-processor that already started",
        "subprocessors.1.starts_on",
        _new(-1, notice_days=0, objection_days=0),
        with_hoster(starts_on=TODAY),
    ),
    row(
        "R-SUB-7",
        "a list where none are allowed",
        "subprocessors.1.key",
        with_terms(subproc_mode="none_allowed"),
        complete_case(terms=complete_terms(subproc_mode="none_allowed"), subprocessors=()),
    ),
    row(
        "R-SUB-8",
        "a link without a contact",
        "subprocessors.1.chain.1",
        _chain(replace(LINK, contact="")),
        _chain(LINK),
    ),
    row(
        "R-SUB-8",
        "a link without a country",
        "subprocessors.1.chain.1",
        _chain(replace(LINK, country=None)),
        with_hoster(chain=()),
    ),
    row(
        "R-SUB-9",
        "no date",
        "subprocessors.1.since_on",
        with_hoster(since_on=None),
        with_hoster(since_on=None, starts_on=TODAY + _days(60)),
    ),
    row(
        "R-SUB-10",
        "34 days of theirs against 30 of ours",
        "subprocessors.2.notice_days",
        with_mailer(notice_days=34),
        with_mailer(notice_days=35),
    ),
    row(
        "R-SUB-11",
        "an emergency replacement under a specific authorisation",
        "terms.has_emergency_replacement",
        with_terms(subproc_mode="specific"),
        with_terms(subproc_mode="specific", has_emergency_replacement=False),
    ),
    row("R-RCP-1", "no name", "recipients.1.name", with_shipper(name=""), COMPLETE),
    row("R-RCP-1", "no purpose", "recipients.1.purpose", with_shipper(purpose=Phrase()), COMPLETE),
    row("R-RCP-1", "no country", "recipients.1.country", with_shipper(country=None), COMPLETE),
    row(
        "R-RCP-1",
        "no instruction",
        "recipients.1.instruction_on",
        with_shipper(instruction_on=None),
        # Outside the EEA it is R-A-2.
        with_shipper(instruction_on=None, is_eea=False),
    ),
    row(
        "R-RCP-2",
        "a commercial partner without an event",
        "recipients.1.event",
        with_shipper(group=PARTNER),
        with_shipper(group=PARTNER, event="Open dag 2027"),
    ),
    row(
        "R-RCP-3",
        "a buyer of the business",
        "recipients.1.group",
        with_shipper(group=replace(PARTNER, key="business_transfer")),
        with_shipper(group=replace(PARTNER, key="suppliers")),
    ),
    row(
        "R-RCP-4",
        "a sub-processor among the recipients",
        "recipients.1.kind",
        with_shipper(kind=replace(SHIPPER.kind, key="sub_processor")),
        with_shipper(kind=replace(SHIPPER.kind, key="platform_own_controller")),
    ),
    row("R-ONW-1", "no scope", "onward_permissions.1.scope", _permission(scope=Phrase()), COMPLETE),
    row(
        "R-ONW-1",
        "no document",
        "onward_permissions.1.document",
        _permission(document=""),
        COMPLETE,
    ),
    row(
        "R-ONW-1", "no date", "onward_permissions.1.given_on", _permission(given_on=None), COMPLETE
    ),
    row(
        "R-FLOW-1",
        "a category without a flow",
        "activities.1.flows.data.health",
        _flows(without=(replace(NAME_FLOW, category="health"),)),
        _flows(
            replace(NAME_FLOW, category="health", target="stays", target_key=""),
            without=(replace(NAME_FLOW, category="health"),),
        ),
    ),
    row(
        "R-FLOW-1",
        "data subjects without a flow",
        "activities.2.flows.subjects.web_visitors",
        complete_case(
            activities=(
                FACTS.activities[0],
                replace(
                    SUPPORT,
                    subjects=(
                        *SUPPORT.subjects,
                        replace(
                            SUPPORT.subjects[0],
                            category=word("web_visitors", "Bezoekers", "Visiteurs", "Visitors"),
                        ),
                    ),
                ),
                OWN,
            )
        ),
        COMPLETE,
    ),
    row(
        "R-FLOW-1",
        "a flow with data that the activity does not have",
        "activities.1.flows.data.salary",
        _flows(replace(NAME_FLOW, category="salary")),
        _flows(replace(NAME_FLOW, category="name")),
    ),
    row(
        "R-FLOW-1",
        "a flow of an activity that does not exist",
        "activities.9.flows",
        _flows(replace(NAME_FLOW, activity=9)),
        _flows(replace(NAME_FLOW, activity=OWN.number)),
    ),
    row(
        "R-FLOW-1",
        "a flow to a recipient that is not in the annex",
        "activities.1.flows.recipients.stranger",
        _flows(replace(PARCEL_FLOW, target_key="stranger")),
        _flows(PARCEL_FLOW),
    ),
    row(
        "R-IV-1",
        "a sub-processor that no flow reaches",
        "subprocessors.2.flows",
        _flows(without=(MAIL_FLOW,)),
        COMPLETE,
    ),
    row(
        "R-IV-1",
        "a recipient that only a controller activity reaches",
        "recipients.1.flows",
        _flows(replace(PARCEL_FLOW, activity=OWN.number), without=(PARCEL_FLOW,)),
        COMPLETE,
    ),
    row(
        "R-NUM-1",
        "two activities with one number",
        "activities",
        with_hosting(number=2),
        # Number 3 of an activity outside the agreement is not printed.
        with_hosting(number=3),
    ),
    row("R-NUM-1", "one number for two", "subprocessors", with_mailer(number=1), COMPLETE),
    row(
        "R-NUM-1",
        "one measure twice",
        "measures",
        with_measure("TOM-A", key="TOM-B"),
        with_measure("TOM-A", key="TOM-Z"),
    ),
)
