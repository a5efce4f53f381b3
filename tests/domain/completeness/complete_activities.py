"""The activities of the complete case: hosting, a help desk, and one of KBITS's own."""

from datetime import date

from dpa_manager.domain import facts
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_words import BELGIUM, DATA_CENTRE, OFFICE, REMOTE, word

CONTRACT_END = facts.RetentionRule(
    "RET-CONTRACT+30",
    Phrase(
        "30 dagen na het einde van de dienst gewist",
        "effacé 30 jours après la fin du service",
        "erased 30 days after the end of the service",
    ),
)
TICKET_CLOSED = facts.RetentionRule(
    "RET-TICKET",
    Phrase(
        "24 maanden na het sluiten van de aanvraag geanonimiseerd",
        "anonymisé 24 mois après la clôture de la demande",
        "made anonymous 24 months after the ticket is closed",
    ),
)


def _role(outcome: str) -> facts.RoleDecision:
    decides = "yes" if outcome == "processor" else "no"
    return facts.RoleDecision(
        outcome, (("1", "yes", ""), ("2", decides, "Het contract zegt wie beslist."))
    )


def hosting() -> facts.ActivityFacts:
    """II.1: hosting with health data and a national register number."""
    return facts.ActivityFacts(
        number=1,
        title=Phrase("Klantenplatform", "Plateforme clients", "Customer platform"),
        role=_processor_role(),
        service_kinds=(word("hosting", "Webhosting", "Hébergement web", "Web hosting"),),
        purposes=Phrase(
            "Webhosting: het platform beschikbaar houden",
            "Hébergement web : garder la plateforme disponible",
            "Web hosting: keeping the platform available",
        ),
        operations=(
            word("store", "opslaan", "conservation", "storage"),
            word("erase", "wissen of vernietigen", "effacement", "erasure or destruction"),
        ),
        subjects=(
            facts.SubjectCategoryUse(
                word("web_users", "Gebruikers met een account", "Utilisateurs", "Account users"),
                approximate_count=1200,
            ),
        ),
        data=(
            facts.DataCategoryUse(
                word("name", "Naam en voornaam", "Nom et prénom", "Name"), retention=CONTRACT_END
            ),
            facts.DataCategoryUse(
                word(
                    "documents_unstructured",
                    "Documenten en bestanden van de klant",
                    "Documents et fichiers du client",
                    "Client files",
                ),
                is_high_risk=True,
                needs_description=True,
                description=Phrase(
                    "offertes en bestekken", "devis et cahiers des charges", "quotes and tenders"
                ),
                retention=CONTRACT_END,
            ),
            _sensitive("health", "art9", "Gezondheidsgegevens", "Données de santé", "Health data"),
            _sensitive(
                "nrn",
                "nrn",
                "Rijksregisternummer",
                "Numéro de registre national",
                "National register number",
            ),
        ),
        channels=(word("assignment", "In een opdracht", "Dans une mission", "In an assignment"),),
        locations=(facts.Location(BELGIUM, DATA_CENTRE),),
        platforms=(facts.Platform("Microsoft 365", "client"),),
        runs_on_platform=True,
        began_on=date(2027, 1, 1),
    )


def _processor_role() -> facts.RoleDecision:
    return facts.RoleDecision(
        "processor",
        (
            ("1", "yes", "KBITS beheert de server."),
            ("2", "yes", ""),
            ("3", "yes", ""),
            ("4", "no", ""),
        ),
    )


def _sensitive(key: str, nature: str, nl: str, fr: str, en: str) -> facts.DataCategoryUse:
    return facts.DataCategoryUse(
        word(key, nl, fr, en),
        nature=nature,
        retention=CONTRACT_END,
        sensitive=facts.SensitiveData(
            Phrase(
                "nodig voor de dienst van de Klant",
                "nécessaire au service du Client",
                "needed for the Client's service",
            ),
            (word("TOM-S-ACCESSLOG", "logboek", "journal", "log of each access"),),
            Phrase(
                "wet van 8 augustus 1983, artikel 8",
                "loi du 8 août 1983, article 8",
                "Act of 8 August 1983, Article 8",
            ),
        ),
    )


def support() -> facts.ActivityFacts:
    """II.2: a help desk with remote access."""
    return facts.ActivityFacts(
        number=2,
        title=Phrase("Helpdesk", "Assistance", "Help desk"),
        role=_processor_role(),
        service_kinds=(word("support", "Helpdesk", "Support", "Support desk"),),
        purposes=Phrase("Vragen oplossen", "Résoudre les questions", "Solving questions"),
        operations=(word("consult", "raadplegen", "consultation", "consultation"),),
        subjects=(
            facts.SubjectCategoryUse(
                word("client_staff", "Medewerkers van de klant", "Personnel", "Client's employees")
            ),
        ),
        data=(
            facts.DataCategoryUse(
                word("email", "E-mailadres", "Adresse e-mail", "Email address"),
                retention=TICKET_CLOSED,
            ),
        ),
        locations=(facts.Location(BELGIUM, OFFICE), facts.Location(BELGIUM, REMOTE)),
        has_remote_access=True,
    )


def own_statistics() -> facts.ActivityFacts:
    """Number 3: KBITS is controller, so it stays out of the agreement, however little is known."""
    return facts.ActivityFacts(
        number=3,
        title=Phrase("Eigen statistieken"),
        role=_role("controller"),
        own_purposes=(word("statistics", "Statistieken", "Statistiques", "Statistics"),),
    )
