"""The words that a template of kind `processing-agreement` may use: names, shapes and meanings.

This is the one list. `domain.wording` fills exactly these, the upload check allows no others, and
`templates/README.md` is written from it. A template sees plain text, yes/no and rows of them only.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words, printed as they are; `may_be_empty` only where a condition beside it says so."""

    meaning: str
    may_be_empty: bool = False


@dataclass(frozen=True)
class YesNo:
    """A condition for `{%p if … %}`."""

    meaning: str


@dataclass(frozen=True)
class Group:
    """Words under one name: `client.legal_name`."""

    meaning: str
    words: dict[str, "Word"]


@dataclass(frozen=True)
class Rows:
    """A list to loop over: `{%p for activity in activities %}`."""

    meaning: str
    words: dict[str, "Word"]


@dataclass(frozen=True)
class Lines:
    """A list of plain texts to loop over."""

    meaning: str


Word = Text | YesNo | Group | Rows | Lines


def _optional(meaning: str) -> Text:
    return Text(meaning, may_be_empty=True)


_PERSON: dict[str, Word] = {
    "name": Text("name"),
    "position": _optional("position"),
    "email": _optional("e-mail address"),
    "phone": _optional("phone number"),
    "line": Text("name, position, e-mail and phone that are known, in one line"),
}

_PARTY: dict[str, Word] = {
    "legal_name": Text("name as registered"),
    "trade_name": _optional("trade name"),
    "has_trade_name": YesNo("a trade name is known"),
    "legal_form": _optional("legal form"),
    "has_legal_form": YesNo("a legal form is known"),
    "register_kind_label": Text("label of the kind of register number"),
    "register_no": Text("register number as printed, with dots and without BE"),
    "address_label": Text('"Registered office", or "Address" for a natural person'),
    "address": Text("street, postcode and city; the country when not both parties are Belgian"),
    "role_label": Text("role in this agreement, worded"),
    "signatories": Rows(
        "who signs: one or two",
        {
            "name": Text("name"),
            "capacity": Text("capacity, worded"),
            "mandate": _optional('"mandate of 3 May 2026"'),
            "has_mandate": YesNo("signs by mandate"),
            "line": Text("name, capacity and mandate in one line"),
        },
    ),
    "represented_by": Text("all signatories with capacities, in one line"),
    "contact": Group("data protection contact", _PERSON),
    "has_second_signatory": YesNo("two persons sign together"),
    "first_signatory": Text("first signatory: name, capacity, mandate"),
    "second_signatory": _optional("second signatory: name, capacity, mandate"),
}

_REFERENCE_ROWS: dict[str, Word] = {
    "number": Text('"IV.2" or "R1"'),
    "name": Text("name in Annex IV"),
}

_PLACE: dict[str, Word] = {
    "line": Text("country and kind of place"),
    "is_outside_eea": YesNo("outside the EEA"),
}

_TRANSFER: dict[str, Word] = {
    "country": Text("country"),
    "ground": Text("mechanism, worded"),
    "document": _optional("decision, clauses or letter"),
    "has_document": YesNo("a document is named"),
    "checked_on": _optional("date of the last check"),
    "has_checked_on": YesNo("a check is dated"),
    "expires_on": _optional("end of the adequacy decision"),
    "has_expires_on": YesNo("the decision has an end"),
    "fallback": _optional("fall-back ground"),
    "has_fallback": YesNo("a fall-back ground is agreed"),
    "assessment_on": _optional("date of the transfer impact assessment"),
    "has_assessment": YesNo("a transfer impact assessment exists"),
}

