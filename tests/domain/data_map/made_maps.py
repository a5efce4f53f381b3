"""Maps for tests: made by hand from short words, or by Hypothesis from random flows."""

from datetime import date

from hypothesis import strategies as st

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
from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.phrase import Phrase

BE = Worded("BE", Phrase("België", "Belgique", "Belgium"))
IE = Worded("IE", Phrase("Ierland", "Irlande", "Ireland"))
US = Worded("US", Phrase("Verenigde Staten", "États-Unis", "United States"))
IN = Worded("IN", Phrase("India", "Inde", "India"))
CLAUSES = Phrase.same("SCC")


def named(kind, number):
    """A name that no other row has, and that says in each language which row it is of."""
    return Phrase(f"{kind} {number} nl", f"{kind} {number} fr", f"{kind} {number} en")


def subject(number, *, is_vulnerable=False):
    return Subject(f"s{number}", named("Groep", number), is_vulnerable)


def category(number, *, nature=""):
    return Category(f"c{number}", named("Soort", number), nature, (Phrase.same("3 maanden"),))


def activity(number, *, engagement="KBITS-2026-0001"):
    key = f"{engagement}/{number}"
    return Activity(key, engagement, number, named("Doel", number), named("om", number))


def receiver(
    number,
    *,
    country=BE,
    outside=(),
    guarded=(),
    undecided=(),
    is_own=False,
    kind="subprocessor",
    elsewhere=(),
):
    """Who gets data; for `guarded` countries it has a ground, for `undecided` ones not yet."""
    return Receiver(
        key=f"{kind}:r{number}",
        kind=kind,
        reference=f"r{number}",
        name=f"Ontvanger {number} BV",
        line=named("Dienst", number),
        country=country,
        elsewhere=elsewhere,
        outside=outside,
        safeguards=(
            *(Safeguard(place, CLAUSES, "2021/914") for place in guarded),
            *(Safeguard(place) for place in undecided),
        ),
        is_own_controller=is_own,
        role=Phrase("rol", "rôle", "role"),
        contract_signed_on=date(2026, 1, 2) if kind == "subprocessor" else None,
    )


def map_to(*receivers, stays=False):
    """One subject, category and activity, to all these receivers."""
    keys = [row.key for row in receivers] + ([STAYS] if stays else [])
    here = activity(1)
    flows = tuple(Flow("s1", "c1", here.key, key) for key in keys)
    return DataMap((subject(1),), (category(1),), (here,), receivers, flows)


def wide_map(*, nodes, flows_a_node=3):
    """A map of about so many nodes, the same each time, with long names in all columns."""
    subjects = [subject(n) for n in range(max(2, nodes // 12))]
    categories = [category(n, nature="art9" if n % 9 == 4 else "") for n in range(nodes * 2 // 5)]
    activities = [activity(n) for n in range(nodes // 5)]
    places = [(BE, ()), (IE, ()), (US, (US,)), (IN, (IN,)), (None, ())]
    receivers = [
        receiver(
            n,
            country=places[n % 5][0],
            outside=places[n % 5][1],
            guarded=places[n % 5][1] if n % 2 else (),
            is_own=n % 7 == 0,
            kind="recipient" if n % 7 == 0 else "subprocessor",
        )
        for n in range(nodes - len(subjects) - len(categories) - len(activities))
    ]
    flows = {}
    for place in range(nodes * flows_a_node):
        target = receivers[place * 5 % len(receivers)].key if place % 11 else STAYS
        flow = Flow(
            subjects[place * 3 % len(subjects)].key,
            categories[place % len(categories)].key,
            activities[(place % len(categories) * 3 + place // 7) % len(activities)].key,
            target,
        )
        flows[flow] = None
    whole = DataMap(
        tuple(subjects), tuple(categories), tuple(activities), tuple(receivers), tuple(flows)
    )
    return whole.with_flows(set(flows))


@st.composite
def maps(draw, fewest_rows=1, most_rows=6, fewest_flows=0, most_flows=24):
    """Random maps: each row stands in a flow, and each flow has its rows."""
    subjects = [
        subject(n, is_vulnerable=draw(st.booleans()))
        for n in range(draw(st.integers(fewest_rows, most_rows)))
    ]
    categories = [
        category(n, nature=draw(st.sampled_from(["", "art9", "nrn"])))
        for n in range(draw(st.integers(fewest_rows, most_rows)))
    ]
    activities = [
        activity(n, engagement=draw(st.sampled_from(["KBITS-2026-0001", "KBITS-2026-0002"])))
        for n in range(draw(st.integers(fewest_rows, most_rows)))
    ]
    receivers = [draw(_receivers(n)) for n in range(draw(st.integers(fewest_rows - 1, most_rows)))]
    keys = st.sampled_from([STAYS, *(row.key for row in receivers)])
    flows = draw(
        st.lists(
            st.builds(
                Flow,
                st.sampled_from([row.key for row in subjects]),
                st.sampled_from([row.key for row in categories]),
                st.sampled_from([row.key for row in activities]),
                keys,
            ),
            min_size=fewest_flows,
            max_size=most_flows,
            unique=True,
        )
    )
    whole = DataMap(
        tuple(subjects), tuple(categories), tuple(activities), tuple(receivers), tuple(flows)
    )
    return whole.with_flows(set(flows))


@st.composite
def _receivers(draw, number):
    outside = tuple(draw(st.lists(st.sampled_from([US, IN, UNKNOWN]), max_size=2, unique=True)))
    known = [place for place in outside if place.key]
    guarded = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    return receiver(
        number,
        country=draw(st.sampled_from([None, BE, IE, *outside])),
        outside=outside,
        guarded=guarded,
        undecided=[place for place in known if place not in guarded and draw(st.booleans())],
        is_own=draw(st.booleans()),
        kind=draw(st.sampled_from(["subprocessor", "recipient"])),
        elsewhere=tuple(draw(st.lists(st.sampled_from([BE, IE]), max_size=1))),
    )
