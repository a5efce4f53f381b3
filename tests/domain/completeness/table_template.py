"""Table of cases: the clauses of the template, and Annex III."""

from dataclasses import replace
from datetime import date, timedelta

from dpa_manager.domain.completeness import PrintedReference
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.changed_cases import (
    FACTS,
    clause_text,
    row,
    with_clause,
    with_contact,
    with_measure,
    with_measures,
    with_processor,
    with_template,
    with_terms,
)
from tests.domain.completeness.complete_case import TODAY
from tests.domain.completeness.complete_template import complete_case, complete_template

COMPLETE = complete_case()
A_DAY = timedelta(days=1)
(CERTIFICATE,) = FACTS.certificates
MET = PrintedReference("nl", "9", "Subverwerkers", "9", "Subverwerkers")
BOOKMARKS = complete_template("nl").bookmarks


def _without(clause: str, words: str, instead: str = "", *, language: str = "nl"):
    """The clause with some of its words gone; fails when they were not there."""
    text = clause_text(clause, language=language)
    assert words in text, words
    return with_clause(clause, text.replace(words, instead), language=language)


def _points(rule: str, clause: str, *gone: tuple[str, str, str]):
    """One row for each wording: taken out the rule fires, in the other letter case it does not."""
    return tuple(
        row(
            rule,
            f"{clause} ({language}) without: {words}",
            f"template.{clause}",
            _without(clause, words, language=language),
            _without(clause, words, other, language=language),
        )
        for language, words, other in gone
    )


def _certificate(**changes):
    return complete_case(certificates=(replace(CERTIFICATE, **changes),))


