"""Data that leave the European Economic Area: to which country, to whom, on what ground."""

from collections.abc import Iterable, Iterator

from dpa_manager.domain.data_map.rows import Receiver
from dpa_manager.domain.dpv.nodes import Node, day, link, links, node
from dpa_manager.domain.dpv.organisations import PROCESSOR, country, receiver_name
from dpa_manager.domain.facts import AgreementFacts, Transfer
from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.library import vocabulary

# The tool that stands behind a ground; a derogation of Art. 49 has none.
_TOOLS = {
    "eu-gdpr:A45-3": "eu-gdpr:AdequacyDecision",
    "eu-gdpr:A46-2-b": "eu-gdpr:BindingCorporateRules",
    "eu-gdpr:A46-2-c": "eu-gdpr:SCCByCommission",
    "eu-gdpr:A46-2-d": "eu-gdpr:SCCBySupervisoryAuthority",
    "eu-gdpr:A46-2-e": "eu-gdpr:CodesOfConductForDataTransfers",
    "eu-gdpr:A46-2-f": "eu-gdpr:CertificationMechanismsForDataTransfers",
    "eu-gdpr:A46-3-a": "eu-gdpr:AdHocContractualClauses",
}


def transfer_nodes(facts: AgreementFacts, receivers: Iterable[Receiver]) -> Iterator[Node]:
    """A transfer for each country outside the EEA of each of these receivers.

    One without a known ground stays without: a record says what is missing by not saying it.
    """
    known = _transfers(facts)
    for receiver in receivers:
        for where in receiver.outside:
            yield _transfer(receiver, where, known.get((receiver.key, where.key)))


def _transfers(facts: AgreementFacts) -> dict[tuple[str, str], Transfer]:
    found = {
        (f"subprocessor:{sub.key}", transfer.country.key): transfer
        for sub in facts.subprocessors
        for transfer in sub.transfers
    }
    for recipient in facts.recipients:
        if recipient.transfer and recipient.country:
            found[f"recipient:{recipient.key}", recipient.country.key] = recipient.transfer
    return found


def _transfer(receiver: Receiver, where: Worded, transfer: Transfer | None) -> Node:
    grounds = _grounds(transfer)
    return node(
        "",
        "dpv:CrossBorderTransfer",
        said={
            "dpv:hasThirdCountry": country(where),
            "dpv:hasDataExporter": link(PROCESSOR),
            "dpv:hasDataImporter": link(receiver_name(receiver.key)),
            "dpv:hasLegalBasis": links(grounds[:1]),
            "dpv:hasTechnicalOrganisationalMeasure": links(
                _TOOLS[ground] for ground in grounds if ground in _TOOLS
            ),
            "dct:description": transfer.document if transfer else "",
            "dct:date": day(transfer.signed_on) if transfer else None,
        },
    )


def _grounds(transfer: Transfer | None) -> tuple[str, ...]:
    if transfer is None or transfer.mechanism is None:
        return ()
    mechanism = vocabulary().transfer_mechanisms.get(transfer.mechanism.key)
    return mechanism.dpv if mechanism and mechanism.is_transfer else ()
