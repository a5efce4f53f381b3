"""The shapes of the terms: one frozen dataclass a list, as the TOML files spell them.

Every field of a term in a TOML file has the name of the field here; `nl`, `fr` and `en` of a term
are its label. Keys never change their meaning; a term that is no longer offered gets an
`active_to` and stays readable in old agreements.
"""

from dataclasses import dataclass, field
from datetime import date

from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something with a stable key and a life: offered from `active_from` to `active_to`."""

    key: str
    order: int
    active_from: date
    active_to: date | None = None

    def is_active(self, *, on: date) -> bool:
        """Is it offered for new work on this day? Both days count."""
        return self.active_from <= on and (self.active_to is None or on <= self.active_to)


@dataclass(frozen=True, kw_only=True)
class Term(Entry):
    """An entry with a label in three languages, and a note for those who choose it."""

    label: Phrase
    note: Phrase = field(default_factory=Phrase)


@dataclass(frozen=True, kw_only=True)
class Concept(Term):
    """A word of the law with its locked label; `also` are words that search must find too."""

    article: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataCategory(Term):
    """A category of personal data (Art. 30(2), F-01).

    `nature` is "" (ordinary), art9, art10 or nrn; `is_high_risk` is our own hint, not law.
    """

    nature: str = ""
    is_in_seed: bool = False
    is_high_risk: bool = False
    needs_description: bool = False
    identifiability: str = "indirect"
    dpv: tuple[str, ...] = ()
    fideslang: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubjectCategory(Term):
    """A category of data subjects."""

    is_vulnerable: bool = False
    dpv: tuple[str, ...] = ()
    fideslang: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Operation(Term):
    """An operation of Art. 4(2)."""

    dpv: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ServiceKind(Term):
    """Something that KBITS sells, with all that is usual for it: the preset of an activity.

    `retention` holds keys of retention rules, the first one for the data of the activity;
    `retention_by_data` overrides it for a category as "category=RULE"; `locations` are
    "country/place"; `subjects` and `data` may be empty when they differ for each client.
    """

    purpose: Phrase
    operations: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    subprocessor_kinds: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    retention_by_data: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("assignment",)
    locations: tuple[str, ...] = ()
    dpv: tuple[str, ...] = ()
    runs_on_platform: bool = False
    has_remote_access: bool = False
    is_usually_own_controller: bool = False
    has_all_subjects: bool = False


@dataclass(frozen=True, kw_only=True)
class SubprocessorKind(Term):
    """A usual kind of supplier behind a service; some decide for themselves and are controllers."""

    is_often_own_controller: bool = False


@dataclass(frozen=True, kw_only=True)
class OwnPurpose(Term):
    """A purpose of KBITS itself as controller (F-11); never of a processor activity (R-ROLE-2)."""

    text: Phrase
    legal_bases: tuple[str, ...] = ()
    dpv: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RetentionRule(Term):
    """When data go: start event, period, action and, where one binds, the law.

    `sentence` is what is printed: start, period and action in one line. `is_criteria` rules need
    their own words before they may be printed (R-RET-1).
    """

    start: str
    action: str
    period: Phrase
    sentence: Phrase
    period_days: int | None = None
    period_months: int | None = None
    statute: Phrase = field(default_factory=Phrase)
    is_own_controller_only: bool = False
    is_criteria: bool = False


@dataclass(frozen=True, kw_only=True)
class MeasureHeading(Term):
    """A heading of Annex III; `needs_measure` headings of Art. 32 are never empty (R-C-2)."""

    article: str = ""
    needs_measure: bool = False
    is_printed_when_empty: bool = False
    takes_measures: bool = True


@dataclass(frozen=True, kw_only=True)
class Measure(Term):
    """A technical or organisational measure of the catalogue with a first concrete text.

    `status` is implemented, planned or not_applicable; `is_visible_to_clients` is no where the
    details would help an attacker: then the label is printed alone.
    """

    heading: str
    text: Phrase
    iso: tuple[str, ...] = ()
    dpv: tuple[str, ...] = ()
    status: str = "implemented"
    is_visible_to_clients: bool = True


@dataclass(frozen=True, kw_only=True)
class RecipientGroup(Term):
    """One of the closed groups of recipients (seed F-16), with the conditions of the form."""

    conditions: Phrase
    is_in_seed: bool = True
    needs_event: bool = False
    needs_named_partner: bool = False
    needs_client_instruction: bool = False
    needs_legal_ground: bool = False
    needs_client_amendment: bool = False


@dataclass(frozen=True, kw_only=True)
class RecipientKind(Term):
    """What a recipient is under the GDPR; `role` is what Annex IV.B prints."""

    role: Phrase
    article: str = ""
    is_outside_organisation: bool = True
    is_sub_processor: bool = False
    dpv: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TransferMechanism(Term):
    """A ground of chapter V; `module` is the module of the clauses 2021/914, else ""."""

    article: str = ""
    dpv: tuple[str, ...] = ()
    module: str = ""
    is_transfer: bool = True
    is_derogation: bool = False
    needs_document: bool = False
    needs_impact_assessment: bool = False
    needs_dpo_approval: bool = False


@dataclass(frozen=True, kw_only=True)
class Country(Term):
    """A country or territory; the key is its ISO 3166-1 alpha-2 code."""


@dataclass(frozen=True, kw_only=True)
class EeaMembership(Entry):
    """From when until when a country belongs to the European Economic Area."""

    country: str
    from_on: date
    until_on: date | None = None

    def holds(self, *, on: date) -> bool:
        """Is the country inside on this day? Both days count."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, kw_only=True)
