"""The outbox: one mail for one thing told, in the transaction that tells it."""

from datetime import UTC, datetime, timedelta

import pytest

from dpa_manager.actions.mailing import message_id, queue_mail
from dpa_manager.domain.errors import Refused
from dpa_manager.models import OutgoingMail, User
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import AT, a_client

DEVICE = {
    "device": "Firefox op Linux",
    "address": "192.0.2.7",
    "moment": datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
}


def a_user(email="tine@lichtpunt.example", **columns):
    return User.create(**({"email": email, "name": "Tine Maes", "created_at": AT} | columns))


def queued(toolbox, user, *, key="new-device:1", **more):
    with transaction():
        return queue_mail(
            "new-device", to=user, key=key, toolbox=toolbox, **({"content": DEVICE} | more)
        )


def tell_and_fail(toolbox, user):
    with transaction():
        queue_mail("new-device", to=user, key="k", toolbox=toolbox, content=DEVICE)
        raise LookupError("What was told did not come to be.")


def test_a_mail_outside_a_transaction_is_refused(toolbox):
    with pytest.raises(RuntimeError, match="transaction"):
        queue_mail("new-device", to=a_user(), key="k", toolbox=toolbox, content=DEVICE)
    assert OutgoingMail.select().count() == 0


def test_a_mail_goes_with_the_transaction_of_what_it_tells(toolbox):
    user = a_user()
    with pytest.raises(LookupError):
        tell_and_fail(toolbox, user)
    assert OutgoingMail.select().count() == 0
    mail = queued(toolbox, user)
    assert (mail.state, mail.recipient, mail.attempts) == ("queued", user.email, 0)
    assert mail.next_at == toolbox.now()


def test_the_same_is_told_once_and_something_else_again(toolbox):
    user = a_user()
    first, again = queued(toolbox, user), queued(toolbox, user)
    other = queued(toolbox, user, key="new-device:2")
    assert (first.id, OutgoingMail.select().count()) == (again.id, 2)
    assert other.message_id != first.message_id
    with pytest.raises(ValueError, match="somebody else"):
        queued(toolbox, a_user("jo@lichtpunt.example"))


def test_a_message_id_comes_from_what_is_told_alone():
    one = message_id("new-device:1", base_url="https://dpa.kbits.example")
    assert one == message_id("new-device:1", base_url="https://dpa.kbits.example:8443")
    assert one != message_id("new-device:2", base_url="https://dpa.kbits.example")
    assert one.endswith("@dpa.kbits.example>")
    assert message_id("a", base_url="http://127.0.0.1:8000").endswith("@[127.0.0.1]>")
    assert message_id("a", base_url="http://localhost:8000").endswith("@localhost>")


@pytest.mark.parametrize(
    "email",
    [
        "a@x.example, evil@y.example",
        "a@x.example\nBcc: evil@y.example",
        "Tine <a@x.example>",
        '"evil@y.example" <a@x.example>',
        " a@x.example",
        "a@x.example (evil@y.example)",
        "a@localhost",
        "",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(toolbox, email):
    with pytest.raises(Refused):
        queued(toolbox, a_user(email))
    assert OutgoingMail.select().count() == 0


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("nl", "24 november 2026 om 10.30 uur"),
        ("fr", "24 novembre 2026 à 10h30"),
        ("en", "24 November 2026 at 10:30"),
    ],
)
def test_what_a_mail_names_is_in_the_recipients_language_and_local_time(
    sqlite_toolbox, language, moment
):
    mail = queued(sqlite_toolbox, a_user(language=language))
    assert mail.language == language
    assert mail.content["moment"] == moment


def test_several_words_and_several_lines_become_one_line(sqlite_toolbox):
    roles = [Phrase("beheerder", "", ""), Phrase("tekenaar", "", ""), Phrase("lezer", "", "")]
    content = DEVICE | {"device": "Fire\nfox\x07", "address": roles}
    mail = queued(sqlite_toolbox, a_user(), content=content)
    assert mail.content["address"] == "beheerder, tekenaar en lezer"
    assert mail.content["device"] == "Fire fox"


@pytest.mark.parametrize(
    "content", [{}, DEVICE | {"password": "x"}, {k: v for k, v in DEVICE.items() if k != "moment"}]
)
def test_a_mail_names_exactly_what_its_kind_does(sqlite_toolbox, content):
    with pytest.raises(ValueError, match="names exactly"):
        queued(sqlite_toolbox, a_user(), content=content)


def test_a_mail_that_carries_a_link_cannot_go_without(sqlite_toolbox):
    content = {"until": sqlite_toolbox.now() + timedelta(days=1)}
    with transaction(), pytest.raises(ValueError, match="carry"):
        queue_mail("password-reset", to=a_user(), key="k", toolbox=sqlite_toolbox, content=content)


def test_a_mail_about_a_client_says_so(sqlite_toolbox):
    client = a_client()
    assert queued(sqlite_toolbox, a_user(), client=client).client_id == client.id
