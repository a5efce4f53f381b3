"""Annex IV.B of an engagement on its page: recipients directed, picked and added on the spot."""

import pytest

from dpa_manager.models import Assignment, Engagement, EngagementRecipient, Recipient
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import AT
from tests.web.signed_in import a_member_of_staff, sign_in
from tests.web.test_engaged_suppliers import page_of, sent_by

DIRECTION = {"purpose_nl": "Klachten", "instruction_on": "2026-10-01", "event": ""}
NEW_RECIPIENT = DIRECTION | {
    "name": "Ombudsdienst",
    "group_key": "controller_directed",
    "kind_key": "independent_controller",
    "country_code": "BE",
    "contact_email": "",
}


@pytest.fixture
def engagement(house):
    return Engagement.get(Engagement.reference == ENGAGEMENT)


@pytest.fixture
def manager(app, engagement):
    user = a_member_of_staff("account-manager")
    Assignment.create(client=engagement.client_id, user=user, created_at=AT)
    return sign_in(app, user)


def test_a_recipient_is_directed_picked_and_proposed(manager, engagement):
    known = EngagementRecipient.get(EngagementRecipient.engagement == engagement)
    receiver = Recipient.get_by_id(known.recipient_id)
    path = page_of(engagement, "recipients", receiver.public_id)
    given = sent_by(manager.get(page_of(engagement)).text, path)

    assert manager.post(path, data=given | {"purpose_nl": "Anders"}).status_code == 303
    assert EngagementRecipient.get_by_id(known.id).purpose.nl == "Anders"

    path = page_of(engagement, "recipients", "propose")
    assert manager.submit(path, NEW_RECIPIENT, on=page_of(engagement)).status_code == 303
    added = Recipient.get(Recipient.name == "Ombudsdienst")
    row = EngagementRecipient.get(EngagementRecipient.recipient == added)
    assert (row.number, row.purpose.nl) == (2, "Klachten")

    other = Recipient.create(
        reference="REC-0999", name="Deurwaarder", group_key="government",
        kind_key="public_authority", created_at=AT,
    )  # fmt: skip
    path = page_of(engagement, "recipients", "add")
    picked = DIRECTION | {"recipient": other.public_id, "instruction_on": ""}
    assert manager.submit(path, picked, on=page_of(engagement)).status_code == 303
    assert EngagementRecipient.get(EngagementRecipient.recipient == other).number == 3


def test_a_recipient_without_its_instruction_is_refused_and_nothing_is_lost(manager, engagement):
    before = Recipient.select().count()
    path = page_of(engagement, "recipients", "propose")

    answer = manager.submit(path, NEW_RECIPIENT | {"instruction_on": ""}, on=page_of(engagement))

    assert answer.status_code == 400
    assert 'id="propose-recipient-instruction_on-error"' in answer.text
    assert "Klachten" in answer.text
    assert Recipient.select().count() == before


def test_a_recipient_of_no_list_here_is_not_found(manager, engagement):
    other = Recipient.create(
        reference="REC-0999", name="X", group_key="government", kind_key="public_authority",
        created_at=AT,
    )  # fmt: skip
    path = page_of(engagement, "recipients", other.public_id)

    assert manager.submit(path, DIRECTION, on=page_of(engagement)).status_code == 404