class AdequacyDecision(Term):
    """A decision of the Commission under Art. 45 (or Art. 25(6) of Directive 95/46/EC).

    The label is its name as printed. `adopted_on` and `expires_on` bound its effect; `mark` tells
    how sure we are: verified, memory or unsure. For a body that is no country `country` is "" and
    `body` names it.
    """

    adopted_on: date
    act: str = ""
    country: str = ""
    body: Phrase = field(default_factory=Phrase)
    expires_on: date | None = None
    repealed_on: date | None = None
    scope: Phrase = field(default_factory=Phrase)
    checked_on: date | None = None
    source: str = ""
    mark: str = "memory"
    needs_organisation_listing: bool = False
    covers_hr_data_only_if_listed: bool = False

    def holds(self, *, on: date) -> bool:
        """Does the decision stand on this day? The day of adoption and of expiry count."""
        ends = [end for end in (self.expires_on, self.repealed_on) if end]
        return self.adopted_on <= on and all(on <= end for end in ends)


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Term):
    """A lawful ground of Art. 6(1) or an exception of Art. 9(2)."""

    article: str
    dpv: tuple[str, ...] = ()
    needs_explanation: bool = False


@dataclass(frozen=True, kw_only=True)
class Right(Term):
    """A right of the data subject."""

    article: str
    dpv: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SupervisoryAuthority(Term):
    """A supervisory authority; the label is its name, the address exists per language."""

    country: str
    address: Phrase
    email: str = ""
    website: str = ""
    region: str = ""
    mark: str = "memory"


@dataclass(frozen=True, kw_only=True)
class ContactSubject(Term):
    """A row of Annex I.D; `is_required` rows must have a person of the client."""

    is_required: bool = True


@dataclass(frozen=True, kw_only=True)
class Capacity(Term):
    """In which capacity somebody signs; `needs_mandate` where a dated mandate must be on file."""

    needs_mandate: bool = False


@dataclass(frozen=True, kw_only=True)
class PersonRole(Term):
    """A role of a person who signs in (DECISIONS 10); roles of staff combine."""

    is_client: bool = False


@dataclass(frozen=True, kw_only=True)
class RegisterKind(Term):
    """A kind of register number; `country` is "" where any country may have it."""

    country: str = ""
    digits: int | None = None


@dataclass(frozen=True, kw_only=True)
class SignatureLevel(Term):
    """A level of electronic signature (eIDAS); `rank` orders them from weak to strong."""

    article: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class State(Term):
    """A state of a thing that lives; `dpv` is its exported status."""

    dpv: tuple[str, ...] = ()
    is_final: bool = False


@dataclass(frozen=True, kw_only=True)
class PublicBody(Term):
    """A kind of public body, with the languages it must use (law of 18.7.1966)."""

    languages: tuple[str, ...] = ()
    authority: str = "gba"


@dataclass(frozen=True, kw_only=True)
class RoleQuestion(Term):
    """A question of the role wizard (DOMAIN 1.1); the label is the question.

    `yes` and `no` say what follows: "question:5" or "outcome:processor".
    """

    yes: str
    no: str
    note_on_yes: Phrase = field(default_factory=Phrase)
    note_on_no: Phrase = field(default_factory=Phrase)


@dataclass(frozen=True, kw_only=True)
class TemplateKind(Term):
    """A kind of template (DECISIONS 11); texts of the Commission are locked and not shipped."""

    is_locked_text: bool = False
    is_agreement: bool = False


@dataclass(frozen=True, kw_only=True)
class Option(Term):
    """One value of a choice in an agreement, with one sentence for the account manager."""

    explanation: Phrase
