"""The tables: what is remembered; TABLES lists them all, parents before children."""

from dpa_manager.models.activity import Activity, ActivityData, ActivitySubject
from dpa_manager.models.agreement import Agreement, AgreementVersion
from dpa_manager.models.assignment import Assignment
from dpa_manager.models.authorisation import Authorisation
from dpa_manager.models.base import Row
from dpa_manager.models.client import Client, EndController
from dpa_manager.models.contact import Contact, ContactRole
from dpa_manager.models.credential import Credential, RecoveryCode
from dpa_manager.models.document import Document
from dpa_manager.models.engagement import (
    AccessFunction,
    Engagement,
    LegalRetention,
    OnwardPermission,
    SpecialTerm,
)
from dpa_manager.models.event import ChainHead, Checkpoint, Event, EventPersonal
from dpa_manager.models.evidence_item import EvidenceItem
from dpa_manager.models.flow import Flow
from dpa_manager.models.kept_form import KeptForm
from dpa_manager.models.list_item import ListItem
from dpa_manager.models.listing import EngagementRecipient, EngagementSubprocessor
from dpa_manager.models.measure import Measure, MeasureSet
from dpa_manager.models.measure_choice import EngagementMeasure, HeadingReason
from dpa_manager.models.one_time_link import OneTimeCode, OneTimeLink
from dpa_manager.models.outgoing_mail import OutgoingMail
from dpa_manager.models.own_organisation import OwnContact, OwnContactRole, OwnOrganisation
from dpa_manager.models.recipient import Recipient
from dpa_manager.models.security_log import SecurityLog
from dpa_manager.models.session import Session
from dpa_manager.models.setting import Setting
from dpa_manager.models.sign_in_attempt import SignInAttempt
from dpa_manager.models.subprocessor import Subprocessor
from dpa_manager.models.template import Template, TemplateVersion
from dpa_manager.models.transfer import Transfer
from dpa_manager.models.user import Membership, StaffRole, User

__all__ = [
    "TABLES",
    "AccessFunction",
    "Activity",
    "ActivityData",
    "ActivitySubject",
    "Agreement",
    "AgreementVersion",
    "Assignment",
    "Authorisation",
    "ChainHead",
    "Checkpoint",
    "Client",
    "Contact",
    "ContactRole",
    "Credential",
    "Document",
    "EndController",
    "Engagement",
    "EngagementMeasure",
    "EngagementRecipient",
    "EngagementSubprocessor",
    "Event",
    "EventPersonal",
    "EvidenceItem",
    "Flow",
    "HeadingReason",
    "KeptForm",
    "LegalRetention",
    "ListItem",
    "Measure",
    "MeasureSet",
    "Membership",
    "OneTimeCode",
    "OneTimeLink",
    "OnwardPermission",
    "OutgoingMail",
    "OwnContact",
    "OwnContactRole",
    "OwnOrganisation",
    "Recipient",
    "RecoveryCode",
    "SecurityLog",
    "Session",
    "Setting",
    "SignInAttempt",
    "SpecialTerm",
    "StaffRole",
    "Subprocessor",
    "Template",
    "TemplateVersion",
    "Transfer",
    "User",
]

TABLES: tuple[type[Row], ...] = (
    Event,
    EventPersonal,
    ChainHead,
    Checkpoint,
    OwnOrganisation,
    OwnContact,
    OwnContactRole,
    Client,
    EndController,
    User,
    StaffRole,
    Membership,
    ListItem,
    Setting,
    MeasureSet,
    Measure,
    Engagement,
    AccessFunction,
    LegalRetention,
    OnwardPermission,
    SpecialTerm,
    Contact,
    ContactRole,
    Activity,
    ActivitySubject,
    ActivityData,
    Subprocessor,
    Recipient,
    Transfer,
    Authorisation,
    EngagementSubprocessor,
    EngagementRecipient,
    Flow,
    EngagementMeasure,
    HeadingReason,
    Template,
    TemplateVersion,
    Agreement,
    AgreementVersion,
    Document,
    EvidenceItem,
    Assignment,
    Credential,
    RecoveryCode,
    Session,
    OneTimeLink,
    OneTimeCode,
    SignInAttempt,
    SecurityLog,
    OutgoingMail,
    KeptForm,
)
