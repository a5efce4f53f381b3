"""Table of cases: the end, costs, liability, languages and choices."""

from dataclasses import replace

from dpa_manager.domain.facts import SensitiveData, SpecialTerm
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.changed_cases import (
    FACTS,
    HOSTING,
    OWN,
    SUPPORT,
    row,
    with_client,
    with_hosting,
    with_mailer,
    with_measure,
    with_processor,
    with_terms,
    with_use,
)
from tests.domain.completeness.complete_case import complete_terms
from tests.domain.completeness.complete_template import complete_case
from tests.domain.completeness.complete_words import word

COMPLETE = complete_case()
(KEPT,) = FACTS.legal_retention
(TERM,) = FACTS.special_terms


def _kept(**changes: object):
    return complete_case(legal_retention=(replace(KEPT, **changes),))


def _special(**changes: object):
    return complete_case(special_terms=(replace(TERM, **changes),))


def _drafted(*languages: str, terms: dict[str, object] | None = None, **client: object):
    return complete_case(
        languages=languages,
        terms=complete_terms(**(terms or {})),
        client=replace(FACTS.client, **client),
    )


HALF_A_REASON = SensitiveData(reason=Phrase("nodig", "", "needed"))
SINGLE = {"language_mode": "single", "authentic_language": ""}

