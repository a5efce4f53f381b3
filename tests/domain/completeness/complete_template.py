"""The complete case's templates: short clauses that say what the rules want said."""

from typing import Any

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.completeness.case import DraftCase, TemplateFacts
from dpa_manager.domain.template_words import ANNEXES, CLAUSES, SIGNATURE_PLACES
from tests.domain.completeness.complete_case import TODAY, complete_facts, complete_terms

# No-break spaces and typographic apostrophes as a word processor writes them.
SPOKEN = {
    "nl": {
        "clInstructions": "KBITS verwerkt alleen op schriftelijk vastgelegde instructies. "
        "Verplicht Unierecht\u00a0of lidstatelijk recht KBITS tot iets anders, dan zegt KBITS dat "
        "vooraf, tenzij dat recht dit verbiedt om gewichtige redenen van algemeen\u00a0belang. Is "
        "een instructie in strijd met de wet, dan meldt KBITS dat meteen.",
        "clConfidentiality": "Wie toegang heeft, is tot geheimhouding verplicht.",
        "clBreach": "KBITS meldt zonder onredelijke vertraging: de aard, het aantal betrokkenen, "
        "een contactpunt, de gevolgen en de maatregelen.",
        "clAssessment": "KBITS helpt bij een effectbeoordeling en de voorafgaande raadpleging.",
        "clAudit": "De Klant mag een audit doen, op afstand of ter plaatse.",
    },
    "fr": {
        "clInstructions": "KBITS ne traite que sur instruction documentée. Si le droit de "
        "l\u2019Union ou le droit d\u2019un État membre l\u2019oblige à autre chose, KBITS en "
        "informe le Client avant le traitement, sauf si ce droit l\u2019interdit pour des motifs "
        "importants d\u2019intérêt\u00a0public. KBITS signale immédiatement une instruction "
        "illicite.",
        "clConfidentiality": "Toute personne ayant accès est tenue à la confidentialité.",
        "clBreach": "KBITS notifie dans les meilleurs délais : la nature, le nombre de personnes, "
        "un point de contact, les conséquences et les mesures.",
        "clAssessment": "KBITS aide à l\u2019analyse d\u2019impact et à la consultation préalable.",
        "clAudit": "Le Client peut effectuer un audit, à distance ou sur place.",
    },
    "en": {
        "clInstructions": "KBITS processes only on documented instructions. If Union or Member "
        "State law requires something else, KBITS says so before, unless that law forbids it on "
        "important grounds of public interest. KBITS tells at once when an instruction is "
        "unlawful.",
        "clConfidentiality": "Everybody with access is bound to confidentiality.",
        "clBreach": "KBITS reports without undue delay: the nature, the number of people, a "
        "contact point, the consequences and the measures.",
        "clAssessment": "KBITS helps with an impact assessment and the prior consultation.",
        "clAudit": "The Client may audit, at a distance or on\u2011site.",
    },
}
LANGUAGES = ("nl", "fr", "en")


def complete_template(language: str, **changes: Any) -> TemplateFacts:
    """A template with every clause, annex and signature place; `changes` replace whole fields."""
    clauses = {clause: f"{clause}: tekst" for clause in CLAUSES} | SPOKEN[language]
    return TemplateFacts(
        **{
            "kind": "processing-agreement",
            "language": language,
            "clauses": clauses,
            "bookmarks": frozenset((*CLAUSES, *ANNEXES, *SIGNATURE_PLACES)),
        }
        | changes
    )


TEMPLATES = tuple(complete_template(language) for language in LANGUAGES)


def complete_case(*, terms: AgreementTerms | None = None, **changes: Any) -> DraftCase:
    """The case on which no rule fires.

    `changes` replace fields of the facts (client=…, activities=…) or, for templates, languages,
    today, last_audit_on and references, of the case itself.
    """
    own = ("templates", "languages", "today", "last_audit_on", "references")
    of_case = {"templates": TEMPLATES, "languages": LANGUAGES, "today": TODAY} | {
        name: changes.pop(name) for name in own if name in changes
    }
    return DraftCase(facts=complete_facts(terms=terms or complete_terms(), **changes), **of_case)
