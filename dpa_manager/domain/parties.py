"""The parties to a processing agreement as facts: who they are, who signs, whom to reach."""

from dataclasses import dataclass, field
from datetime import date

from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class Worded:
    """A term of a vocabulary as it was when the facts were gathered: its key and its words."""

    key: str
    words: Phrase


@dataclass(frozen=True)
class Person:
    """Somebody to write or call; `position` is in the person's own words."""

    name: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs for a party, in which capacity, and whether that authority was confirmed."""

    name: str
    capacity: Worded | None = None
    mandate_on: date | None = None
    is_authority_confirmed: bool = False


@dataclass(frozen=True)
class ContactPoint:
    """Whom to reach about one subject of Annex I.D (vocabulary `contact_subjects`)."""

    subject: Worded
    person: Person


@dataclass(frozen=True)
class Address:
    """A postal address; street as registered, country in the language of the document."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: Worded | None = None


@dataclass(frozen=True)
class Party:
    """A party to the agreement: the client or the processor."""

    legal_name: str = ""
    trade_name: str = ""
    legal_form: str = ""
    is_natural_person: bool = False
    register_kind: Worded | None = None
    register_no: str = ""
    address: Address = field(default_factory=Address)
    signatories: tuple[Signatory, ...] = ()
    contact: Person | None = None
    dpo: Person | None = None
    eu_representative: Person | None = None
    contacts: tuple[ContactPoint, ...] = ()


@dataclass(frozen=True)
class EndController:
    """A controller behind a client that is itself a processor (Art. 28(4))."""

    name: str
    address: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Authority:
    """A supervisory authority; name and street exist per language (AGREEMENT 3.1)."""

    key: str
    name: Phrase
    address: Phrase
    email: str = ""


@dataclass(frozen=True)
class ClientFacts:
    """The client, and what decides language, authority and signature for it.

    `role` is one of controller, processor, mixed; `public_body` is "" for a private client, else
    flemish, walloon, brussels, german_speaking or federal; `region` is flanders, wallonia,
    brussels, german_speaking or "" outside Belgium (DECISIONS 36).
    """

    party: Party
    reference: str = ""
    role: str = "controller"
    language: str = "nl"
    region: str = ""
    public_body: str = ""
    authority: Authority | None = None
    end_controllers: tuple[EndController, ...] = ()
    end_controllers_note: str = ""
    min_signature_level: Worded | None = None
    is_signed_on_paper: bool = False


@dataclass(frozen=True)
class ProcessorFacts:
    """KBITS itself; `privacy_officer_kind` is formal_dpo or privacy_contact (Arts. 37-39)."""

    party: Party
    privacy_email: str = ""
    instruction_email: str = ""
    general_email: str = ""
    phone: str = ""
    privacy_officer_kind: str = "privacy_contact"
    privacy_statement_on: date | None = None
    staff_confidentiality: Phrase = field(default_factory=Phrase)
    has_confidentiality_evidence: bool = False
    portal_url: str = ""
