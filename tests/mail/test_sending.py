"""What is due is sent: each mail once and in order, a bad one alone, a lost one never."""

import contextlib
import threading
from datetime import timedelta

import pytest

from dpa_manager.actions.linking import code_digits, link_url, make_link
from dpa_manager.actions.mailing import send_due_mail
from dpa_manager.actions.sending import BATCH, LEASE
from dpa_manager.domain.errors import Unavailable
from dpa_manager.models import OneTimeCode, OneTimeLink, OutgoingMail, Session
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import AT
from tests.mail.outbox import (
    SENDER,
    a_firm,
    a_user,
    queue,
    queue_one,
    queue_reset,
    read,
    states,
    with_server,
)


@pytest.fixture
def house(toolbox, smtp_server):
    a_firm()
    return with_server(toolbox, smtp_server.url)


@pytest.fixture
def sqlite_house(sqlite_toolbox, smtp_server):
    a_firm()
    return with_server(sqlite_toolbox, smtp_server.url)


def test_what_is_due_is_sent_once_and_in_order(house, smtp_server):
    mails = queue(house, BATCH + 3)
    assert send_due_mail(house) == BATCH + 3
    assert send_due_mail(house) == 0
    assert smtp_server.ids == [mail.message_id for mail in mails]
    first = read(mails[0])
    assert (first.state, first.sent_at, first.attempts) == ("sent", house.now(), 1)
    assert (first.leased_by, first.leased_until, first.reply) == ("", None, "250 Taken")
    message = smtp_server.messages[0]
    assert message.envelope == (SENDER, (mails[0].recipient,))
    assert (message["From"].addresses[0].display_name, message["To"]) == ("KBITS", first.recipient)
    assert smtp_server.conversations == 2


def test_who_is_invited_by_nobody_is_invited_by_the_firm(sqlite_house, smtp_server):
    user = a_user()
    with transaction():
        link = make_link(user, purpose="invitation", toolbox=sqlite_house)
    content = {"inviter": "", "roles": [Phrase.same("x")], "until": link.expires_at}
    queue_one(sqlite_house, to=user, kind="staff-invitation", link=link, content=content)
    assert send_due_mail(sqlite_house) == 1
    assert "KBITS geeft u toegang" in smtp_server.messages[0].get_body(("plain",)).get_content()


def test_what_is_not_due_waits(sqlite_house, smtp_server, clock):
    mail = queue_one(sqlite_house)
    OutgoingMail.update(next_at=clock() + timedelta(seconds=1)).execute()
    assert send_due_mail(sqlite_house) == 0
    clock.move(seconds=1)
    assert send_due_mail(sqlite_house) == 1
    assert read(mail).state == "sent"


def test_without_a_mail_server_everything_waits(sqlite_toolbox, clock):
    mail = queue_one(sqlite_toolbox)
    clock.move(days=30)
    assert send_due_mail(sqlite_toolbox) == 0
    assert read(mail).state == "queued"


def test_without_a_sender_everything_waits(sqlite_toolbox, smtp_server):
    a_firm(privacy_email="")
    queue_one(sqlite_toolbox)
    with pytest.raises(Unavailable) as error:
        send_due_mail(with_server(sqlite_toolbox, smtp_server.url))
    assert error.value.code == "mail-without-sender"
    assert states() == ["queued"]


def test_a_refused_mail_is_a_task_and_keeps_nobody_else(house, smtp_server):
    smtp_server.answer_recipient = lambda who: "550 No such person" if "jo@" in who else "250 OK"
    queue_one(house), queue_one(house, to=a_user("jo@lichtpunt.example")), queue_one(house)
    assert send_due_mail(house) == 2
    assert states() == ["sent", "refused", "sent"]
    refused = OutgoingMail.get(OutgoingMail.state == "refused")
    assert (refused.reply, refused.attempts, refused.handled_at) == ("550 No such person", 1, None)


def test_a_deferred_mail_is_tried_again_later_and_later(sqlite_house, smtp_server, clock):
    mail = queue_one(sqlite_house)
    smtp_server.answer_data = lambda _: "451 Not now"
    for attempt, minutes in enumerate((1, 5, 15, 60, 60), start=1):
        assert send_due_mail(sqlite_house) == 0
        row = read(mail)
        assert (row.attempts, row.next_at - clock()) == (attempt, timedelta(minutes=minutes))
        assert (row.state, row.reply, row.leased_by) == ("queued", "451 Not now", "")
        clock.move(minutes=minutes)
    smtp_server.answer_data = lambda _: "250 Taken"
    assert send_due_mail(sqlite_house) == 1


