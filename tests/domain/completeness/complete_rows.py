"""The rows of Annexes III and IV of the complete case: measures, sub-processors, flows."""

from datetime import date

from dpa_manager.domain import facts, parties
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_words import (
    BELGIUM,
    DATA_CENTRE,
    REMOTE,
    UNITED_STATES,
    person,
    word,
)


def address(street: str, postcode: str, city: str, country: parties.Worded) -> parties.Address:
    """An address in words."""
    return parties.Address(street, postcode, city, country)


def hoster() -> facts.SubprocessorFacts:
    """IV.1: a Belgian hoster with one link behind it."""
    return facts.SubprocessorFacts(
        key="noordzee",
        number=1,
        party=parties.Party(
            legal_name="Noordzee Hosting NV",
            register_no="0999001020",
            address=address("Kaai 5", "8400", "Oostende", BELGIUM),
        ),
        contact=person("Lies Maes", "privacy manager", "privacy@noordzee.example"),
        service=Phrase("Servers en back-ups", "Serveurs et sauvegardes", "Servers and backups"),
        delimitation=Phrase("Alleen opslag", "Stockage uniquement", "Storage only"),
        locations=(facts.Location(BELGIUM, DATA_CENTRE),),
        chain=(
            facts.ChainLink("Kluis Back-up BV", "Dok 2, 9000 Gent", "dpo@kluis.example", BELGIUM),
        ),
        since_on=date(2024, 5, 1),
        is_authorised=True,
        contract_signed_on=date(2024, 4, 15),
        is_mirror_check_complete=True,
        notice_days=45,
    )


def mailer() -> facts.SubprocessorFacts:
    """IV.2: an American mail service under the adequacy decision, with a fall-back."""
    return facts.SubprocessorFacts(
        key="mailwind",
        number=2,
        party=parties.Party(
            legal_name="Mailwind Inc.",
            address=address("1 Pine Street", "94104", "San Francisco", UNITED_STATES),
        ),
        contact=person("Ann Field", "privacy counsel", "privacy@mailwind.example"),
        service=Phrase("Servicemails versturen", "Envoi d'e-mails", "Sending service mails"),
        delimitation=Phrase("Alleen verzending", "Envoi uniquement", "Sending only"),
        locations=(facts.Location(UNITED_STATES, DATA_CENTRE, is_eea=False),),
        access_from=(facts.Location(UNITED_STATES, REMOTE, is_eea=False),),
        transfers=(adequacy_transfer(),),
        since_on=date(2025, 2, 1),
        is_authorised=True,
        contract_signed_on=date(2025, 1, 10),
        is_mirror_check_complete=True,
        notice_days=40,
        is_outside_eea=True,
    )


def adequacy_transfer() -> facts.Transfer:
    """A transfer to the United States under the Data Privacy Framework, checked this autumn."""
    return facts.Transfer(
        country=UNITED_STATES,
        mechanism=word(
            "adequacy", "Adequaatheidsbesluit", "Décision d'adéquation", "Adequacy decision"
        ),
        document="(EU) 2023/1795",
        checked_on=date(2026, 10, 5),
        is_adequate=True,
        needs_organisation_listing=True,
        is_listed=True,
        covers_hr_data=True,
        fallback=word(
            "scc_m3",
            "Standaardcontractbepalingen, module 3",
            "Clauses contractuelles types, module 3",
            "Standard contractual clauses, module 3",
        ),
    )


def shipper() -> facts.RecipientFacts:
    """R1: a parcel service that the client named itself."""
    return facts.RecipientFacts(
        key="pakket",
        number=1,
        name="Pakketdienst CV",
        group=word(
            "controller_directed",
            "Ontvangers aangewezen door de klant",
            "Destinataires désignés par le client",
            "Recipients directed by the client",
        ),
        kind=word(
            "independent_controller",
            "zelfstandige verwerkingsverantwoordelijke",
            "responsable du traitement distinct",
            "independent controller",
        ),
        address="Laan 8, 9100 Sint-Niklaas",
        country=BELGIUM,
        purpose=Phrase("Pakketten leveren", "Livrer les colis", "Delivering parcels"),
        instruction_on=date(2026, 10, 1),
    )


def complete_flows() -> tuple[facts.FlowFacts, ...]:
    """Every category of every activity goes somewhere, and every row of Annex IV is reached."""
    return (
        *(
            facts.FlowFacts(1, "web_users", category, "subprocessor", "noordzee")
            for category in ("name", "documents_unstructured", "health", "nrn")
        ),
        facts.FlowFacts(1, "web_users", "name", "recipient", "pakket"),
        facts.FlowFacts(2, "client_staff", "email", "subprocessor", "mailwind"),
        facts.FlowFacts(2, "client_staff", "email"),
    )


def measure_set() -> facts.MeasureSetFacts:
    """One measure under each heading of Art. 32, a reason for E, and a planned measure."""
    return facts.MeasureSetFacts(
        name=Phrase("Basisset", "Ensemble de base", "Base set"),
        version=4,
        dated_on=date(2026, 9, 1),
        measures=(
            *(measure(heading) for heading in "ABCDF"),
            facts.MeasureFacts(
                key="TOM-PENTEST",
                heading="F",
                label=Phrase("Penetratietest", "Test d'intrusion", "Penetration test"),
                text=Phrase("door een derde partij", "par un tiers", "by a third party"),
                status="planned",
                planned_on=date(2027, 3, 1),
                activities=(1,),
            ),
        ),
        reasons=(
            (
                "E",
                Phrase(
                    "KBITS bewaart hier geen kopieën; de Klant herstelt zelf.",
                    "KBITS ne conserve pas de copies ; le Client restaure lui-même.",
                    "KBITS keeps no copies here; the Client restores by itself.",
                ),
            ),
        ),
    )


def measure(heading: str) -> facts.MeasureFacts:
    """An implemented measure under `heading`, with its concrete text."""
    return facts.MeasureFacts(
        key=f"TOM-{heading}",
        heading=heading,
        label=Phrase(f"Maatregel {heading}", f"Mesure {heading}", f"Measure {heading}"),
        text=Phrase("elke maand nagekeken", "vérifié chaque mois", "checked every month"),
    )
