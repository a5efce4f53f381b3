"""Today's work: what waits for whom, and what does not."""

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.engaging import change_terms
from dpa_manager.domain.mails import MAIL_STATES, UNDELIVERED
from dpa_manager.models import Assignment, Engagement, OutgoingMail, User
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.worklists import undelivered_mails, waiting_work
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR, AT, an_engagement
from tests.queries.test_scope import House, scope_of


@pytest.fixture
def scope(complete_toolbox):
    """Somebody who may work on every engagement."""
    return scope_of(user_id=0, staff_roles=frozenset({"dpo"}))


def waiting(scope, toolbox):
    work = waiting_work(scope, on=toolbox.today(), portal_url=toolbox.portal_url)
    return {row.line.reference: (row.missing > 0, row.is_changed) for row in work.lines}


def test_an_engagement_waits_until_it_is_drafted_and_again_when_its_data_change(
    scope, complete_toolbox
):
    assert waiting(scope, complete_toolbox) == {ENGAGEMENT: (False, False)}

    draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=complete_toolbox)
    assert waiting(scope, complete_toolbox) == {}

    row = find_engagement(ENGAGEMENT)
    change_terms(row, {"talk_days": 21}, by=ACTOR, toolbox=complete_toolbox)
    assert waiting(scope, complete_toolbox) == {ENGAGEMENT: (False, True)}


def test_an_engagement_with_gaps_waits_and_an_ended_one_does_not(scope, complete_toolbox):
    client = Engagement.get(Engagement.reference == ENGAGEMENT).client_id
    bare = an_engagement(client, reference="KBITS-2026-0900")
    assert waiting(scope, complete_toolbox)[bare.reference] == (True, False)

    Engagement.update(is_active=False).where(Engagement.id == bare.id).execute()
    assert bare.reference not in waiting(scope, complete_toolbox)


def test_a_manager_has_the_work_of_the_own_clients_alone(complete_toolbox):
    user = User.create(email="luc@kbits.example", name="Luc", created_at=AT)
    scope = scope_of(user_id=user.id, staff_roles=frozenset({"account-manager"}))
    assert waiting(scope, complete_toolbox) == {}

    client = Engagement.get(Engagement.reference == ENGAGEMENT).client_id
    Assignment.create(client=client, user=user, created_at=AT)
    assert set(waiting(scope, complete_toolbox)) == {ENGAGEMENT}


def test_work_takes_as_many_queries_for_thirty_engagements_as_for_one(scope, complete_toolbox):
    with count_queries() as for_one:
        waiting(scope, complete_toolbox)
    for _ in range(29):
        an_engagement(Engagement.get(Engagement.reference == ENGAGEMENT).client_id)
    with count_queries() as for_thirty:
        assert len(waiting(scope, complete_toolbox)) == 30

    assert for_one.count == for_thirty.count <= 6


@pytest.mark.parametrize("state", MAIL_STATES)
def test_a_mail_waits_when_it_did_not_arrive_until_somebody_dealt_with_it(db, state):
    house = House()
    mine = OutgoingMail.id == house.mine.mail.id
    OutgoingMail.update(state=state).where(mine).execute()
    scope = house.staff("account-manager")

    assert [mail.id for mail in undelivered_mails(scope)] == (
        [house.mine.mail.id] if state in UNDELIVERED else []
    )
    OutgoingMail.update(handled_at=AT).where(mine).execute()
    assert undelivered_mails(scope) == ()
