"""Founding: a house with all that stands in it on its first day, or none."""

import dataclasses

import pytest
from peewee import IntegrityError

from dpa_manager.actions.founding import Founder, found_house, mark_demonstration
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.actions.opening import opened, opened_house
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import DomainError, NotFound, Refused, Unavailable
from dpa_manager.domain.evidence import checkpoint_key
from dpa_manager.models import (
    TABLES,
    ListItem,
    Measure,
    MeasureSet,
    OwnOrganisation,
    StaffRole,
    Template,
    User,
)
from dpa_manager.models.base import open_database
from dpa_manager.models.event import Event
from dpa_manager.queries.history import verify_history
from dpa_manager.queries.house import is_demonstration, is_empty
from dpa_manager.queries.visitors import acting_person
from tests.actions.complete_house import FOUNDER, doing
from tests.conftest import SECRET


@pytest.fixture
def empty_house(empty_db, config, store, clock):
    """A house without tables, on either database."""
    return Toolbox(config=config, database=empty_db, store=store, clock=clock)


def counts():
    return {table.__name__: table.select().count() for table in TABLES}


def test_a_founded_house_holds_the_firm_its_lists_measures_templates_and_first_person(empty_house):
    found_house(FOUNDER, **doing(empty_house))
    firm = OwnOrganisation.get()
    assert (firm.legal_name, firm.legal_form, firm.register_no) == ("KBITS", "BV", "0544651634")
    assert [user.email for user in User.select()] == ["mira@kbits.example"]
    assert [row.role for row in StaffRole.select()] == ["admin"]
    assert MeasureSet.get().version == 1
    assert Measure.select().count() > 30
    assert ListItem.select().count() > 100
    assert {row.language for row in Template.select()} == {"nl", "fr", "en"}
    assert not is_demonstration()
    assert all(verdict.is_whole for verdict in verify_history(key=checkpoint_key(SECRET)))
    assert acting_person(None).email == "mira@kbits.example"


def test_a_house_is_founded_once(empty_house):
    found_house(FOUNDER, **doing(empty_house))
    before = counts()
    with pytest.raises(Refused) as error:
        found_house(FOUNDER, **doing(empty_house))
    assert error.value.code == "house-not-empty"
    assert counts() == before


@pytest.mark.parametrize(
    "founder",
    [
        dataclasses.replace(FOUNDER, administrator=TypedUser("nobody", "N")),
        dataclasses.replace(FOUNDER, capacity_key="king"),
        dataclasses.replace(FOUNDER, legal_form="x" * 500),
    ],
    ids=["no address", "no capacity", "no legal form"],
)
def test_a_founding_that_is_refused_leaves_nothing(sqlite_toolbox, founder):
    with pytest.raises(Refused):
        found_house(founder, **doing(sqlite_toolbox))
    assert set(counts().values()) == {0}
    assert is_empty()


def test_a_house_can_be_founded_after_a_founding_that_was_refused(empty_house):
    with pytest.raises(Refused):
        found_house(
            dataclasses.replace(FOUNDER, administrator=TypedUser("nobody", "N")),
            **doing(empty_house),
        )
    found_house(FOUNDER, **doing(empty_house))
    assert not is_empty()


def test_a_founding_without_templates_leaves_an_empty_house(empty_house, tmp_path):
    config = dataclasses.replace(empty_house.config, templates=tmp_path)
    with pytest.raises(NotFound):
        found_house(FOUNDER, **doing(dataclasses.replace(empty_house, config=config)))
    assert set(counts().values()) == {0}


def test_a_signatory_may_be_left_open(empty_house):
    found_house(Founder(TypedUser("a@kbits.example", "A")), **doing(empty_house))
    assert Event.select().where(Event.act == "own contact added").count() == 1


def test_a_house_is_marked_as_a_demonstration(toolbox):
    assert not is_demonstration()
    mark_demonstration(toolbox=toolbox)
    assert is_demonstration()
    assert is_empty()


def test_tables_of_another_program_are_left_alone(empty_house):
    empty_house.database.execute_sql("CREATE TABLE somebody_elses (id INTEGER)")
    with pytest.raises(Refused) as error:
        found_house(FOUNDER, **doing(empty_house))
    assert error.value.code == "database-not-ours"
    assert empty_house.database.get_tables() == ["somebody_elses"]
    with pytest.raises(Refused) as error, opened_house(empty_house):
        pass
    assert error.value.code == "database-not-ours"


def test_an_empty_database_holds_no_house(empty_house):
    with pytest.raises(NotFound) as error, opened_house(empty_house):
        pass
    assert error.value.code == "no-house"
    assert empty_house.database.get_tables() == []


def test_a_file_that_is_not_there_is_not_made(tmp_path, config, store):
    path = tmp_path / "none.sqlite3"
    toolbox = Toolbox(config=config, database=open_database(f"sqlite:///{path}"), store=store)
    with pytest.raises(NotFound), opened_house(toolbox):
        pass
    assert not path.exists()


def test_a_founded_house_opens_and_its_tables_come_up_to_date(empty_house):
    found_house(FOUNDER, **doing(empty_house))
    with opened_house(empty_house):
        assert acting_person("MIRA@kbits.example ").name == "Mira Goossens"


def test_what_fails_about_the_database_is_told_and_our_own_faults_are_not_hidden(sqlite_toolbox):
    with pytest.raises(Unavailable) as error, opened(sqlite_toolbox):
        sqlite_toolbox.database.execute_sql("SELECT * FROM nowhere")
    assert "nowhere" in error.value.sentence.en
    with pytest.raises(IntegrityError), opened(sqlite_toolbox):
        StaffRole.create(user=0, role="")
    with pytest.raises(DomainError) as error, opened(sqlite_toolbox):
        acting_person("nobody@kbits.example")
    assert error.value.code == "no-such-person"


def test_a_house_without_people_is_served_by_the_command_line_itself(sqlite_toolbox):
    assert acting_person(None).email == ""
    assert acting_person(None).channel == "command line"
