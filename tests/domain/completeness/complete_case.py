"""A complete agreement in three languages on which no rule fires: invented parties and data.

`complete_facts()` is what rules, wording and rendering are tried on; `TODAY` is its day. Every
optional part is present once: health data and a register number, a transfer to the United States,
a chain, another recipient, a planned measure, legal retention, a special term.
"""

from datetime import date
from typing import Any

from dpa_manager.domain import facts
from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_activities import hosting, own_statistics, support
from tests.domain.completeness.complete_parties import client, processor
from tests.domain.completeness.complete_rows import (
    complete_flows,
    hoster,
    mailer,
    measure_set,
    shipper,
)
from tests.domain.completeness.complete_words import word

TODAY = date(2026, 11, 22)


def complete_facts(**changes: Any) -> facts.AgreementFacts:
    """Facts on which no rule fires; `changes` replace whole fields of AgreementFacts."""
    return facts.AgreementFacts(
        **{
            "engagement": "KBITS-2026-0001",
            "title": "Klantencontact 2026",
            "client": client(),
            "processor": processor(),
            "terms": complete_terms(),
            "subject_matter": Phrase(
                "Beheer en ondersteuning van het klantenplatform van de Klant",
                "Gestion et support de la plateforme clients du Client",
                "Management and support of the Client's customer platform",
            ),
            "controller_duties": Phrase(
                "De Klant meldt nieuwe beheerders binnen 5 werkdagen.",
                "Le Client signale les nouveaux administrateurs dans les 5 jours ouvrables.",
                "The Client reports new administrators within 5 working days.",
            ),
            "principal_contract": facts.PrincipalContract(
                "Onderhoudscontract 2025", "OC-2025-14", date(2025, 3, 4)
            ),
            "duration_kind": "principal",
            "effective_on": date(2027, 1, 1),
            "start_on": date(2027, 1, 1),
            "replaces": "KBITS-2024-0007",
            "activities": (hosting(), support(), own_statistics()),
            "subprocessors": (hoster(), mailer()),
            "recipients": (shipper(),),
            "flows": complete_flows(),
            "measures": measure_set(),
            "certificates": (
                facts.Certificate(
                    "ISO/IEC 27001",
                    Phrase("Hosting en beheer", "Hébergement et gestion", "Hosting and management"),
                    "BE-27001-44",
                    date(2028, 5, 31),
                ),
            ),
            "access_functions": (
                facts.AccessFunction(
                    Phrase("Systeembeheerder", "Administrateur système", "System administrator"),
                    Phrase("Herstel van back-ups", "Restauration", "Restoring backups"),
                    word("contract", "overeenkomst", "contrat", "contract"),
                ),
            ),
            "legal_retention": (
                facts.LegalRetention(
                    Phrase("Verkeersgegevens", "Données de trafic", "Traffic data"),
                    Phrase(
                        "wet van 13 juni 2005, artikel 126",
                        "loi du 13 juin 2005, article 126",
                        "Act of 13 June 2005, Article 126",
                    ),
                    Phrase("12 maanden", "12 mois", "12 months"),
                    Phrase("de beheerder", "l'administrateur", "the administrator"),
                ),
            ),
            "onward_permissions": (
                facts.OnwardPermission(
                    Phrase("Anonieme teller", "Compteur anonyme", "Anonymous counter"),
                    "Brief 2026-17",
                    date(2026, 9, 1),
                ),
            ),
            "special_terms": (
                facts.SpecialTerm(
                    "clNotices",
                    Phrase(
                        "Berichten gaan ook naar het secretariaat.",
                        "Les communications vont aussi au secrétariat.",
                        "Messages also go to the secretariat.",
                    ),
                ),
            ),
        }
        | changes
    )


def complete_terms(**changes: Any) -> AgreementTerms:
    """Terms with every optional choice filled in."""
    return AgreementTerms(
        **{
            "return_format": "CSV, SQL-dump",
            "has_emergency_replacement": True,
            "hourly_rate_euro": 95,
            "liability_clause": "principal_contract",
            "principal_contract_limits_liability": True,
            "language_mode": "authentic_with_translation",
            "authentic_language": "nl",
            "insurance_kind": "BA-beroep",
            "insurance_euro": 1_250_000,
        }
        | changes
    )
