"""The matrices of an engagement: the same ticks, receivers and countries as its facts say."""

import pytest

from dpa_manager.actions import directing
from dpa_manager.domain.errors import NotFound
from dpa_manager.models import Activity, Flow, Recipient, Subprocessor
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.matrices import matrices_of
from dpa_manager.vocabulary.library import vocabulary
from tests.actions.complete_house import ENGAGEMENT, doing


@pytest.fixture
def house(complete_sqlite_toolbox):
    return complete_sqlite_toolbox


def matrices(house):
    return matrices_of(find_engagement(ENGAGEMENT), on=house.today())


def test_the_ticks_are_the_flows_of_the_facts(house):
    facts = gather_facts(ENGAGEMENT, on=house.today())

    found = {
        (activity.number, *cell)
        for activity in matrices(house).activities
        for cell in activity.cells
    }

    assert found == {
        (f.activity, f.subject, f.category, f.target, f.target_key) for f in facts.flows
    }


def test_the_columns_are_annex_iv_with_its_countries_outside_the_eea(house):
    facts = gather_facts(ENGAGEMENT, on=house.today())

    columns = {column.reference: column for column in matrices(house).columns}

    assert next(iter(columns)) == ""
    listed = [*facts.subprocessors, *facts.recipients]
    assert [one.key for one in listed] == [key for key in columns if key in {o.key for o in listed}]
    for one in facts.subprocessors:
        assert bool(columns[one.key].outside) is one.is_outside_eea
    assert [c.key for c in columns["SUB-0003"].outside] == ["US"]
    assert (columns["SUB-0003"].country.key, columns["REC-0001"].is_own_controller) == ("IE", True)


def test_the_counts_are_counted_from_the_rows(house):
    for activity in matrices(house).activities:
        rows = list(
            Flow.select(Flow, Activity)
            .join(Activity)
            .where(Activity.number == activity.number, Activity.engagement == Flow.engagement)
        )
        counts = activity.counts
        assert counts.cells == len(rows)
        assert counts.categories == len({row.category_key for row in rows})
        assert counts.subjects == len({row.subject_key for row in rows})
        assert counts.subprocessors == len({row.subprocessor_id for row in rows} - {None})
        assert counts.recipients == len({row.recipient_id for row in rows} - {None})
        outside = {row.reference for row in Subprocessor.select() if row.country_code == "US"}
        assert counts.outside == len({cell[3] for cell in activity.cells} & outside)


def test_what_is_offered_is_the_active_register_without_the_columns(house):
    new = directing.add_recipient(directing.TypedRecipient("Ombudsdienst"), **doing(house))
    gone = directing.add_recipient(directing.TypedRecipient("Weg"), **doing(house))
    Recipient.update(is_active=False).where(Recipient.id == gone.id).execute()

    found = matrices(house)
    more = found.with_columns({new.reference, gone.reference, "SUB-9999"})

    assert [column.reference for column in found.offered] == [new.reference]
    assert [column.reference for column in more.columns] == [
        *(column.reference for column in found.columns),
        new.reference,
    ]
    assert more.offered == ()


def test_an_ended_column_is_left_out_unless_it_is_named(house):
    Subprocessor.update(state="ended").where(Subprocessor.reference == "SUB-0001").execute()

    found = matrices(house)

    without = {column.reference for column in found.without_ended(besides=()).columns}
    assert "SUB-0001" in {c.reference for c in found.without_ended(besides={"SUB-0001"}).columns}
    assert without == {column.reference for column in found.columns} - {"SUB-0001"}


def test_activities_stand_beside_each_other_in_their_order(house):
    found = matrices(house)
    first, second = found.of("1"), found.of("2")

    assert (found.beside(first, step=1), found.beside(second, step=-1)) == (second, first)
    assert found.beside(first, step=-1) is None
    assert found.beside(second, step=1) is None
    with pytest.raises(NotFound):
        found.of("01")


def test_what_is_usual_for_the_services_is_offered_first(house):
    activity = matrices(house).of("1")
    row = Activity.get(Activity.number == 1)

    kind = vocabulary().service_kinds[row.service_kinds[0]]

    assert activity.subjects[: len(kind.subjects)] == kind.subjects
    assert activity.categories[: len(kind.data)] == kind.data
