"""How the things of an agreement are named in a sentence, so that a person finds them."""

from dpa_manager.domain.completeness.rule import joined, name_of
from dpa_manager.domain.facts import ActivityFacts, RecipientFacts, SubprocessorFacts
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts
from dpa_manager.vocabulary.phrase import Phrase

Side = ClientFacts | ProcessorFacts


def sides(client: ClientFacts, processor: ProcessorFacts) -> tuple[tuple[str, Party], ...]:
    """Both parties, each with the first part of its fields' paths."""
    return (("client", client.party), ("processor", processor.party))


def party_name(side: str, party: Party) -> Phrase:
    """The legal name, or "the Client" while it has none."""
    return Phrase.same(party.legal_name) if party.legal_name else name_of(side)


def activity_code(activity: ActivityFacts) -> str:
    """The number as printed: "II.1"."""
    return f"II.{activity.number}"


def activity_name(activity: ActivityFacts) -> Phrase:
    """Number and title."""
    code = activity_code(activity)
    return joined(code, activity.title) if activity.title else Phrase.same(code)


def subprocessor_name(row: SubprocessorFacts) -> str:
    """Number and legal name of a row of Annex IV.A."""
    return f"IV.{row.number} {row.party.legal_name}".rstrip()


def recipient_name(row: RecipientFacts) -> str:
    """Number and name of a row of Annex IV.B."""
    return f"R{row.number} {row.name}".rstrip()