CASES = (
    row("R-G-2", "no statute", "legal_retention.1.statute", _kept(statute=Phrase()), COMPLETE),
    row(
        "R-G-3",
        "backups that never expire",
        "terms.backup_expiry_days",
        with_terms(backup_expiry_days=None),
        with_terms(backup_expiry_days=1),
    ),
    row(
        "R-G-4",
        "a return without a format",
        "terms.return_format",
        with_terms(return_format=" "),
        with_terms(return_format="", end_choice="delete"),
    ),
    row("R-G-5", "no end", "legal_retention.1.until", _kept(until=Phrase()), COMPLETE),
    row("R-G-5", "nobody named", "legal_retention.1.access", _kept(access=Phrase()), COMPLETE),
    row(
        "R-END-1",
        "hosting with 29 days",
        "terms.end_days",
        with_terms(end_days=29),
        with_terms(end_days=30),
    ),
    row(
        "R-END-1",
        "29 days for the service that holds the data",
        "terms.end_days",
        complete_case(terms=complete_terms(end_days=29), activities=(HOSTING,)),
        complete_case(terms=complete_terms(end_days=29), activities=(SUPPORT,)),
    ),
    row(
        "R-COST-1",
        "fair use without hours",
        "terms.included_hours_per_year",
        with_terms(included_hours_per_year=None),
        with_terms(included_hours_per_year=None, cost_model="all_included"),
    ),
    row(
        "R-COST-1",
        "the costs of a Principal Contract that is not there",
        "principal_contract",
        complete_case(
            terms=complete_terms(cost_model="principal_contract"), principal_contract=None
        ),
        with_terms(cost_model="principal_contract"),
    ),
    row(
        "R-LIA-1",
        "an own cap without an amount",
        "terms.liability_cap_euro",
        with_terms(liability_clause="own_cap"),
        with_terms(liability_clause="own_cap", liability_cap_euro=25_000),
    ),
    row(
        "R-LIA-1",
        "the liability of a Principal Contract that has no rule",
        "terms.liability_clause",
        with_terms(principal_contract_limits_liability=False),
        with_terms(principal_contract_limits_liability=False, liability_clause="law"),
    ),
    row(
        "R-LIA-1",
        "the liability of a Principal Contract that is not there",
        "terms.liability_clause",
        complete_case(principal_contract=None),
        COMPLETE,
    ),
    row(
        "R-INS-1",
        "insurance without a sum",
        "terms.insurance_euro",
        with_terms(insurance_euro=None),
        with_terms(insurance_euro=None, insurance_kind=""),
    ),
    row(
        "R-INS-1",
        "a sum for nothing",
        "terms.insurance_kind",
        with_terms(insurance_kind=""),
        COMPLETE,
    ),
    row("R-SPEC-1", "no clause", "special_terms.1.reference", _special(reference=""), COMPLETE),
    row("R-SPEC-1", "no text", "special_terms.1.text", _special(text=Phrase()), COMPLETE),
    row(
        "R-SPEC-2",
        "a term that lowers the law",
        "special_terms.1.text",
        _special(is_contradicting=True),
        complete_case(special_terms=(SpecialTerm("clAudit", TERM.text),)),
    ),
    row(
        "R-LANG-1",
        "a French authentic version for a Dutch-speaking client",
        "terms.authentic_language",
        _drafted("nl", "fr", terms={"authentic_language": "fr"}),
        _drafted("nl", "fr", terms={"authentic_language": "fr"}, language="fr"),
    ),
    row(
        "R-LANG-1",
        "two languages and none prevails",
        "terms.language_mode",
        _drafted("nl", "fr", terms=SINGLE),
        _drafted("nl", terms=SINGLE),
    ),
    row(
        "R-LANG-1",
        "a single language that is not the client's",
        "terms.language_mode",
        _drafted("en", terms=SINGLE),
        _drafted("en", terms={"authentic_language": "nl"}),
    ),
    row(
        "R-LANG-2",
        "a Flemish public body with a French authentic version",
        "client.language",
        _drafted("fr", terms={"authentic_language": "fr"}, public_body="flemish"),
        _drafted("fr", terms={"authentic_language": "fr"}, public_body="brussels"),
    ),
    row(
        "R-LANG-2",
        "a Walloon public body with a single Dutch version",
        "client.language",
        _drafted("nl", terms=SINGLE, public_body="walloon"),
        _drafted("fr", terms=SINGLE, public_body="walloon", language="fr"),
    ),
    row(
        "R-LANG-2",
        "a public body that must have German",
        "client.language",
        _drafted("nl", public_body="german_speaking"),
        _drafted("nl", public_body="federal"),
    ),
    row(
        "R-LANG-3",
        "a purpose without French",
        "activities.1.purposes",
        with_hosting(purposes=Phrase("bewaren", "", "keeping")),
        complete_case(
            languages=("nl", "en"),
            activities=(replace(HOSTING, purposes=Phrase("bewaren", "", "keeping")), SUPPORT, OWN),
        ),
    ),
    row(
        "R-LANG-3",
        "a retention rule without English",
        "activities.1.data.name.retention.words",
        with_use("name", retention=replace(HOSTING.data[0].retention, words=Phrase("nu", "là"))),
        # A text that is missing in every language belongs to R-RET-1.
        with_use("name", retention=replace(HOSTING.data[0].retention, words=Phrase())),
    ),
    row(
        "R-LANG-3",
        "a measure's text without Dutch",
        "measures.TOM-A.text",
        with_measure("TOM-A", text=Phrase(fr="chaque mois", en="every month")),
        with_measure(
            "TOM-A",
            text=Phrase(fr="chaque mois", en="every month"),
            is_visible_to_clients=False,
        ),
    ),
    row(
        "R-LANG-3",
        "a sub-processor's task in English only",
        "subprocessors.2.service",
        with_mailer(service=Phrase(en="Sending mail")),
        with_mailer(service=Phrase.same("Mail")),
    ),
    row(
        "R-LANG-3",
        "a category without any words",
        "activities.1.data.name.category",
        with_use("name", category=word("name", "", "", "")),
        with_use("name", category=word("name", "Naam", "Nom", "Name")),
    ),
    row(
        "R-LANG-3",
        "a measure without a label",
        "measures.TOM-A.label",
        with_measure("TOM-A", label=Phrase()),
        with_measure("TOM-A", label=Phrase(), status="not_applicable"),
    ),
    row(
        "R-LANG-3",
        "a reason for health data without French",
        "activities.1.data.health.sensitive.reason",
        with_use("health", sensitive=HALF_A_REASON),
        # Of an ordinary category Annex II prints no reason.
        with_use("name", sensitive=HALF_A_REASON),
    ),
    row(
        "R-LANG-4",
        "a company in Flanders with a French authentic version",
        "terms.authentic_language",
        _drafted("fr", terms={"authentic_language": "fr"}, language="fr"),
        _drafted("fr", terms={"authentic_language": "fr"}, language="fr", region="brussels"),
    ),
    row(
        "R-OPT-1",
        "an unknown mode",
        "terms.subproc_mode",
        with_terms(subproc_mode="maybe"),
        # An open choice belongs to R-SUB-1.
        with_terms(subproc_mode=""),
    ),
    row(
        "R-OPT-1",
        "an unknown effect of an objection",
        "terms.objection_effect",
        with_terms(objection_effect=""),
        with_terms(objection_effect="", subproc_mode="specific"),
    ),
    row("R-OPT-1", "an unknown role", "client.role", with_client(role="boss"), COMPLETE),
    row(
        "R-OPT-1",
        "an unknown kind of officer",
        "processor.privacy_officer_kind",
        with_processor(privacy_officer_kind="ciso"),
        with_processor(privacy_officer_kind="formal_dpo"),
    ),
    row(
        "R-OPT-1", "an unknown term", "duration_kind", complete_case(duration_kind="ever"), COMPLETE
    ),
    row(
        "R-OPT-1",
        "a heading that takes no measures",
        "measures.TOM-A.heading",
        with_measure("TOM-A", heading="J"),
        with_measure("TOM-A", heading="G"),
    ),
    row(
        "R-OPT-1",
        "an unknown nature",
        "activities.1.data.name.nature",
        with_use("name", nature="art8"),
        COMPLETE,
    ),
    row("R-OPT-1", "an unknown language", "languages", _drafted("nl", "de"), _drafted("nl", "fr")),
    row(
        "R-OPT-2",
        "an audit notice of no days",
        "terms.audit_notice_days",
        with_terms(audit_notice_days=0),
        with_terms(audit_notice_days=1),
    ),
)
