"""How engagements stand is judged once, and again once anything is told that could change it."""

import pytest

from dpa_manager.actions.configuring import choose_setting
from dpa_manager.actions.engaging import change_terms
from dpa_manager.actions.onboarding import add_contact
from dpa_manager.domain.typed_parties import TypedPerson
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.problems import judgements
from tests.access.counting import statements
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR, a_client, an_engagement

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
