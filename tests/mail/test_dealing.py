"""A mail that did not arrive is somebody's task: sent again or dealt with, its link unseen."""

import dataclasses

import pytest

from dpa_manager.actions.linking import link_url
from dpa_manager.actions.mailing import (
    handle_mail,
    mail_text,
    note_bounce,
    retry_mail,
    send_due_mail,
)
from dpa_manager.domain.errors import Refused
from dpa_manager.models import OneTimeLink, OutgoingMail, Setting, User
from dpa_manager.queries.history import events
from dpa_manager.queries.house import DEMONSTRATION
from tests.factories import ACTOR, AT, a_client
from tests.mail.outbox import a_firm, a_user, queue_one, queue_reset, read, with_server
from tests.mail.reports import a_report


@pytest.fixture
def house(toolbox, smtp_server):
    a_firm()
    return with_server(toolbox, smtp_server.url)


def refused(house, smtp_server, **more):
    """A mail that the server refused."""
    smtp_server.answer_recipient = lambda _: "550 No such person"
    mail = queue_one(house, **more)
    send_due_mail(house)
    smtp_server.answer_recipient = lambda _: "250 OK"
    return read(mail)


def test_a_bounce_makes_a_sent_mail_a_task(house):
    mail = queue_one(house)
    send_due_mail(house)
    assert note_bounce(a_report(mail.message_id), toolbox=house).id == mail.id
    row = read(mail)
    assert (row.state, row.handled_at) == ("bounced", None)
    assert "No such person" in row.reply


@pytest.mark.parametrize("state", ["queued", "bounced", "cancelled"])
def test_only_a_sent_mail_bounces(house, state):
    mail = queue_one(house)
    OutgoingMail.update(state=state).execute()
    assert note_bounce(a_report(mail.message_id), toolbox=house) is None
    assert read(mail).state == state


def test_a_report_about_a_mail_of_somebody_else_changes_nothing(house):
    mail = queue_one(house)
    send_due_mail(house)
    assert note_bounce(a_report("<other@mail.example>"), toolbox=house) is None
    assert note_bounce(b"Subject: Afwezig\n\n", toolbox=house) is None
    assert read(mail).state == "sent"


def test_a_mail_is_sent_again_to_the_address_as_it_is_now(house, smtp_server, clock):
    user, client = a_user("jo@lichtpunt.example"), a_client()
    mail = refused(house, smtp_server, to=user, client=client)
    User.update(email="jo@zonlicht.example").execute()
    clock.move(days=5)
    retry_mail(mail, by=ACTOR, toolbox=house)
    assert (read(mail).state, read(mail).attempts) == ("queued", 0)
    assert send_due_mail(house) == 1
    assert smtp_server.messages[0].envelope[1] == ("jo@zonlicht.example",)
    assert smtp_server.ids == [mail.message_id]
    (event,) = events(client.public_id, limit=10)
    assert event.act == "mail retried"


def test_a_mail_that_is_dealt_with_is_no_task_any_more(house, smtp_server):
    mail = handle_mail(refused(house, smtp_server), by=ACTOR, toolbox=house)
    assert (read(mail).handled_at, read(mail).state) == (house.now(), "refused")
    for again in (handle_mail, retry_mail):
        with pytest.raises(Refused) as error:
            again(mail, by=ACTOR, toolbox=house)
        assert error.value.code == "mail-not-undelivered"


@pytest.mark.parametrize("state", ["queued", "sent", "cancelled"])
@pytest.mark.parametrize("deal", [handle_mail, retry_mail])
def test_what_is_under_way_or_arrived_is_no_task(house, state, deal):
    mail = queue_one(house)
    OutgoingMail.update(state=state).execute()
    with pytest.raises(Refused):
        deal(mail, by=ACTOR, toolbox=house)
    assert read(mail).state == state


def test_a_mail_whose_link_is_over_is_not_sent_again(house, clock):
    mail = queue_reset(house)
    OutgoingMail.update(state="refused").execute()
    clock.move(hours=1)
    with pytest.raises(Refused) as error:
        retry_mail(mail, by=ACTOR, toolbox=house)
    assert error.value.code == "mail-link-over"
    assert handle_mail(mail, by=ACTOR, toolbox=house).handled_at == clock()


def at_base(house, base_url):
    config = dataclasses.replace(house.config, base_url=base_url)
    return dataclasses.replace(house, config=config)


@pytest.mark.parametrize(
    ("is_demonstration", "base_url", "is_shown"),
    [
        (True, "http://127.0.0.1:8000", True),
        (True, "https://dpa.kbits.example", False),
        (False, "http://127.0.0.1:8000", False),
    ],
)
def test_a_link_is_shown_to_staff_in_a_demonstration_on_this_machine_alone(
    house, is_demonstration, base_url, is_shown
):
    if is_demonstration:
        Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    mail, here = queue_reset(house), at_base(house, base_url)
    seen = mail_text(mail, toolbox=here)
    url = link_url(OneTimeLink.get(), toolbox=here)
    assert (url in seen.text) == is_shown
    assert ("•••" in seen.text) != is_shown
    assert seen.subject == "Een nieuw wachtwoord kiezen bij KBITS"
    assert "Beste Tine Maes," in seen.text