CASES = (
    row(
        "R-A-1",
        "no clause on instructions",
        "template.clInstructions",
        with_clause("clInstructions", None),
        with_clause("clClient", None),
    ),
    *_points(
        "R-A-1",
        "clInstructions",
        ("nl", "schriftelijk vastgelegde", "SCHRIFTELIJK  vastgelegde"),
        ("nl", "Unierecht\u00a0of lidstatelijk recht", "Unierecht of\u202flidstatelijk recht"),
        ("nl", "vooraf", "Vooraf"),
        ("nl", "gewichtige redenen", "gewichtige re\u00addenen"),
        ("fr", "instruction documentée", "instruction documente\u0301e"),
        ("fr", "d\u2019un État membre", "d'un État membre"),
        ("fr", "avant", "préalablement"),
        ("fr", "motifs importants", "motifs\nimportants"),
        ("en", "documented", "Documented"),
        ("en", "Union or Member State law", "Union law or Member State law"),
        ("en", "before", "beforehand"),
        ("en", "important grounds", "important\u00a0grounds"),
    ),
    row(
        "R-A-1",
        "an exception for any law",
        "template.clInstructions",
        _without("clInstructions", "Union or Member State law", "any law", language="en"),
        COMPLETE,
    ),
    *_points("R-B-1", "clConfidentiality", ("nl", "geheimhouding", "geheimhoudingsplicht")),
    row(
        "R-B-1",
        "nothing on how the staff is bound",
        "processor.staff_confidentiality",
        with_processor(staff_confidentiality=Phrase()),
        with_processor(has_confidentiality_evidence=False),
    ),
    row(
        "R-B-1w",
        "no evidence",
        "processor.has_confidentiality_evidence",
        with_processor(has_confidentiality_evidence=False),
        with_processor(staff_confidentiality=Phrase()),
    ),
    row(
        "R-E-1",
        "no clause on requests",
        "template.clRequests",
        with_clause("clRequests", " "),
        with_clause("clRequests", "KBITS stuurt het verzoek door."),
    ),
    row(
        "R-E-1",
        "no contact for requests at the client",
        "client.contacts.requests",
        with_contact("requests", None),
        with_contact("requests", None, is_own=True),
    ),
    *_points(
        "R-F-1",
        "clBreach",
        ("nl", "zonder onredelijke vertraging", "Zonder onredelijke vertraging"),
    ),
    row(
        "R-F-1",
        "no breach contact at the client",
        "client.contacts.breaches",
        with_contact("breaches", None),
        with_contact("breaches_second", None),
    ),
    row(
        "R-F-1",
        "73 hours",
        "terms.breach_notice_hours",
        with_terms(breach_notice_hours=73),
        with_terms(breach_notice_hours=72),
    ),
    row(
        "R-F-1",
        "no hours",
        "terms.breach_notice_hours",
        with_terms(breach_notice_hours=None),
        COMPLETE,
    ),
    row(
        "R-F-1",
        "below zero",
        "terms.breach_notice_hours",
        with_terms(breach_notice_hours=-1),
        COMPLETE,
    ),
    row(
        "R-F-1w",
        "49 hours",
        "terms.breach_notice_hours",
        with_terms(breach_notice_hours=49),
        with_terms(breach_notice_hours=48),
    ),
    row(
        "R-F-1w",
        "72 hours",
        "terms.breach_notice_hours",
        with_terms(breach_notice_hours=72),
        # Above 72 it is R-F-1 that blocks.
        with_terms(breach_notice_hours=73),
    ),
    *_points(
        "R-F-2",
        "clBreach",
        ("nl", "de aard", "de AARD"),
        ("nl", "het aantal", "aantallen"),
        ("nl", "contactpunt", "contactpersoon"),
        ("fr", "conséquences", "Conséquences"),
        ("en", "measures", "Measures"),
    ),
    *_points(
        "R-F-3",
        "clAssessment",
        ("nl", "effectbeoordeling", "gegevensbeschermingseffectbeoordeling"),
        ("fr", "consultation", "Consultation"),
    ),
    row(
        "R-G-1",
        "no clause on the end",
        "template.clEnd",
        with_clause("clEnd", None),
        with_clause("clDuration", None),
    ),
    row(
        "R-G-1",
        "no choice at the end",
        "terms.end_choice",
        with_terms(end_choice=""),
        with_terms(end_choice="delete"),
    ),
    *_points(
        "R-H-1",
        "clAudit",
        ("nl", "ter plaatse", "ter\u00a0plaatse"),
        ("fr", "sur place", "Sur place"),
        ("en", "on\u2011site", "on site"),
    ),
    row(
        "R-H-1",
        "an audit that excludes the site",
        "template.clAudit",
        with_clause("clAudit", "De Klant mag een audit doen, maar niet ter plaatse."),
        with_clause("clAudit", "De Klant mag een audit doen, ook ter plaatse."),
    ),
    *_points(
        "R-H-2",
        "clInstructions",
        ("nl", "meteen", "onmiddellijk"),
        ("nl", "in strijd", "onwettig"),
        ("fr", "illicite", "contraire"),
        ("en", "unlawful", "infringing"),
    ),
    row(
        "R-TPL-1",
        "a word that nothing fills",
        "template.fr",
        with_template("fr", unknown_words=("client.shoe_size",)),
        # Only the languages of the draft are judged.
        complete_case(
            languages=("nl",),
            templates=(
                complete_template("nl"),
                complete_template("fr", unknown_words=("client.shoe_size",)),
            ),
        ),
    ),
    row(
        "R-TPL-2",
        "no template in a language of the draft",
        "template.fr",
        complete_case(templates=(complete_template("nl"), complete_template("en"))),
        complete_case(
            languages=("nl", "en"), templates=(complete_template("nl"), complete_template("en"))
        ),
    ),
    row(
        "R-TPL-2",
        "a template of another kind",
        "template.nl",
        with_template("nl", kind="amendment"),
        with_template("nl", kind="processing-agreement"),
    ),
    row(
        "R-TPL-2",
        "a clause without text",
        "template.clFinal",
        with_clause("clFinal", "\u00a0\n"),
        with_clause("clInsurance", None),
    ),
    row(
        "R-TPL-2",
        "no place for the client's signature",
        "template.sigclient",
        with_template("nl", bookmarks=BOOKMARKS - {"sigclient"}),
        with_template("nl", bookmarks=BOOKMARKS - {"sigclient2"}),
    ),
    row(
        "R-REF-1",
        "a reference with another number",
        "template.nl",
        complete_case(references=(replace(MET, number="8"),)),
        complete_case(references=(MET,)),
    ),
    row(
        "R-REF-1",
        "a reference with another name",
        "template.nl",
        complete_case(references=(MET, replace(MET, name="Onderaannemers"))),
        COMPLETE,
    ),
    row(
        "R-C-1",
        "no measures at all",
        "measures",
        with_measures(measures=()),
        with_measures(measures=FACTS.measures.measures[:1]),
    ),
    row("R-C-1", "an undated set", "measures.dated_on", with_measures(dated_on=None), COMPLETE),
    row("R-C-1", "an unnumbered set", "measures.version", with_measures(version=None), COMPLETE),
    row("R-C-1", "a nameless set", "measures.name", with_measures(name=Phrase()), COMPLETE),
    row(
        "R-C-2",
        "a heading that has only a plan",
        "measures.headings.A",
        with_measure("TOM-A", status="planned", planned_on=date(2027, 1, 1)),
        COMPLETE,
    ),
    row(
        "R-C-2",
        "a heading without a measure and without a reason",
        "measures.headings.E",
        with_measures(reasons=()),
        # G is no heading of Art. 32.
        with_measures(reasons=(*FACTS.measures.reasons, ("G", Phrase()))),
    ),
    row("R-C-3", "no text", "measures.TOM-A.text", with_measure("TOM-A", text=Phrase()), COMPLETE),
    row(
        "R-C-3",
        "a text that is the title again",
        "measures.TOM-A.text",
        with_measure("TOM-A", text=Phrase("maatregel\u00a0A", "elke maand", "every month")),
        with_measure("TOM-A", text=Phrase("maatregel A, elke maand", "elke maand", "every month")),
    ),
    row(
        "R-C-3",
        "a plan without a text",
        "measures.TOM-PENTEST.text",
        with_measure("TOM-PENTEST", text=Phrase()),
        with_measure("TOM-PENTEST", text=Phrase(), status="not_applicable"),
    ),
    row(
        "R-C-4",
        "a plan without a date",
        "measures.TOM-PENTEST.planned_on",
        with_measure("TOM-PENTEST", planned_on=None),
        with_measure("TOM-PENTEST", planned_on=None, status="implemented"),
    ),
    row(
        "R-C-5",
        "a plan for yesterday",
        "measures.TOM-PENTEST.planned_on",
        with_measure("TOM-PENTEST", planned_on=TODAY - A_DAY),
        with_measure("TOM-PENTEST", planned_on=TODAY),
    ),
    row(
        "R-CERT-1",
        "a certificate that expired yesterday",
        "certificates.1.valid_until",
        _certificate(valid_until=TODAY - A_DAY),
        _certificate(valid_until=TODAY),
    ),
    row("R-CERT-2", "no scheme", "certificates.1.scheme", _certificate(scheme=" "), COMPLETE),
    row(
        "R-CERT-2",
        "a certificate without a scope",
        "certificates.1.scope",
        _certificate(scope=Phrase()),
        _certificate(number=""),
    ),
    row(
        "R-GUAR-1",
        "no certificate and an audit 24 months and a day ago",
        "certificates",
        complete_case(certificates=(), last_audit_on=date(2024, 11, 21)),
        complete_case(certificates=(), last_audit_on=date(2024, 11, 22)),
    ),
    row(
        "R-GUAR-1",
        "a certificate that expired, and no audit",
        "certificates",
        _certificate(valid_until=TODAY - A_DAY),
        _certificate(valid_until=None),
    ),
)