def test_a_mail_is_given_up_when_sending_it_makes_no_sense_any_more(
    sqlite_house, smtp_server, clock
):
    mail, began_at = queue_one(sqlite_house), clock()
    smtp_server.answer_data = lambda _: "451 Not now"
    while read(mail).state == "queued":
        send_due_mail(sqlite_house)
        clock.move(minutes=10)
    assert read(mail).state == "given_up"
    assert timedelta(hours=70) < clock() - began_at <= timedelta(hours=72, minutes=10)
    assert read(mail).reply == "451 Not now"


def test_a_server_that_is_down_costs_no_mail(house, smtp_server, clock):
    down = with_server(house, "smtp://127.0.0.1:1")
    mails = queue(house, 3)
    for _ in range(5):
        with pytest.raises(Unavailable) as error:
            send_due_mail(down)
        assert error.value.code == "mail-server-unreachable"
        clock.move(minutes=1)
    assert {read(mail).leased_by for mail in mails} == {""}
    clock.move(hours=1)
    assert send_due_mail(house) == 3


def test_three_days_without_a_server_end_in_a_task(sqlite_house, clock):
    queue_one(sqlite_house)
    clock.move(days=3)
    late = queue_one(sqlite_house)
    assert send_due_mail(sqlite_house) == 1
    assert states() == ["given_up", "sent"]
    assert read(late).state == "sent"


def test_a_mail_that_ends_the_conversation_lets_the_others_pass(sqlite_house, smtp_server, clock):
    bad, *others = queue(sqlite_house, 3)
    smtp_server.answer_data = lambda m: "421 Bye" if m["Message-ID"] == bad.message_id else "250 OK"
    with pytest.raises(Unavailable):
        send_due_mail(sqlite_house)
    assert send_due_mail(sqlite_house) == len(others)
    assert states() == ["queued", "sent", "sent"]


def break_content(mail):
    OutgoingMail.update(content={}).where(OutgoingMail.id == mail.id).execute()


def break_address(mail):
    both = "a@x.example, evil@y.example"
    OutgoingMail.update(recipient=both).where(OutgoingMail.id == mail.id).execute()


def break_header(mail):
    split = "a@x.example\nBcc: evil@y.example"
    OutgoingMail.update(recipient=split).where(OutgoingMail.id == mail.id).execute()


def break_kind(mail):
    OutgoingMail.update(kind="../secret").where(OutgoingMail.id == mail.id).execute()


@pytest.mark.parametrize(
    "break_it", [break_content, break_address, break_header, break_kind], ids=lambda f: f.__name__
)
def test_a_broken_mail_does_not_keep_the_rest(sqlite_house, smtp_server, break_it):
    mails = queue(sqlite_house, 3)
    break_it(mails[1])
    assert send_due_mail(sqlite_house) == 2
    assert states() == ["sent", "refused", "sent"]
    assert read(mails[1]).reply
    recipients = {address for message in smtp_server.messages for address in message.envelope[1]}
    assert recipients == {mails[0].recipient, mails[2].recipient}


def test_a_link_is_made_when_the_mail_is_sent_and_is_kept_nowhere(sqlite_house, smtp_server):
    mail = queue_reset(sqlite_house)
    link = OneTimeLink.get()
    assert send_due_mail(sqlite_house) == 1
    url = link_url(link, toolbox=sqlite_house)
    for part in ("plain", "html"):
        assert url in smtp_server.messages[0].get_body((part,)).get_content()
    assert url.rsplit("/", 1)[1] not in str(read(mail).__data__)


def use(link, now):
    link.used_at = now


def withdraw(link, now):
    link.withdrawn_at = now


def let_expire(link, now):
    link.expires_at = now


@pytest.mark.parametrize("end", [use, withdraw, let_expire], ids=lambda f: f.__name__)
def test_a_mail_whose_link_works_no_more_is_cancelled(sqlite_house, smtp_server, end):
    queue_reset(sqlite_house)
    link = OneTimeLink.get()
    end(link, sqlite_house.now())
    link.save()
    assert send_due_mail(sqlite_house) == 0
    assert (states(), smtp_server.messages) == (["cancelled"], [])


