"""Reading a data map from facts: of one engagement, or of several of one client together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from dpa_manager.domain.data_map.rows import (
    STAYS,
    UNKNOWN,
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
    FlowFacts,
    RecipientFacts,
    SubprocessorFacts,
    Transfer,
)
from dpa_manager.domain.flow_matrix import NO_CONTROLLERS
from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

_WITHIN_EEA = "none_eea"
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
                _name_unknown(flow, subjects, categories, receivers)
                receiver = f"{flow.target}:{flow.target_key}" if flow.target_key else STAYS
                at = _activity_key(one, flow.activity)
                flows[Flow(flow.subject, flow.category, at, receiver)] = None
    whole = DataMap(
        subjects=tuple(subjects.values()),
        categories=tuple(categories.values()),
        activities=tuple(activities.values()),
        receivers=tuple(receivers.values()),
        flows=tuple(flows),
    )
    return whole.with_flows(set(whole.flows))


def _name_unknown(
    flow: FlowFacts,
    subjects: dict[str, Subject],
    categories: dict[str, Category],
    receivers: dict[str, Receiver],
) -> None:
    """Give a row to what no activity or annex describes (yet): flows are the truth, and one that
    the map left out would be a receiver that nobody sees."""
    words = vocabulary()
    if flow.subject not in subjects:
        who = words.data_subjects.get(flow.subject)
        label = who.label if who else Phrase.same(flow.subject)
        subjects[flow.subject] = Subject(flow.subject, label, bool(who and who.is_vulnerable))
    if flow.category not in categories:
        what = words.data_categories.get(flow.category)
        label = what.label if what else Phrase.same(flow.category)
        categories[flow.category] = Category(flow.category, label, what.nature if what else "")
    key = f"{flow.target}:{flow.target_key}"
    if flow.target_key and key not in receivers:
        receivers[key] = Receiver(key, flow.target, flow.target_key, flow.target_key)


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
        rules = (use.retention.words,) if use.retention and use.retention.words else ()
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
        elsewhere=_each_once(place.country for place in places if place.is_eea),
        outside=_outside(sub),
        safeguards=tuple(_safeguard(transfer) for transfer in sub.transfers),
        role=vocabulary().recipient_kinds["sub_processor"].role,
        contract_signed_on=sub.contract_signed_on,
        since_on=sub.starts_on or sub.since_on,
    )


def _outside(sub: SubprocessorFacts) -> tuple[Worded, ...]:
    """Where it has data or reaches them outside the EEA, and where it passes them on to."""
    places = [place.country for place in sub.locations + sub.access_from if not place.is_eea]
    chain = [link.country for link in sub.chain if link.country and not link.is_eea]
    found = tuple(dict.fromkeys(places + chain))
    # Somebody may say that data leave the EEA before it is known to which country.
    return found or ((UNKNOWN,) if sub.is_outside_eea else ())


def _recipient(recipient: RecipientFacts) -> Receiver:
    outside = () if recipient.is_eea else (recipient.country or UNKNOWN,)
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
    mechanism = transfer.mechanism
    # "Within the EEA" is what one answers where data stay; it is no ground to let them leave.
    words = mechanism.words if mechanism and mechanism.key != _WITHIN_EEA else Phrase()
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
        elsewhere=_each_once(before.elsewhere + row.elsewhere),
        outside=_each_once(before.outside + row.outside),
        safeguards=_each_once(before.safeguards + row.safeguards),
        is_own_controller=before.is_own_controller or row.is_own_controller,
        role=before.role or row.role,
        contract_signed_on=before.contract_signed_on or row.contract_signed_on,
        since_on=min(filter(None, (before.since_on, row.since_on)), default=None),
    )


def _each_once(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    return tuple(dict.fromkeys(rows))
