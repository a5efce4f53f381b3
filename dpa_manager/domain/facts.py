"""The facts of a processing agreement: everything that its documents say, frozen.

Facts are gathered from the tables, judged by `domain.completeness`, kept as canonical JSON with
their SHA-256, and worded by `domain.wording`. They carry keys *and* the printed words in three
languages, so a renamed label or an edited measure never changes an old agreement.
Facts may be incomplete: whatever is not known yet is None, an empty string or an empty tuple.
"""

from dataclasses import dataclass, field
from datetime import date

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.parties import ClientFacts, Party, Person, ProcessorFacts, Worded
from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class PrincipalContract:
    """The contract for the services, to which the processing agreement belongs."""

    name: str
    reference: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class RetentionRule:
    """When data go: the rule's key and the full worded rule (start, period, action)."""

    key: str
    words: Phrase
    is_criteria: bool = False
    statute: str = ""


@dataclass(frozen=True)
class SensitiveData:
    """Why an Art. 9, Art. 10 or register-number category is processed, and under what safeguards.

    `legal_basis` is declared by the client (national register number, R-SENS-3).
    """

    reason: Phrase = field(default_factory=Phrase)
    safeguards: tuple[Worded, ...] = ()
    legal_basis: Phrase = field(default_factory=Phrase)


@dataclass(frozen=True)
class DataCategoryUse:
    """One category of personal data in one activity, with its retention.

    `nature` is "" (ordinary), art9, art10, nrn; `is_high_risk` is our own hint, not law.
    `description` is needed for categories whose term says so ("other", unknown content).
    """

    category: Worded
    nature: str = ""
    is_high_risk: bool = False
    needs_description: bool = False
    description: Phrase = field(default_factory=Phrase)
    retention: RetentionRule | None = None
    sensitive: SensitiveData | None = None


@dataclass(frozen=True)
class SubjectCategoryUse:
    """One category of data subjects in one activity."""

    category: Worded
    is_vulnerable: bool = False
    approximate_count: int | None = None


@dataclass(frozen=True)
class Location:
    """Where data are processed: a country and a kind of place (vocabulary `place_kinds`)."""

    country: Worded
    place: Worded
    is_eea: bool = True


@dataclass(frozen=True)
class Platform:
    """A platform of an activity; `contract_of` is client, kbits or "" while unanswered."""

    name: str
    contract_of: str = ""


@dataclass(frozen=True)
class RoleDecision:
    """The outcome of the role wizard (DOMAIN 1.1): "" while unanswered, else controller, processor,
    joint or none; `answers` are (question number, "yes" or "no", reason)."""

    outcome: str = ""
    answers: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class ActivityFacts:
    """One processing activity of Annex II."""

    number: int
    title: Phrase
    role: RoleDecision = field(default_factory=RoleDecision)
    client_role: str = "controller"
    service_kinds: tuple[Worded, ...] = ()
    purposes: Phrase = field(default_factory=Phrase)
    own_purposes: tuple[Worded, ...] = ()
    operations: tuple[Worded, ...] = ()
    subjects: tuple[SubjectCategoryUse, ...] = ()
    data: tuple[DataCategoryUse, ...] = ()
    channels: tuple[Worded, ...] = ()
    locations: tuple[Location, ...] = ()
    platforms: tuple[Platform, ...] = ()
    has_remote_access: bool = False
    automated_decision: Phrase = field(default_factory=Phrase)
    began_on: date | None = None
    runs_on_platform: bool = False


@dataclass(frozen=True)
class Transfer:
    """The ground on which data leave the EEA (GDPR chapter V) for one country.

    `document` names the decision, clauses or letter; `adequacy_expires_on` is the decision's end;
    `is_adequate` says whether an adequacy decision covers country and organisation on `checked_on`.
    """

    country: Worded
    mechanism: Worded | None = None
    document: str = ""
    module: str = ""
    signed_on: date | None = None
    checked_on: date | None = None
    is_adequate: bool = False
    adequacy_expires_on: date | None = None
    needs_organisation_listing: bool = False
    is_listed: bool = False
    covers_hr_data: bool = False
    impact_assessment_on: date | None = None
    fallback: Worded | None = None
    is_dpo_approved: bool = False


@dataclass(frozen=True)
class ChainLink:
    """A sub-processor of a sub-processor, with its contact (EDPB Opinion 22/2024)."""

    name: str
    address: str = ""
    contact: str = ""
    country: Worded | None = None
    is_eea: bool = True
    is_listed: bool = True


