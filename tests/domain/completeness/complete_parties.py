"""The two invented parties of the complete case, with their contacts."""

from datetime import date

from dpa_manager.domain import parties
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_words import BELGIUM, person, word

CONTACT_SUBJECTS = (
    ("instructions", "Instructies", "Instructions", "Instructions"),
    ("breaches", "Inbreuken, dag en nacht", "Violations, jour et nuit", "Breaches, day and night"),
    (
        "breaches_second",
        "Inbreuken, tweede contact",
        "Violations, deuxième contact",
        "Breaches, second contact",
    ),
    (
        "requests",
        "Verzoeken van betrokkenen",
        "Demandes des personnes concernées",
        "Data subjects' requests",
    ),
    (
        "subprocessors",
        "Subverwerkers en bezwaar",
        "Sous-traitants ultérieurs et objections",
        "Sub-processors and objections",
    ),
    ("audits", "Audits", "Audits", "Audits"),
    ("end", "Einde van de dienst", "Fin du service", "End of the service"),
)


def contacts(somebody: parties.Person) -> tuple[parties.ContactPoint, ...]:
    """The same person for every subject of Annex I.D."""
    return tuple(
        parties.ContactPoint(word(key, nl, fr, en), somebody)
        for key, nl, fr, en in CONTACT_SUBJECTS
    )


def client() -> parties.ClientFacts:
    """A Flemish company that is controller."""
    an = person("An Peeters", "bestuurder", "an.peeters@lichtpunt.example", "09 000 00 01")
    return parties.ClientFacts(
        party=parties.Party(
            legal_name="Lichtpunt Energie CV",
            trade_name="Lichtpunt",
            legal_form="CV",
            register_kind=word(
                "kbo", "Ondernemingsnummer", "Numéro d'entreprise", "Enterprise number"
            ),
            register_no="0999001020",
            address=_belgian("Kouter 1", "9000", "Gent"),
            signatories=(_director("An Peeters"), _proxy("Bo Claes")),
            contact=an,
            dpo=person("Dirk Vos", "DPO", "dpo@lichtpunt.example", "09 000 00 02"),
            contacts=contacts(an),
        ),
        reference="K-0012",
        region="flanders",
        authority=parties.Authority(
            "gba",
            Phrase(
                "Gegevensbeschermingsautoriteit",
                "Autorité de protection des données",
                "Data Protection Authority",
            ),
            Phrase(
                "Drukpersstraat 35, 1000 Brussel",
                "Rue de la Presse 35, 1000 Bruxelles",
                "Rue de la Presse 35, 1000 Brussels",
            ),
            "contact@apd-gba.be",
        ),
        min_signature_level=word(
            "simple",
            "gewone elektronische handtekening",
            "signature électronique simple",
            "simple electronic signature",
        ),
    )


def processor() -> parties.ProcessorFacts:
    """KBITS with an invented signatory and an invented legal form."""
    kim = person("Kim Example", "zaakvoerder", "gdpr@kbits.be", "056 51 38 91")
    return parties.ProcessorFacts(
        party=parties.Party(
            legal_name="KBITS",
            legal_form="BV",
            register_kind=word(
                "kbo", "Ondernemingsnummer", "Numéro d'entreprise", "Enterprise number"
            ),
            register_no="0544651634",
            address=_belgian("Fr. Wallecanstraat 11", "8930", "Menen"),
            signatories=(_director("Kim Example"),),
            contact=kim,
            contacts=contacts(kim),
        ),
        privacy_email="gdpr@kbits.be",
        instruction_email="gdpr@kbits.be",
        general_email="info@kbits.be",
        phone="056 51 38 91",
        privacy_statement_on=date(2023, 10, 15),
        staff_confidentiality=Phrase(
            "een geheimhoudingsclausule in elk contract",
            "une clause de confidentialité dans chaque contrat",
            "a confidentiality clause in every contract",
        ),
        has_confidentiality_evidence=True,
        portal_url="https://portal.kbits.example",
    )


def _belgian(street: str, postcode: str, city: str) -> parties.Address:
    return parties.Address(street, postcode, city, BELGIUM)


def _director(name: str) -> parties.Signatory:
    capacity = word("director", "bestuurder", "administrateur", "director")
    return parties.Signatory(name, capacity, is_authority_confirmed=True)


def _proxy(name: str) -> parties.Signatory:
    capacity = word("proxy_holder", "gevolmachtigde", "mandataire", "proxy holder")
    return parties.Signatory(name, capacity, date(2026, 5, 3), is_authority_confirmed=True)
