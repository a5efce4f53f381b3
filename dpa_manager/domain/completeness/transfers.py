"""Rules about transfers: whatever lies, or is reached from, outside the EEA has a ground."""

from collections.abc import Iterator
from dataclasses import dataclass

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.days import months_before
from dpa_manager.domain.completeness.naming import (
    activity_code,
    activity_name,
    recipient_name,
    subprocessor_name,
)
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    INFO,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
)
from dpa_manager.domain.facts import (
    ActivityFacts,
    RecipientFacts,
    SubprocessorFacts,
    Transfer,
)
from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import TransferMechanism

book = Rulebook()

WITHIN_EEA = "none_eea"
ADEQUACY = "adequacy"
STANDARD_CLAUSES = "scc"
HR_CATEGORIES = frozenset({"hr", "salary"})
LISTING_MONTHS = 12


@dataclass(frozen=True)
class Leg:
    """Data going to one country outside the EEA, with the ground recorded for it, if any."""

    field: str
    name: str
    country: Worded | None
    transfer: Transfer | None
    target: str
    target_key: str

    @property
    def mechanism(self) -> str:
        """The key of the ground; "" when there is none that holds outside the EEA."""
        mechanism = self.transfer.mechanism if self.transfer else None
        return mechanism.key if mechanism and mechanism.key != WITHIN_EEA else ""

    @property
    def term(self) -> TransferMechanism | None:
        """What the vocabulary knows of the ground; None when there is none or it is unknown."""
        return vocabulary().transfer_mechanisms.get(self.mechanism)

    def about(self, part: str, **values: str | Phrase) -> Finding:
        """A finding at this leg."""
        country = self.country.words or self.country.key if self.country else name_of("country")
        return found(
            f"{self.field}.{part}", subject=self.name, name=self.name, country=country, **values
        )


def legs(case: DraftCase) -> tuple[Leg, ...]:
    """Every leg outside the EEA: of sub-processors, their chains, and other recipients."""
    of_rows = [leg for row in case.facts.subprocessors for leg in _legs_of(row)]
    of_recipients = [_leg_of(row) for row in case.facts.recipients if _leaves_eea(row)]
    return (*of_rows, *of_recipients)


def _is_within(transfer: Transfer) -> bool:
    return transfer.mechanism is not None and transfer.mechanism.key == WITHIN_EEA


def _leaves_eea(row: RecipientFacts) -> bool:
    return not row.is_eea or (row.transfer is not None and not _is_within(row.transfer))


def _leg_of(row: RecipientFacts) -> Leg:
    return Leg(
        f"recipients.{row.number}.transfer",
        recipient_name(row),
        row.transfer.country if row.transfer else row.country,
        row.transfer,
        "recipient",
        row.key,
    )


def _legs_of(row: SubprocessorFacts) -> Iterator[Leg]:
    recorded = [transfer for transfer in row.transfers if not _is_within(transfer)]
    grounded = {transfer.country.key for transfer in recorded}
    for transfer in recorded:
        yield _leg_to(transfer.country, row, transfer=transfer)
    for key, country in _countries_outside(row).items():
        if key not in grounded:
            yield _leg_to(country, row, transfer=None)


def _leg_to(country: Worded, row: SubprocessorFacts, *, transfer: Transfer | None) -> Leg:
    field = f"subprocessors.{row.number}.transfers.{country.key}"
    return Leg(field, subprocessor_name(row), country, transfer, "subprocessor", row.key)


def _countries_outside(row: SubprocessorFacts) -> dict[str, Worded]:
    places = {
        place.country.key: place.country
        for place in (*row.locations, *row.access_from)
        if not place.is_eea
    }
    chain = {
        link.country.key: link.country for link in row.chain if link.country and not link.is_eea
    }
    return places | chain


def has_legs(case: DraftCase) -> bool:
    """Data leave the EEA somewhere."""
    return bool(legs(case))


@book.rule("R-A-2", BLOCK, article="28(3)(a)", field="activities")
def instruction_covers_transfers(case: DraftCase) -> Iterator[Finding]:
    """KBITS works outside the EEA only where Annex IV says so; recipients there are instructed."""
    for activity in case.activities:
        covered = _countries_covered(case, activity)
        for place in activity.locations:
            if not place.is_eea and place.country.key not in covered:
                yield found(
                    f"activities.{activity.number}.locations",
                    subject=activity_code(activity),
                    name=activity_name(activity),
                    country=place.country.words or place.country.key,
                )
    for row in case.facts.recipients:
        if not row.is_eea and row.instruction_on is None:
            yield found(
                f"recipients.{row.number}.instruction_on",
                subject=recipient_name(row),
                name=recipient_name(row),
                country=row.country.words if row.country else name_of("country"),
            )