def test_a_link_for_somebody_who_may_not_sign_in_any_more_is_cancelled(sqlite_house):
    user = a_user()
    queue_reset(sqlite_house, to=user)
    user.is_active = False
    user.save()
    queue_one(sqlite_house, to=user)
    assert send_due_mail(sqlite_house) == 1
    assert states() == ["cancelled", "sent"]


def a_code(house, user):
    now = house.now()
    session = Session.create(
        token_hash="0" * 64,
        user=user,
        stage="factor",
        way="password",
        started_at=AT,
        seen_at=AT,
        fresh_at=AT,
    )
    return OneTimeCode.create(
        session=session, created_at=now, expires_at=now + timedelta(minutes=10)
    )


def queue_code(house):
    user = a_user()
    code = a_code(house, user)
    given = {"kind": "sign-in-code", "code": code, "content": {"minutes": 10}}
    return queue_one(house, to=user, **given), code


def test_a_code_is_made_when_the_mail_is_sent(sqlite_house, smtp_server):
    _, code = queue_code(sqlite_house)
    assert send_due_mail(sqlite_house) == 1
    digits = code_digits(code, toolbox=sqlite_house)
    for part in ("plain", "html"):
        assert digits in smtp_server.messages[0].get_body((part,)).get_content()


def use_code(code, now):
    code.used_at = now
    code.save()


def let_code_expire(code, now):
    code.expires_at = now
    code.save()


def end_its_session(code, now):
    Session.update(ended_at=now).execute()


def purge(code, now):
    code.delete_instance()


@pytest.mark.parametrize(
    "end", [use_code, let_code_expire, end_its_session, purge], ids=lambda f: f.__name__
)
def test_a_mail_whose_code_works_no_more_is_cancelled(sqlite_house, smtp_server, end):
    _, code = queue_code(sqlite_house)
    end(code, sqlite_house.now())
    assert send_due_mail(sqlite_house) == 0
    assert (states(), smtp_server.messages) == (["cancelled"], [])


def test_two_workers_never_send_the_same_mail(house, smtp_server):
    mails = queue(house, 3 * BATCH)
    together, counts = threading.Barrier(3), []

    def work():
        with house.connected():
            together.wait()
            counts.append(send_due_mail(house))

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) == len(mails)
    assert sorted(smtp_server.ids) == sorted(mail.message_id for mail in mails)


def test_what_another_worker_holds_is_left_until_its_lease_ends(sqlite_house, clock):
    queue_one(sqlite_house)
    OutgoingMail.update(leased_until=clock() + LEASE, leased_by="another").execute()
    assert send_due_mail(sqlite_house) == 0
    clock.move(seconds=LEASE.total_seconds())
    assert send_due_mail(sqlite_house) == 1


def test_no_mail_is_begun_that_could_outlast_its_lease(sqlite_house, smtp_server, clock):
    queue(sqlite_house, 3)

    def answer_slowly(_):
        clock.move(minutes=7)
        return "250 Taken"

    smtp_server.answer_data = answer_slowly
    assert send_due_mail(sqlite_house) == 3
    assert smtp_server.conversations == 3


def test_what_was_taken_by_another_meanwhile_is_not_written_over(sqlite_house, smtp_server):
    mail = queue_one(sqlite_house)

    def lose_the_lease(_):
        with sqlite_house.connected():
            OutgoingMail.update(leased_by="another").execute()
        return "250 Taken"

    smtp_server.answer_data = lose_the_lease
    assert send_due_mail(sqlite_house) == 1
    assert (read(mail).state, read(mail).leased_by) == ("queued", "another")


def test_a_worker_that_stops_ends_between_two_mails(sqlite_house, smtp_server):
    queue(sqlite_house, 3)
    assert send_due_mail(sqlite_house, is_stopping=lambda: len(smtp_server.messages) >= 1) == 1
    assert states() == ["sent", "queued", "queued"]
    assert OutgoingMail.select().where(OutgoingMail.leased_by != "").count() == 0


def test_no_transaction_is_open_while_the_server_is_spoken_to(house, smtp_server, db_url):
    mails, seen = queue(house, 2), []

    def write_beside(_):
        # Somebody else writes at this very moment; a lock that is held would let this wait.
        with contextlib.closing(another_connection(house)) as other:
            other.execute("UPDATE outgoing_mail SET recipient_name = 'Tine M.' WHERE 1 = 1")
            other.commit()
        seen.append(1)
        return "250 Taken"

    smtp_server.answer_data = write_beside
    assert send_due_mail(house) == len(mails) == len(seen)


def another_connection(house):
    return house.database._connect()
