"""Data maps for pages: of which engagements, what holds for their rows, how often they ask."""

from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.domain.visitors import Seat
from dpa_manager.models import Client, Engagement
from dpa_manager.queries.data_maps import Mapped, mapped_client, mapped_engagement
from tests.access.counting import statements
from tests.actions.complete_house import ENGAGEMENT
from tests.domain.completeness.complete_case import complete_facts
from tests.factories import a_client, an_engagement, tell
from tests.queries.test_scope import scope_of

DAY = date(2026, 11, 24)
READS = frozenset({"client-reader"})


@pytest.fixture
def row(complete_sqlite_toolbox):
    return Engagement.select(Engagement, Client).join(Client).get()


@pytest.fixture
def scope():
    return scope_of(user_id=1, staff_roles=frozenset({"dpo"}))


def test_a_client_s_map_is_about_its_engagements_that_go_on(row, scope):
    an_engagement(row.client, reference="KBITS-2020-0001", is_active=False)
    an_engagement(a_client(), reference="KBITS-2026-0777")
    tell(row.client)

    mapped = mapped_client(scope, row.client, on=DAY)

    assert [one.reference for one in mapped.rows] == [ENGAGEMENT]


def test_an_ended_engagement_still_has_its_own_map(row):
    Engagement.update(is_active=False).where(Engagement.id == row.id).execute()

    assert mapped_engagement(row, on=DAY).data_map.flows


def test_without_an_engagement_the_map_is_empty(row, scope):
    mapped = mapped_client(scope, a_client(), on=DAY)

    assert (mapped.rows, mapped.facts, mapped.data_map.flows) == ((), (), ())


def test_a_person_of_a_client_maps_that_client_alone(row):
    other = a_client()
    an_engagement(other, reference="KBITS-2026-0777")
    seat = Seat(client_id=other.id, public_id=other.public_id, name="", roles=READS)

    mapped = mapped_client(scope_of(user_id=1, seats=(seat,), seat=seat), on=DAY)

    assert [one.reference for one in mapped.rows] == ["KBITS-2026-0777"]


def test_many_engagements_are_asked_for_as_often_as_few(row, scope):
    def asked():
        tell(row.client)
        with statements() as found:
            mapped_client(scope, Client.get_by_id(row.client_id), on=DAY)
        return len(found)

    an_engagement(row.client, reference="KBITS-2026-0500")
    few = asked()
    for number in range(20):
        an_engagement(row.client, reference=f"KBITS-2026-06{number:02}")

    assert asked() == few <= 8


def test_a_receiver_is_found_at_its_number_in_the_annex():
    facts = complete_facts()
    mapped = Mapped((), (facts,), DAY)
    first = facts.subprocessors[-1]

    found = mapped.place_of(f"subprocessor:{first.key}", facts.engagement)

    assert found == f"subprocessor-{first.number}"
    assert mapped.place_of("subprocessor:nobody", facts.engagement) == ""
    assert mapped.place_of(f"recipient:{first.key}", facts.engagement) == ""


def test_measures_are_told_once_for_their_activities_and_only_those_that_clients_may_see():
    facts = complete_facts()
    one = replace(facts.measures.measures[0], activities=(1,), is_visible_to_clients=True)
    shown = replace(facts, measures=replace(facts.measures, measures=(one, one)))
    hidden = replace(one, is_visible_to_clients=False)
    at = f"{facts.engagement}/"

    def told(facts, activity):
        return Mapped((), (facts,), DAY).measures_of(frozenset({f"{at}{activity}"}))

    assert told(shown, 1) == (one.heading,)
    assert told(shown, 2) == ()
    assert told(replace(facts, measures=replace(facts.measures, measures=(hidden,))), 1) == ()