_FIGURES: dict[str, Word] = {
    name: Text(meaning)
    for name, meaning in {
        "notice_days": "announcement of a new sub-processor",
        "objection_days": "time to object",
        "objection_solution_days": "time to find a way after an objection",
        "objection_exit_days": "notice of KBITS when it may end after an objection",
        "emergency_working_days": "short window of an emergency replacement",
        "breach_notice_hours": "longest time to report a breach",
        "dsr_forward_working_days": "forwarding a data subject's request",
        "dsr_execute_days": "carrying out an instruction on a request",
        "audit_notice_days": "notice of an audit",
        "audit_max_per_year": '"once a year"',
        "evidence_answer_working_days": "sending the evidence pack",
        "assist_answer_working_days": "help with an impact assessment",
        "finding_plan_working_days": "plan after audit findings",
        "instruction_confirm_working_days": "writing down a spoken instruction",
        "out_of_scope_answer_working_days": "answer to an instruction outside the scope",
        "tom_objection_days": "reaction to a changed measure",
        "law_change_days": "start of talks after a change of law",
        "talk_days": "talks before going to court",
        "end_days": "erasure after the end",
        "read_only_days": "read-only when the Client does not answer",
        "return_accept_days": "acceptance of a return",
        "backup_expiry_days": "expiry of backups",
        "certificate_days": "certificate after the last erasure",
    }.items()
}
_TERMS: dict[str, Word] = _FIGURES | {
    "included_hours_per_year": _optional("hours of help included a year (cost_model fair_use)"),
    "hourly_rate": _optional('"95 euro per uur"'),
    "has_hourly_rate": YesNo("a rate is agreed here"),
    "governing_law": Text("the law, worded"),
    "court": Text("the court of KBITS's seat, worded"),
}

