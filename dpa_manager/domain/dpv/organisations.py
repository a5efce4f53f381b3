"""Who takes part: processor, client, controllers behind it, sub-processors, recipients."""

from collections.abc import Iterator

from dpa_manager.domain import register_numbers
from dpa_manager.domain.dpv.nodes import Node, link, links, named, node, words
from dpa_manager.domain.facts import AgreementFacts, ChainLink, RecipientFacts, SubprocessorFacts
from dpa_manager.domain.parties import ClientFacts, Party, Person, ProcessorFacts, Worded
from dpa_manager.domain.wording.parties import address_line
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.sentences import filled, map_file_words

PROCESSOR = named("processor")


def client_name(facts: AgreementFacts) -> str:
    """The name of the client's node."""
    client = facts.client
    return named("client", client.reference or client.party.legal_name or facts.engagement)


def controller_names(facts: AgreementFacts, *, role: str) -> list[str]:
    """Who decides, where the client has this role: the client, or those behind it."""
    if role != "processor":
        return [client_name(facts)]
    known = facts.client.end_controllers
    behind = [f"{client_name(facts)}/controller/{place}" for place in range(1, len(known) + 1)]
    return behind or [f"{client_name(facts)}/controllers"]


def receiver_name(key: str) -> str:
    """The name of a receiver's node, by its key in the data map."""
    kind, _, reference = key.partition(":")
    return named(kind, reference)


def country(term: Worded | None) -> Node | None:
    """A country: its term by ISO code, or its own words where no term has that code."""
    if term is None:
        return None
    if term.key in vocabulary().countries:
        return link(f"loc:{term.key}")
    return node("", "dpv:Country", said={"skos:prefLabel": words(term.words)})


def processor_node(processor: ProcessorFacts) -> Node:
    """KBITS."""
    is_formal = processor.privacy_officer_kind == "formal_dpo"
    email = processor.privacy_email or processor.general_email
    officer = processor.party.dpo if is_formal else None
    return node(
        PROCESSOR,
        "dpv:DataProcessor",
        said=_party(processor.party, email=email, officer=officer),
    )


def client_nodes(facts: AgreementFacts) -> Iterator[Node]:
    """The client, and the controllers for whom it acts where it is a processor itself."""
    client, email = facts.client, ""
    if client.party.contact:
        email = client.party.contact.email
    kinds = {"controller": ["dpv:DataController"], "processor": ["dpv:DataProcessor"]}.get(
        client.role, ["dpv:DataController", "dpv:DataProcessor"]
    )
    said = _party(client.party, email=email, officer=client.party.dpo)
    yield node(client_name(facts), *kinds, said=said | {"dpv:hasAuthority": _authority(client)})
    if client.role != "controller":
        yield from _controllers_behind(facts)


def _controllers_behind(facts: AgreementFacts) -> Iterator[Node]:
    client = facts.client
    names = controller_names(facts, role="processor")
    if not client.end_controllers:
        # Nobody is named: they are those whom the client's own note or contracts tell.
        behind = map_file_words()["controllers-behind-client"]
        unnamed = words(filled(behind, {"client": client.party.legal_name}))
        name = client.end_controllers_note or unnamed
        yield node(names[0], "dpv:DataController", said={"dpv:hasName": name})
    for name, controller in zip(names, client.end_controllers, strict=False):
        said = {
            "dpv:hasName": controller.name,
            "dpv:hasAddress": controller.address,
            "dpv:hasContact": controller.contact,
        }
        yield node(name, "dpv:DataController", said=said)


def _authority(client: ClientFacts) -> Node | None:
    authority = client.authority
    if authority is None:
        return None
    said = {"dpv:hasName": words(authority.name), "dpv:hasContact": authority.email}
    return node(named("authority", authority.key), "dpv:DataProtectionAuthority", said=said)


def subprocessor_nodes(sub: SubprocessorFacts) -> Iterator[Node]:
    """A sub-processor, then those that it engages itself."""
    name = named("subprocessor", sub.key)
    places = sub.locations + sub.access_from
    chain = [(f"{name}/chain/{place}", row) for place, row in enumerate(sub.chain, start=1)]
    said = _party(sub.party, email=sub.contact.email if sub.contact else "", officer=None)
    known_country = sub.party.address.country or (places[0].country if places else None)
    yield node(
        name,
        "dpv:DataSubProcessor",
        said=said
        | {
            "dpv:hasCountry": country(known_country),
            "dct:description": words(sub.service),
            "dpv:hasDataProcessor": links(link_name for link_name, _ in chain),
        },
    )
    for link_name, row in chain:
        yield _chain_node(link_name, row)


def _chain_node(name: str, row: ChainLink) -> Node:
    said = {
        "dpv:hasName": row.name,
        "dpv:hasAddress": row.address,
        "dpv:hasContact": row.contact,
        "dpv:hasCountry": country(row.country),
    }
    return node(name, "dpv:DataSubProcessor", said=said)


def recipient_node(recipient: RecipientFacts) -> Node:
    """Somebody who receives data and is no sub-processor."""
    said = {
        "dpv:hasName": recipient.name,
        "dpv:hasAddress": recipient.address,
        "dpv:hasCountry": country(recipient.country),
        "dct:description": words(recipient.purpose),
    }
    kinds = recipient_kinds(recipient)
    return node(named("recipient", recipient.key), "dpv:Recipient", *kinds, said=said)


def recipient_kinds(recipient: RecipientFacts) -> tuple[str, ...]:
    """The terms for what a recipient is under the GDPR."""
    kind = vocabulary().recipient_kinds.get(recipient.kind.key)
    return kind.dpv if kind else ()


def _party(party: Party, *, email: str, officer: Person | None) -> Node:
    kind = party.register_kind.key if party.register_kind else ""
    return {
        "dpv:hasName": party.legal_name,
        "dpv:hasIdentifier": _identifier(kind, party.register_no),
        "dpv:hasAddress": address_line(party.address, voice=voice("en"), has_country=False),
        "dpv:hasContact": email,
        "dpv:hasCountry": country(party.address.country),
        "dpv:hasDataProtectionOfficer": _person(officer, kind="dpv:DataProtectionOfficer"),
        "dpv:hasRepresentative": _person(party.eu_representative, kind="dpv:Representative"),
    }


def _identifier(kind: str, number: str) -> str:
    """The number as the register prints it; that of a Belgian enterprise as its VAT number."""
    return f"BE{number}" if kind == "kbo" and number else register_numbers.shown(kind, number)


def _person(person: Person | None, *, kind: str) -> Node | None:
    if person is None:
        return None
    contact = [text for text in (person.email, person.phone) if text]
    return node("", kind, said={"dpv:hasName": person.name, "dpv:hasContact": contact})
