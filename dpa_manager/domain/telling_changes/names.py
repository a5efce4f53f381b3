"""What the rows of an agreement are called in a sentence, by the words that the facts carry."""

from dpa_manager.domain.completeness.naming import activity_code, activity_name
from dpa_manager.domain.facts import (
    ActivityFacts,
    AgreementFacts,
    FlowFacts,
    Location,
    RecipientFacts,
    SubprocessorFacts,
)
from dpa_manager.domain.telling_changes.change import words
from dpa_manager.domain.telling_changes.values import listed
from dpa_manager.vocabulary.phrase import Phrase


def subprocessor_name(row: SubprocessorFacts) -> Phrase:
    """The legal name with the countries: "Mailgarden Ltd (Ireland)"."""
    places = dict.fromkeys(_country(place) for place in (*row.locations, *row.access_from))
    return _placed(row.party.legal_name or row.key, listed(places) if places else Phrase())


def recipient_name(row: RecipientFacts) -> Phrase:
    """The name with the country, which may be unknown."""
    if row.country is None:
        return Phrase.same(row.name or row.key)
    country = row.country.words
    place = country if row.is_eea else words("outside-eea", country=country)
    return _placed(row.name or row.key, place)


def receiver_name(facts: AgreementFacts, flow: FlowFacts) -> Phrase:
    """To whom a flow goes; one that is in no row is told by its key."""
    if flow.target == "recipient":
        recipients = {row.key: row for row in facts.recipients}
        found = recipients.get(flow.target_key)
        return recipient_name(found) if found else Phrase.same(flow.target_key)
    subprocessors = {row.key: row for row in facts.subprocessors}
    row = subprocessors.get(flow.target_key)
    return subprocessor_name(row) if row else Phrase.same(flow.target_key)


def named_activity(facts: AgreementFacts, number: int) -> Phrase:
    """Number and title of an activity: "II.1 Customer service"."""
    return next(
        (activity_name(row) for row in facts.activities if row.number == number),
        Phrase.same(f"II.{number}"),
    )


def in_activity(name: Phrase, activity: ActivityFacts) -> Phrase:
    """Something of one activity: "phone numbers (II.1)"."""
    return words("within", name=name, place=activity_code(activity))


def _country(place: Location) -> Phrase:
    country = place.country.words or Phrase.same(place.country.key)
    return country if place.is_eea else words("outside-eea", country=country)


def _placed(name: str, place: Phrase) -> Phrase:
    return words("within", name=name, place=place) if place else Phrase.same(name)
