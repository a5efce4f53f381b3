"""Reading a data map from facts: of one engagement, or of several of one client together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from dpa_manager.domain.data_map.rows import (
    STAYS,
    Activity,
    Category,
    DataMap,
    Flow,
    Receiver,
    Safeguard,
    Subject,
)
from dpa_manager.domain.facts import (
    ActivityFacts,
    AgreementFacts,
    RecipientFacts,
    SubprocessorFacts,
    Transfer,
)
from dpa_manager.domain.flow_matrix import NO_CONTROLLERS
from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.library import vocabulary

_Row = TypeVar("_Row", Worded, Safeguard)


def map_of(facts: Sequence[AgreementFacts]) -> DataMap:
    """The map of the activities in which the firm is processor, in all these engagements.

    The same people, data or receiver in several engagements stand once; of a receiver the words of
    the first engagement are kept, and the countries of all.
    """
    flows: dict[Flow, None] = {}
    subjects: dict[str, Subject] = {}
    categories: dict[str, Category] = {}
    activities: dict[str, Activity] = {}
    receivers: dict[str, Receiver] = {}
    for one in facts:
        inside = {activity.number: activity for activity in one.in_agreement()}
        known = {row.key: row for row in _receivers(one)}
        for activity in inside.values():
            found = _activity(one, activity)
            activities[found.key] = found
            for subject in activity.subjects:
                key = subject.category.key
                subjects.setdefault(
                    key, Subject(key, subject.category.words, subject.is_vulnerable)
                )
            for category in _categories(activity):
                categories[category.key] = _together(categories.get(category.key), category)
        for row in known.values():
            receivers[row.key] = _merged(receivers.get(row.key), row)
        for flow in one.flows:
            if flow.activity in inside:
                receiver = f"{flow.target}:{flow.target_key}" if flow.target_key else STAYS
                at = _activity_key(one, flow.activity)
                flows[Flow(flow.subject, flow.category, at, receiver)] = None
    whole = DataMap(
        subjects=tuple(subjects.values()),
        categories=tuple(categories.values()),
        activities=tuple(activities.values()),
        receivers=tuple(receivers.values()),
        flows=tuple(flow for flow in flows if _is_known(flow, subjects, categories, receivers)),
    )
    return whole.with_flows(set(whole.flows))


def _is_known(
    flow: Flow,
    subjects: dict[str, Subject],
    categories: dict[str, Category],
    receivers: dict[str, Receiver],
) -> bool:
    is_received = flow.receiver == STAYS or flow.receiver in receivers
    return flow.subject in subjects and flow.category in categories and is_received


def _activity_key(facts: AgreementFacts, number: int) -> str:
    return f"{facts.engagement}/{number}"


def _activity(facts: AgreementFacts, activity: ActivityFacts) -> Activity:
    return Activity(
        key=_activity_key(facts, activity.number),
        engagement=facts.engagement,
        number=activity.number,
        words=activity.title,
        purposes=activity.purposes,
        began_on=activity.began_on,
    )


def _categories(activity: ActivityFacts) -> Iterator[Category]:
    for use in activity.data:
        rules = (use.retention.words,) if use.retention else ()
        yield Category(use.category.key, use.category.words, use.nature, rules)


def _together(before: Category | None, category: Category) -> Category:
    if before is None:
        return category
    rules = tuple(dict.fromkeys(before.retention + category.retention))
    return Category(before.key, before.words, before.nature or category.nature, rules)


def _receivers(facts: AgreementFacts) -> Iterator[Receiver]:
    for sub in facts.subprocessors:
        yield _subprocessor(sub)
    for recipient in facts.recipients:
        yield _recipient(recipient)


def _subprocessor(sub: SubprocessorFacts) -> Receiver:
    places = sub.locations + sub.access_from
    country = places[0].country if places else sub.party.address.country
    return Receiver(
        key=f"subprocessor:{sub.key}",
        kind="subprocessor",
        reference=sub.key,
        name=sub.party.legal_name,
        line=sub.service,
        country=country,
        outside=_outside(sub, country),
        safeguards=tuple(_safeguard(transfer) for transfer in sub.transfers),
        role=vocabulary().recipient_kinds["sub_processor"].role,
        contract_signed_on=sub.contract_signed_on,
        since_on=sub.starts_on or sub.since_on,
    )


def _outside(sub: SubprocessorFacts, country: Worded | None) -> tuple[Worded, ...]:
    """Where it has data or reaches them outside the EEA, and where it passes them on to."""
    places = [place.country for place in sub.locations + sub.access_from if not place.is_eea]
    chain = [link.country for link in sub.chain if link.country and not link.is_eea]
    found = tuple(dict.fromkeys(places + chain))
    # Somebody may say that data leave the EEA before it is known to which country.
    return found or ((country,) if sub.is_outside_eea and country else ())


def _recipient(recipient: RecipientFacts) -> Receiver:
    outside = (recipient.country,) if recipient.country and not recipient.is_eea else ()
    return Receiver(
        key=f"recipient:{recipient.key}",
        kind="recipient",
        reference=recipient.key,
        name=recipient.name,
        line=recipient.purpose,
        country=recipient.country,
        outside=outside,
        safeguards=(_safeguard(recipient.transfer),) if recipient.transfer else (),
        is_own_controller=recipient.kind.key not in NO_CONTROLLERS,
        role=recipient.kind.words,
    )


def _safeguard(transfer: Transfer) -> Safeguard:
    words = transfer.mechanism.words if transfer.mechanism else Safeguard(transfer.country).words
    return Safeguard(transfer.country, words, transfer.document, transfer.signed_on)


def _merged(before: Receiver | None, row: Receiver) -> Receiver:
    if before is None:
        return row
    return Receiver(
        key=before.key,
        kind=before.kind,
        reference=before.reference,
        name=before.name,
        line=before.line or row.line,
        country=before.country or row.country,
        outside=_each_once(before.outside + row.outside),
        safeguards=_each_once(before.safeguards + row.safeguards),
        is_own_controller=before.is_own_controller or row.is_own_controller,
        role=before.role or row.role,
        contract_signed_on=before.contract_signed_on or row.contract_signed_on,
        since_on=min(filter(None, (before.since_on, row.since_on)), default=None),
    )


def _each_once(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    return tuple(dict.fromkeys(rows))
