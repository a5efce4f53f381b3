"""Table of cases: transfers outside the EEA."""

from dataclasses import replace
from datetime import date, timedelta

from dpa_manager.domain.facts import FlowFacts, Location
from tests.domain.completeness.changed_cases import (
    AMERICAN,
    FACTS,
    HOSTER,
    HOSTING,
    OWN,
    SUPPORT,
    row,
    with_hoster,
    with_hosting,
    with_shipper,
    with_support,
    with_transfer,
)
from tests.domain.completeness.complete_case import TODAY
from tests.domain.completeness.complete_template import complete_case
from tests.domain.completeness.complete_words import (
    REMOTE,
    UNITED_STATES,
    word,
)

COMPLETE = complete_case()
A_DAY = timedelta(days=1)
AMERICA = Location(UNITED_STATES, REMOTE, is_eea=False)
NORWAY = word("NO", "Noorwegen", "Norvège", "Norway")
BRAZIL = word("BR", "Brazilië", "Brésil", "Brazil")
(LINK,) = HOSTER.chain


def _by(key: str, **changes: object):
    return with_transfer(mechanism=word(key, key, key, key), **changes)


def _clauses(key: str = "scc_m3", **changes: object):
    signed = {"signed_on": date(2026, 1, 5), "impact_assessment_on": date(2026, 1, 4)}
    return _by(key, **(signed | changes))


def _hr(**changes: object):
    """The help desk sends HR data to the American service."""
    salary = replace(SUPPORT.data[0], category=word("hr", "Personeel", "Personnel", "HR data"))
    return complete_case(
        activities=(HOSTING, replace(SUPPORT, data=(*SUPPORT.data, salary)), OWN),
        flows=(*FACTS.flows, FlowFacts(2, "client_staff", "hr", "subprocessor", "mailwind")),
        subprocessors=(
            HOSTER,
            replace(FACTS.subprocessors[1], transfers=(replace(AMERICAN, **changes),)),
        ),
    )


TO_AMERICA = "subprocessors.2.transfers.US"

CASES = (
    row(
        "R-A-2",
        "KBITS itself works from outside the EEA",
        "activities.1.locations",
        with_hosting(locations=(AMERICA,)),
        # The help desk uses the American service, whose ground Annex IV prints.
        with_support(locations=(AMERICA,)),
    ),
    row(
        "R-A-2",
        "a recipient outside the EEA without an instruction",
        "recipients.1.instruction_on",
        with_shipper(is_eea=False, instruction_on=None),
        with_shipper(instruction_on=None),
    ),
    row("R-TR-1", "no ground", f"{TO_AMERICA}.mechanism", with_transfer(mechanism=None), COMPLETE),
    row(
        "R-TR-1",
        "access from a country for which nothing is recorded",
        "subprocessors.1.transfers.US.mechanism",
        with_hoster(access_from=(AMERICA,)),
        with_hoster(access_from=(Location(NORWAY, REMOTE),)),
    ),
    row(
        "R-TR-1",
        "a country outside the EEA called within it",
        f"{TO_AMERICA}.mechanism",
        _by("none_eea"),
        # Inside the EEA a row may say so.
        with_hoster(
            transfers=(replace(AMERICAN, country=NORWAY, mechanism=word("none_eea", "", "", "")),)
        ),
    ),
    row(
        "R-TR-1",
        "a link of the chain outside the EEA",
        "subprocessors.1.transfers.BR.mechanism",
        with_hoster(chain=(replace(LINK, country=BRAZIL, is_eea=False),)),
        with_hoster(chain=(replace(LINK, country=NORWAY),)),
    ),
    row(
        "R-TR-1",
        "a recipient outside the EEA",
        "recipients.1.transfer.mechanism",
        with_shipper(is_eea=False),
        with_shipper(is_eea=False, transfer=AMERICAN),
    ),
    row(
        "R-TR-2",
        "a decision that does not cover the recipient",
        f"{TO_AMERICA}.is_adequate",
        with_transfer(is_adequate=False),
        _clauses(is_adequate=False),
    ),
    row(
        "R-TR-2",
        "a decision that ended yesterday",
        f"{TO_AMERICA}.is_adequate",
        with_transfer(adequacy_expires_on=TODAY - A_DAY),
        with_transfer(adequacy_expires_on=TODAY),
    ),
    row(
        "R-TR-2",
        "an organisation that is not on the list",
        f"{TO_AMERICA}.is_adequate",
        with_transfer(is_listed=False),
        with_transfer(is_listed=False, needs_organisation_listing=False),
    ),
    row(
        "R-TR-3",
        "a list that was read 12 months and a day ago",
        f"{TO_AMERICA}.checked_on",
        with_transfer(checked_on=date(2025, 11, 21)),
        with_transfer(checked_on=date(2025, 11, 22)),
    ),
    row(
        "R-TR-3",
        "a list that was never read",
        f"{TO_AMERICA}.checked_on",
        with_transfer(checked_on=None),
        with_transfer(checked_on=None, needs_organisation_listing=False),
    ),
    row(
        "R-TR-3",
        "HR data without cover",
        f"{TO_AMERICA}.covers_hr_data",
        _hr(covers_hr_data=False),
        with_transfer(covers_hr_data=False),
    ),
    row(
        "R-TR-4",
        "clauses without an impact assessment",
        f"{TO_AMERICA}.impact_assessment_on",
        _clauses(impact_assessment_on=None),
        _clauses(),
    ),
    row(
        "R-TR-4", "no signed copy", f"{TO_AMERICA}.signed_on", _clauses(signed_on=None), _clauses()
    ),
    row(
        "R-TR-4",
        "clauses without a module",
        f"{TO_AMERICA}.module",
        _clauses("scc_sa"),
        _clauses("scc_sa", module="3"),
    ),
    row(
        "R-TR-4",
        "binding rules without an impact assessment",
        f"{TO_AMERICA}.impact_assessment_on",
        _by("bcr_p"),
        _by("bcr_p", impact_assessment_on=TODAY),
    ),
    row(
        "R-TR-5",
        "a derogation that nobody approved",
        f"{TO_AMERICA}.is_dpo_approved",
        _by("d_legal_claims"),
        _by("d_legal_claims", is_dpo_approved=True),
    ),
    row("R-TR-6", "no document", f"{TO_AMERICA}.document", with_transfer(document=""), COMPLETE),
    row(
        "R-TR-6",
        "a ground without any date",
        f"{TO_AMERICA}.checked_on",
        with_transfer(checked_on=None),
        with_transfer(checked_on=None, signed_on=TODAY),
    ),
    row(
        "R-TR-7",
        "a listed organisation without a fall-back",
        f"{TO_AMERICA}.fallback",
        with_transfer(fallback=None),
        with_transfer(fallback=None, needs_organisation_listing=False),
    ),
    row(
        "R-OPT-1",
        "an unknown ground",
        f"{TO_AMERICA}.mechanism",
        _by("trust_me"),
        _by("code"),
    ),
)