def _countries_covered(case: DraftCase, activity: ActivityFacts) -> set[str]:
    used = {
        flow.target_key
        for flow in case.flows
        if flow.activity == activity.number and flow.target == "subprocessor"
    }
    return {
        transfer.country.key
        for row in case.facts.subprocessors
        if row.key in used
        for transfer in row.transfers
    }


@book.rule("R-TR-1", BLOCK, article="44", field="subprocessors", applies=has_legs)
def transfers_have_a_ground(case: DraftCase) -> Iterator[Finding]:
    """A country outside the EEA has a ground of chapter V."""
    for leg in legs(case):
        if not leg.mechanism:
            yield leg.about("mechanism")


@book.rule("R-TR-2", BLOCK, article="45", field="subprocessors", applies=has_legs)
def adequacy_covers_today(case: DraftCase) -> Iterator[Finding]:
    """An adequacy decision covers the country, and the organisation, on this day."""
    for leg in legs(case):
        transfer = leg.transfer
        if transfer is None or leg.mechanism != ADEQUACY:
            continue
        expires = transfer.adequacy_expires_on
        is_over = expires is not None and expires < case.today
        is_unlisted = transfer.needs_organisation_listing and not transfer.is_listed
        if not transfer.is_adequate or is_over or is_unlisted:
            yield leg.about("is_adequate")


@book.rule("R-TR-3", BLOCK, article="45", field="subprocessors", applies=has_legs)
def listing_was_checked_lately(case: DraftCase) -> Iterator[Finding]:
    """Where only listed organisations are adequate, the list was read in the last 12 months."""
    for leg in legs(case):
        transfer = leg.transfer
        if transfer is None or leg.mechanism != ADEQUACY:
            continue
        if not transfer.needs_organisation_listing:
            continue
        checked_on = transfer.checked_on
        if checked_on is None or checked_on < months_before(case.today, LISTING_MONTHS):
            yield leg.about("checked_on", missing=name_of("listing_check"))
        if not transfer.covers_hr_data and _carries_hr_data(case, leg):
            yield leg.about("covers_hr_data", missing=name_of("covers_hr_data"))


def _carries_hr_data(case: DraftCase, leg: Leg) -> bool:
    return any(
        flow.category in HR_CATEGORIES
        for flow in case.flows
        if (flow.target, flow.target_key) == (leg.target, leg.target_key)
    )


@book.rule("R-TR-4", BLOCK, article="46", field="subprocessors", applies=has_legs)
def safeguards_are_signed_and_assessed(case: DraftCase) -> Iterator[Finding]:
    """Standard clauses have a module and a signed copy; every safeguard of Art. 46 is assessed."""
    for leg in legs(case):
        if leg.transfer is None or leg.term is None or not leg.term.needs_impact_assessment:
            continue
        if leg.transfer.impact_assessment_on is None:
            yield leg.about("impact_assessment_on", missing=name_of("impact_assessment_on"))
        if leg.mechanism.startswith(STANDARD_CLAUSES):
            yield from _missing_of_clauses(case, leg, leg.transfer)


def _missing_of_clauses(case: DraftCase, leg: Leg, transfer: Transfer) -> Iterator[Finding]:
    # The term of a ground like scc_m3 already names the module.
    if not (transfer.module or (leg.term and leg.term.module)):
        yield leg.about("module", missing=name_of("module"))
    if transfer.signed_on is None or transfer.signed_on > case.today:
        yield leg.about("signed_on", missing=name_of("signed_copy"))


@book.rule("R-TR-5", WARN, article="49", field="subprocessors", applies=has_legs)
def derogations_go_to_the_officer(case: DraftCase) -> Iterator[Finding]:
    """A derogation of Art. 49 is exceptional: the data protection officer approves it."""
    for leg in legs(case):
        is_approved = leg.transfer is not None and leg.transfer.is_dpo_approved
        if leg.term is not None and leg.term.is_derogation and not is_approved:
            yield leg.about("is_dpo_approved")


@book.rule("R-TR-6", BLOCK, article="28(3)(a), 46", field="subprocessors", applies=has_legs)
def grounds_are_documented(case: DraftCase) -> Iterator[Finding]:
    """A ground is printed with its document and a date."""
    for leg in legs(case):
        if leg.transfer is None or not leg.mechanism:
            continue
        if not leg.transfer.document.strip():
            yield leg.about("document", missing=name_of("document"))
        if leg.transfer.checked_on is None and leg.transfer.signed_on is None:
            yield leg.about("checked_on", missing=name_of("checked_on"))


@book.rule("R-TR-7", INFO, article="45, 46", field="subprocessors", applies=has_legs)
def listed_organisations_have_a_fallback(case: DraftCase) -> Iterator[Finding]:
    """A decision that hangs on a list may fall; a signed fall-back keeps the service going."""
    for leg in legs(case):
        transfer = leg.transfer
        if transfer is None or leg.mechanism != ADEQUACY:
            continue
        if transfer.needs_organisation_listing and transfer.fallback is None:
            yield leg.about("fallback")
