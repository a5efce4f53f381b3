"""How engagements stand is judged once, and again once anything is told that could change it."""

import re

import pytest

from dpa_manager.actions.configuring import choose_setting
from dpa_manager.actions.engaging import change_terms
from dpa_manager.actions.onboarding import add_contact
from dpa_manager.domain.typed_parties import TypedPerson
from dpa_manager.models import Engagement
from dpa_manager.models.base import database
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.remembered_facts import judged_engagement, judgements
from tests.access.counting import statements
from tests.actions.complete_house import ENGAGEMENT, fill_house
from tests.factories import ACTOR, a_client, an_engagement, tell

KNOWN = 3


def judged(toolbox):
    row = find_engagement(ENGAGEMENT)
    return judgements([row.id], on=toolbox.today())[row.id]


def asked(toolbox):
    """How often the database is asked for a judgement."""
    with statements() as told:
        judged(toolbox)
    return len(told)


ACTS = {
    "the engagement changes": lambda toolbox: change_terms(
        find_engagement(ENGAGEMENT), {"breach_notice_hours": 90}, by=ACTOR, toolbox=toolbox
    ),
    "the client gets a contact": lambda toolbox: add_contact(
        find_engagement(ENGAGEMENT).client,
        TypedPerson("Nele Peeters", roles=("audits",)),
        by=ACTOR,
        toolbox=toolbox,
    ),
    "the firm chooses": lambda toolbox: choose_setting(
        "notice_days", 45, by=ACTOR, toolbox=toolbox
    ),
}


def test_a_judgement_that_nothing_changed_is_not_made_again(complete_toolbox):
    first = judged(complete_toolbox)

    assert asked(complete_toolbox) <= KNOWN
    assert judged(complete_toolbox) == first


@pytest.mark.parametrize("act", ACTS)
def test_it_is_made_again_when(act, complete_toolbox):
    judged(complete_toolbox)
    ACTS[act](complete_toolbox)

    assert asked(complete_toolbox) > KNOWN


def test_a_change_is_seen_at_once(complete_toolbox):
    before = judged(complete_toolbox)
    ACTS["the engagement changes"](complete_toolbox)
    after = judged(complete_toolbox)

    assert (before.missing, after.missing) == (0, 1)
    assert before.facts_sha256 != after.facts_sha256


def test_another_day_is_judged_by_itself(complete_toolbox):
    row = find_engagement(ENGAGEMENT)
    later = complete_toolbox.today().replace(year=complete_toolbox.today().year + 40)

    assert judgements([row.id], on=later)[row.id] != judged(complete_toolbox)


def test_what_has_no_history_yet_is_judged_each_time(complete_toolbox):
    bare = an_engagement(a_client(), reference="KBITS-2099-0001")
    asked = []
    for _ in range(2):
        with statements() as told:
            judgements([bare.id], on=complete_toolbox.today())
        asked.append(len(told))

    assert min(asked) > KNOWN


def title(toolbox):
    """What pages say that the engagement is called."""
    return judged_engagement(find_engagement(ENGAGEMENT).id, on=toolbox.today()).facts.title


def test_facts_that_nothing_changed_are_the_same(complete_toolbox):
    row, day = find_engagement(ENGAGEMENT), complete_toolbox.today()

    first = judged_engagement(row.id, on=day)

    assert judged_engagement(row.id, on=day) is first


@pytest.mark.parametrize("act", ACTS)
def test_facts_are_gathered_again_when(act, complete_toolbox):
    row, day = find_engagement(ENGAGEMENT), complete_toolbox.today()
    first = judged_engagement(row.id, on=day)
    ACTS[act](complete_toolbox)

    assert judged_engagement(row.id, on=day) is not first


def test_a_transaction_reads_what_it_wrote_and_leaves_it_to_nobody(complete_toolbox):
    before = title(complete_toolbox)
    with database.atomic() as undone:
        Engagement.update(title="Nooit").execute()
        inside = title(complete_toolbox)
        undone.rollback()

    assert inside == "Nooit"
    assert title(complete_toolbox) == before


def test_what_one_client_tells_keeps_the_facts_of_another(complete_toolbox):
    row, day = find_engagement(ENGAGEMENT), complete_toolbox.today()
    first = judged_engagement(row.id, on=day)
    tell(a_client())

    assert judged_engagement(row.id, on=day) is first


def test_whatever_writes_what_facts_are_made_of_tells_it(toolbox, monkeypatch):
    written = watch(toolbox.database, monkeypatch)
    fill_house(toolbox)
    with statements() as asked:
        title(toolbox)
    read = {name for one in asked for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', one)}
    of_facts = [tables for tables in written if tables & (read - {"chain_head"})]

    assert len(of_facts) > 20
    assert all("chain_head" in tables for tables in of_facts), of_facts


def watch(database, monkeypatch):
    """The tables that each transaction writes from now on; the list grows."""
    begin, ask = database.begin, database.execute_sql
    written = []

    def begin_watched(*args, **options):
        written.append(set())
        return begin(*args, **options)

    def ask_watched(sql, *args, **options):
        found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        if found and not database.in_transaction():
            written.append({found[1]})
        elif found:
            written[-1].add(found[1])
        return ask(sql, *args, **options)

    monkeypatch.setattr(database, "begin", begin_watched)
    monkeypatch.setattr(database, "execute_sql", ask_watched)
    return written