@dataclass(frozen=True)
class SubprocessorFacts:
    """One row of Annex IV.A; `number` never changes during the life of the agreement."""

    key: str
    number: int
    party: Party
    contact: Person | None = None
    service: Phrase = field(default_factory=Phrase)
    delimitation: Phrase = field(default_factory=Phrase)
    locations: tuple[Location, ...] = ()
    access_from: tuple[Location, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    chain: tuple[ChainLink, ...] = ()
    since_on: date | None = None
    starts_on: date | None = None
    is_authorised: bool = False
    contract_signed_on: date | None = None
    is_mirror_check_complete: bool = False
    notice_days: int | None = None
    is_outside_eea: bool = False


@dataclass(frozen=True)
class RecipientFacts:
    """One row of Annex IV.B: somebody who receives data and is not a sub-processor."""

    key: str
    number: int
    name: str
    group: Worded
    kind: Worded
    address: str = ""
    country: Worded | None = None
    is_eea: bool = True
    purpose: Phrase = field(default_factory=Phrase)
    instruction_on: date | None = None
    transfer: Transfer | None = None
    event: str = ""


@dataclass(frozen=True)
class FlowFacts:
    """One flow: whose data, which data, in which activity, to whom.

    `target` is stays, subprocessor or recipient; `target_key` is that row's key, else "".
    """

    activity: int
    subject: str
    category: str
    target: str = "stays"
    target_key: str = ""


@dataclass(frozen=True)
class MeasureFacts:
    """One measure of Annex III; `heading` is A to I or S (sensitive); `activities` () means all."""

    key: str
    heading: str
    label: Phrase
    text: Phrase = field(default_factory=Phrase)
    status: str = "implemented"
    planned_on: date | None = None
    is_visible_to_clients: bool = True
    activities: tuple[int, ...] = ()


@dataclass(frozen=True)
class MeasureSetFacts:
    """The measures chosen for this engagement; `reasons` say why a heading has none."""

    name: Phrase = field(default_factory=Phrase)
    version: int | None = None
    dated_on: date | None = None
    measures: tuple[MeasureFacts, ...] = ()
    reasons: tuple[tuple[str, Phrase], ...] = ()


@dataclass(frozen=True)
class Certificate:
    """A certificate or independent review (Art. 28(5))."""

    scheme: str
    scope: Phrase
    number: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class AccessFunction:
    """A function with access to sensitive data (Belgian Act of 30 July 2018, Arts. 9-10)."""

    function: Phrase
    tasks: Phrase
    bound_by: Worded


@dataclass(frozen=True)
class LegalRetention:
    """Data that a law obliges KBITS to keep after the end (II.C)."""

    data: Phrase
    statute: Phrase
    until: Phrase
    access: Phrase = field(default_factory=Phrase)


@dataclass(frozen=True)
class OnwardPermission:
    """A written permission for use by others for their own purposes (seed, F-14)."""

    scope: Phrase
    document: str
    given_on: date | None = None


@dataclass(frozen=True)
class SpecialTerm:
    """A negotiated term of clSpecial; may never lower Arts. 28(3), 28(4) or 32."""

    reference: str
    text: Phrase
    is_contradicting: bool = False


@dataclass(frozen=True)
class AgreementFacts:
    """Everything that one version of a processing agreement says."""

    engagement: str
    title: str
    client: ClientFacts
    processor: ProcessorFacts
    terms: AgreementTerms
    subject_matter: Phrase = field(default_factory=Phrase)
    controller_duties: Phrase = field(default_factory=Phrase)
    principal_contract: PrincipalContract | None = None
    duration_kind: str = ""
    effective_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None
    replaces: str = ""
    activities: tuple[ActivityFacts, ...] = ()
    subprocessors: tuple[SubprocessorFacts, ...] = ()
    recipients: tuple[RecipientFacts, ...] = ()
    flows: tuple[FlowFacts, ...] = ()
    measures: MeasureSetFacts = field(default_factory=MeasureSetFacts)
    certificates: tuple[Certificate, ...] = ()
    access_functions: tuple[AccessFunction, ...] = ()
    legal_retention: tuple[LegalRetention, ...] = ()
    onward_permissions: tuple[OnwardPermission, ...] = ()
    special_terms: tuple[SpecialTerm, ...] = ()

    def in_agreement(self) -> tuple[ActivityFacts, ...]:
        """The activities that the agreement covers: those in which KBITS is processor."""
        return tuple(a for a in self.activities if a.role.outcome == "processor")