WORDS: dict[str, Word] = {
    # identity of the document
    "reference": Text("reference of the agreement"),
    "version": Text("version number"),
    "dated_on": Text("date of this version"),
    "annex_version": Text("version of the annexes"),
    "template_version": Text("version of the template"),
    "facts_fingerprint": Text("first 12 characters of the facts' SHA-256"),
    "title": Text("name of the engagement as typed"),
    "is_preview": YesNo("a preview, not an issued version"),
    "language_name": Text("language of this document"),
    "authentic_language_name": Text("language of the authentic version"),
    "is_translation": YesNo("this document is a translation for information"),
    "is_authentic_with_translation": YesNo("this document is authentic and translations exist"),
    "is_single_language": YesNo("the agreement exists in one language only"),
    "other_languages": _optional("the other languages in one line"),
    "portal_url": _optional("address of the portal"),
    "has_portal": YesNo("a portal address is set"),
    "replaces": _optional("earlier agreement that this one replaces"),
    "has_replaced": YesNo("an earlier agreement is replaced"),
    # parties
    "client": Group(
        "the Client",
        _PARTY
        | {
            "dpo": Group("data protection officer", _PERSON),
            "has_dpo": YesNo("the Client has a data protection officer"),
            "eu_representative": Group("representative in the Union", _PERSON),
            "has_eu_representative": YesNo("the Client has a representative in the Union"),
        },
    ),
    "kbits": Group(
        "KBITS",
        _PARTY
        | {
            "dpo": Group("data protection officer", _PERSON),
            "has_formal_dpo": YesNo("KBITS has a data protection officer under Art. 37"),
            "privacy_email": Text("address for privacy matters"),
            "instruction_email": Text("address for instructions"),
            "phone": Text("phone number"),
            "letterhead": Text("address and e-mail in one line"),
            "privacy_statement": Text('"privacyverklaring van 15 oktober 2023"'),
        },
    ),
    "contacts": Rows(
        "Annex I.D, in the fixed order of subjects",
        {
            "subject": Text("subject"),
            "client": Group("the Client's person", _PERSON),
            "kbits": Group("KBITS's person", _PERSON),
        },
    ),
    "authority": Group(
        "the competent supervisory authority",
        {
            "name": Text("name"),
            "address": Text("address"),
            "email": _optional("e-mail address"),
            "has_email": YesNo("an e-mail address is known"),
        },
    ),
    "client_is_controller": YesNo("the Client is controller for every activity"),
    "client_is_processor": YesNo("the Client is itself processor for at least one activity"),
    "client_is_mixed": YesNo("controller for some activities, processor for others"),
    "end_controllers": Rows(
        "controllers behind the Client",
        {"name": Text("name"), "address": _optional("address"), "contact": _optional("contact")},
    ),
    "end_controllers_note": _optional("when they may not be named: category and number"),
    "has_end_controllers_note": YesNo("they may not be named"),
    # contract, subject, duration
    "has_principal_contract": YesNo("there is a Principal Contract"),
    "principal_contract": Group(
        "the Principal Contract",
        {"line": _optional("name, reference and date in one line"), "name": _optional("name")},
    ),
    "subject_matter": Text("subject matter in one sentence"),
    "service_kinds": Lines("services of all activities"),
    "service_line": Text("services of all activities in one line"),
    "duration_is_principal": YesNo("as long as the Principal Contract"),
    "duration_is_fixed": YesNo("fixed term"),
    "duration_is_open": YesNo("open term"),
    "has_effective_date": YesNo("starts on a stated date, not on the last signature"),
    "effective_on": _optional("that date"),
    "end_on": _optional("end of a fixed term"),
    "duration_line": Text("the duration in one line, for Annex II"),
    # key terms box: whole values
    "brief": Group(
        'the "In brief" box',
        {
            "service": Text("the service"),
            "subjects": Text("whose data"),
            "sensitive": Text("sensitive data or not"),
            "subprocessors": Text("mode and days"),
            "outside_eea": Text("data outside the EEA, with countries"),
            "breach": Text("hours of the breach notice"),
            "audit": Text("notice of audits"),
            "end": Text("choice, days and backups at the end"),
            "call": Text("whom to call"),
        },
    ),
    # options that switch text
    "automated_decision": YesNo("an activity takes automated decisions"),
    "has_onward_permission": YesNo("a written permission for onward use exists"),
    "onward_permissions": Rows(
        "written permissions",
        {"scope": Text("scope"), "document": Text("document"), "given_on": Text("date")},
    ),
    "has_certificates": YesNo("certificates exist"),
    "has_sensitive": YesNo("Art. 9, Art. 10 or national register number data"),
    "has_nrn": YesNo("national register numbers"),
    "has_high_risk": YesNo("data of raised risk by our own hint"),
    "subproc_is_general": YesNo("general authorisation"),
    "subproc_is_specific": YesNo("specific authorisation"),
    "subproc_is_none": YesNo("no sub-processors allowed"),
    "objection_is_client_exit": YesNo("after an objection the Client may end"),
    "objection_is_mutual_exit": YesNo("after an objection both may end"),
    "objection_is_no_exit": YesNo("after an objection the old sub-processor stays"),
    "emergency_replacement": YesNo("emergency replacement is agreed"),
    "has_transfers": YesNo("data leave the EEA"),
    "client_outside_eea": YesNo("the Client itself is outside the EEA"),
    "has_recipients": YesNo("other recipients exist"),
    "has_event_partner": YesNo("a commercial partner of an event receives data"),
    "dsr_neutral_receipt": YesNo("KBITS may tell a person to whom the request went"),
    "cost_is_fair_use": YesNo("cost model fair use"),
    "cost_is_all_included": YesNo("cost model all included"),
    "cost_is_principal": YesNo("cost model of the Principal Contract"),
    "liability_is_law": YesNo("no cap, the law applies"),
    "liability_is_principal": YesNo("the Principal Contract's rules apply"),
    "liability_is_own_cap": YesNo("own cap"),
    "liability_cap": _optional("amount of the own cap"),
    "auxiliaries_clause": YesNo("claims against staff and helpers are limited"),
    "end_is_delete": YesNo("erase at the end"),
    "end_is_return": YesNo("return, then erase"),
    "end_is_open": YesNo("the Client decides at the end"),
    "return_format": _optional("format of the return"),
    "has_return_format": YesNo("a format is agreed"),
    "has_legal_retention": YesNo("a law obliges KBITS to keep data"),
    "legal_retention": Rows(
        "Annex II.C",
        {
            "data": Text("data"),
            "statute": Text("statute and article"),
            "until": Text("until when"),
            "access": Text("who has access"),
        },
    ),
    "court_is_kbits": YesNo("court of KBITS's seat"),
    "court_is_defendant": YesNo("court of the defendant's seat"),
    "court_is_client": YesNo("court of the Client's seat"),
    "signature_on_paper": YesNo("signed on paper"),
    "signature_level": Text("agreed signature level, worded"),
    "has_controller_duties": YesNo("extra duties of the Client are agreed"),
    "controller_duties": _optional("extra duties of the Client"),
    "terms": Group("figures with their unit already worded", _TERMS),
    "instruction_givers": Text("the persons who may instruct, in one line"),
    "staff_confidentiality": Text("how staff are bound to secrecy"),
    "has_insurance": YesNo("insurance is agreed"),
    "insurance": Group(
        "insurance", {"kind": _optional("kind of cover"), "amount": _optional("insured sum a year")}
    ),
    "has_accession": YesNo("others may accede"),
    "has_special_terms": YesNo("special terms are agreed"),
    "special_terms": Rows(
        "special terms",
        {"number": Text("number"), "reference": Text("clause"), "text": Text("text")},
    ),
    # Annex II
    "end_choice_line": Text("general choice at the end, for Annex II"),
    "has_several_activities": YesNo("more than one activity"),
    "activities": Rows(
        "Annex II.A, one block an activity",
        {
            "number": Text('"II.1"'),
            "title": Text("title"),
            "service_line": Text("services"),
            "client_role": Text("role of the Client in this activity"),
            "purposes": Text("purposes: service and the Client's own words"),
            "operations": Text("operations of Art. 4(2), in one line"),
            "subjects": Lines("data subjects, one a line, with number and vulnerability in words"),
            "data": Rows(
                "categories of data",
                {
                    "label": Text("category, with its description"),
                    "special": _optional('"art. 9", "art. 10", "national register number"'),
                    "is_special": YesNo("a special nature is printed"),
                    "retention": Text("start, period and action"),
                },
            ),
            "channels": _optional("where the data come from"),
            "has_channels": YesNo("channels are known"),
            "locations": Lines("places of processing"),
            "platforms": _optional("platforms that the Client contracted itself"),
            "has_platforms": YesNo("such platforms exist"),
            "subprocessors": Rows("sub-processors", _REFERENCE_ROWS),
            "subprocessor_line": Text('numbers and names, or "none"'),
            "recipient_line": Text('numbers and names, or "none"'),
            "automated_decision": Text('description, or "none"'),
        },
    ),
    "sensitive": Rows(
        "Annex II.B",
        {
            "category": Text("category"),
            "ground": Text("article 9, article 10, national register number"),
            "activities": Text("numbers of the activities"),
            "reason": Text("why needed"),
            "safeguards": Lines("extra safeguards"),
            "legal_basis": _optional("legal basis declared by the Client"),
            "has_legal_basis": YesNo("a legal basis is declared"),
        },
    ),
    "has_access_functions": YesNo("functions with access are listed"),
    "access_functions": Rows(
        "Annex II.D",
        {"function": Text("function"), "tasks": Text("tasks"), "bound_by": Text("contract or law")},
    ),
    "flows": Rows(
        "Annex II.E, merged and sorted",
        {
            "activity": Text('"II.1"'),
            "is_group_start": YesNo("first row of an activity when the table is grouped"),
            "group_title": _optional(
                "number and title of the activity, on the first row of a group"
            ),
            "subjects": Text("data subjects"),
            "data": Lines("data categories"),
            "target": Text("number and name, or: stays with KBITS"),
            "country": Text("country or countries"),
            "is_outside_eea": YesNo("outside the EEA"),
        },
    ),
    "flows_are_grouped": YesNo("more than 25 rows: grouped by activity"),
    # Annex III
    "measure_set": Group(
        "the measure set",
        {
            "name": Text("name"),
            "version": Text("version"),
            "dated_on": Text("date"),
            "line": Text("all"),
        },
    ),
    "measure_groups": Rows(
        "headings A to G of Annex III that have something to print",
        {
            "title": Text("heading"),
            "article": Text("article of the GDPR"),
            "has_measures": YesNo("measures exist; else the reason is printed"),
            "reason": _optional("why there is no measure"),
            "measures": Rows(
                "measures",
                {
                    "label": Text("measure"),
                    "text": Text("what is in place"),
                    "activities": Text('"all" or numbers'),
                },
            ),
        },
    ),
    "has_remote_access": YesNo("an activity has remote access"),
    "remote_access": Lines("rules of remote access and support (III.H)"),
    "assistance": Lines("help to the Client (III.I)"),
    "certificates": Rows(
        "Annex III.J",
        {
            "scheme": Text("scheme"),
            "scope": Text("scope"),
            "number": _optional("number"),
            "has_number": YesNo("a number is known"),
            "valid_until": _optional("valid until"),
            "has_valid_until": YesNo("an end is known"),
        },
    ),
    "has_planned": YesNo("planned measures exist"),
    "measures_planned": Rows(
        "Annex III.K", {"label": Text("measure"), "text": Text("what"), "planned_on": Text("date")}
    ),
    # Annex IV
    "has_subprocessors": YesNo("sub-processors are listed"),
    "subprocessors": Rows(
        "Annex IV.A",
        {
            "number": Text('"IV.1"'),
            "name": Text("legal name"),
            "register_no": _optional("label and register number"),
            "has_register_no": YesNo("a register number is known"),
            "address": Text("address"),
            "contact": Text("contact person: name and position"),
            "contact_email": Text("e-mail of the contact person"),
            "service": Text("task"),
            "delimitation": _optional("how the task is marked off from others"),
            "has_delimitation": YesNo("a delimitation is written"),
            "activities": Text("numbers of the activities"),
            "data": Lines("data categories"),
            "subjects": Text("data subjects"),
            "locations": Lines("places of processing"),
            "access_from": Lines("access from"),
            "has_access_from": YesNo("access from elsewhere"),
            "is_outside_eea": YesNo("outside the EEA by place or by access"),
            "transfers": Rows("grounds of transfer", _TRANSFER),
            "chain": Lines("further sub-processors"),
            "has_chain": YesNo("further sub-processors are known"),
            "since": Text("since"),
        },
    ),
    "recipients": Rows(
        "Annex IV.B",
        {
            "number": Text('"R1"'),
            "name": Text("name"),
            "address": _optional("address"),
            "has_address": YesNo("an address is known"),
            "group": Text("recipient group"),
            "role": Text("role under the GDPR"),
            "data": Lines("data categories"),
            "subjects": Text("data subjects"),
            "purpose": Text("purpose"),
            "instruction": Text("date of the instruction"),
            "country": Text("country"),
            "is_outside_eea": YesNo("outside the EEA"),
            "has_transfer": YesNo("a ground of transfer is printed"),
            "transfer": _optional("ground, document and date of the transfer"),
            "event": _optional("event of a commercial partner"),
            "has_event": YesNo("an event is named"),
        },
    ),
}

# The clauses every processing agreement must hold (R-TPL-2, AGREEMENT 2.7), in printed order.
CLAUSES = (
    "clParties", "clTerms", "clScope", "clInstructions", "clPurpose", "clConfidentiality",
    "clSecurity", "clSensitive", "clSub", "clTransfers", "clRecipients", "clAuthorityRequests",
    "clRequests", "clBreach", "clAssessment", "clRecords", "clAudit", "clClient", "clCosts",
    "clLiability", "clDuration", "clEnd", "clChanges", "clPrecedence", "clNotices", "clLanguage",
    "clLaw", "clSignature", "clFinal",
)  # fmt: skip
OPTIONAL_CLAUSES = ("clInsurance", "clAccession", "clSpecial")
ANNEXES = ("anParties", "anProcessing", "anMeasures", "anSubprocessors")
SIGNATURE_PLACES = ("signatures", "sigclient", "sigkbits")
SECOND_SIGNATURE_PLACES = ("sigclient2", "sigkbits2")
