"""The way to the mail server: proven encryption or nothing, and each answer for what it means."""

import socket
import ssl
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from dpa_manager.mail.transport import (
    MailDeferred,
    MailRefused,
    ServerUnreachable,
    connected,
)
from tests.mail.certificates import Authority
from tests.mail.smtp_server import PASSWORD, SmtpServer

SIGN_IN = f"kbits:{quote(PASSWORD, safe='')}"


def a_message(text="Dag.\n.\nEen regel met een punt.\n"):
    message = EmailMessage()
    message["Subject"] = "Proef"
    message.set_content(text)
    return message


def sent(url, *, context=None, recipient="tine@lichtpunt.example"):
    with connected(url, context=context) as connection:
        return connection.send(a_message(), sender="privacy@kbits.example", recipient=recipient)


def signed_in(server, scheme="smtp"):
    return f"{scheme}://{SIGN_IN}@127.0.0.1:{server.port}"


def test_an_open_server_on_this_machine_takes_a_mail_whole(smtp_server):
    assert sent(smtp_server.url).reply == "250 Taken"
    (message,) = smtp_server.messages
    assert message.envelope == ("privacy@kbits.example", ("tine@lichtpunt.example",))
    assert message.get_content().splitlines() == ["Dag.", ".", "Een regel met een punt."]


def test_a_mail_with_a_password_goes_only_after_proven_encryption(authority):
    context = authority.server_context()
    with SmtpServer(starttls=context, is_asking_to_sign_in=True) as server:
        sent(signed_in(server), context=authority.trust())
        assert [message.is_encrypted for message in server.messages] == [True]


def test_a_server_that_encrypts_from_the_first_byte_is_spoken_to(authority):
    with SmtpServer(smtps=authority.server_context()) as server:
        sent(server.url, context=authority.trust())
        assert [message.is_encrypted for message in server.messages] == [True]


def test_the_systems_authorities_can_be_named_by_the_environment(authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with SmtpServer(smtps=authority.server_context()) as server:
        sent(server.url)
        assert len(server.messages) == 1


@pytest.mark.parametrize("scheme", ["starttls", "smtps"])
@pytest.mark.parametrize("fault", ["unknown authority", "other host", "over"])
def test_a_certificate_that_proves_nothing_is_refused(authority, tmp_path, scheme, fault):
    given = {"other host": {"host": "mail.example"}, "over": {"days": -1}}.get(fault, {})
    trust = authority.trust() if given else Authority(tmp_path, name="Another").trust()
    with SmtpServer(**{scheme: authority.server_context(**given)}) as server:
        url = signed_in(server, "smtps" if scheme == "smtps" else "smtp")
        with pytest.raises(ServerUnreachable, match="certificate is not valid"):
            sent(url, context=trust)
        assert server.messages == []


def test_the_systems_own_authorities_do_not_vouch_for_a_self_made_one(authority):
    with (
        SmtpServer(smtps=authority.server_context()) as server,
        pytest.raises(ServerUnreachable, match="certificate is not valid"),
    ):
        sent(server.url)


def test_no_password_is_told_to_a_server_that_does_not_encrypt(smtp_server):
    with pytest.raises(ServerUnreachable, match="STARTTLS"):
        sent(signed_in(smtp_server))
    assert smtp_server.messages == []


def test_a_server_elsewhere_that_does_not_encrypt_gets_nothing(smtp_server, monkeypatch):
    # The name leads to this machine, and is none of the names of this machine.
    monkeypatch.setattr(socket, "getaddrinfo", elsewhere(socket.getaddrinfo, port=smtp_server.port))
    with pytest.raises(ServerUnreachable, match="STARTTLS"):
        sent(f"smtp://mail.example:{smtp_server.port}")
    assert smtp_server.messages == []


def elsewhere(real, *, port):
    def found(host, *arguments, **options):
        return real("127.0.0.1" if host == "mail.example" else host, *arguments, **options)

    return found


def test_a_wrong_password_is_no_fault_of_the_mail(authority):
    with SmtpServer(starttls=authority.server_context(), is_asking_to_sign_in=True) as server:
        url = f"smtp://kbits:wrong@127.0.0.1:{server.port}"
        with pytest.raises(ServerUnreachable, match="535"):
            sent(url, context=authority.trust())


def test_a_server_that_asks_to_sign_in_first_does_not_refuse_the_mail(authority):
    context = authority.server_context()
    with (
        SmtpServer(starttls=context, is_asking_to_sign_in=True) as server,
        pytest.raises(ServerUnreachable, match="53[08]"),
    ):
        sent(server.url)


@pytest.mark.parametrize(
    ("reply", "meaning"),
    [
        ("550 No such person", MailRefused),
        ("552 Mailbox full", MailRefused),
        ("450 Try later", MailDeferred),
        ("452 Too many", MailDeferred),
    ],
)
@pytest.mark.parametrize("step", ["answer_recipient", "answer_data"])
def test_what_is_refused_is_told_apart_from_what_can_wait(smtp_server, reply, meaning, step):
    setattr(smtp_server, step, lambda _: reply)
    with pytest.raises(meaning, match=reply):
        sent(smtp_server.url)


def test_a_refused_mail_does_not_end_the_conversation(smtp_server):
    smtp_server.answer_recipient = lambda who: "550 No" if "jo@" in who else "250 OK"
    with connected(smtp_server.url) as connection:
        given = {"sender": "privacy@kbits.example"}
        with pytest.raises(MailRefused):
            connection.send(a_message(), recipient="jo@lichtpunt.example", **given)
        connection.send(a_message(), recipient="tine@lichtpunt.example", **given)
    assert smtp_server.conversations == 1
    assert smtp_server.messages[0].envelope[1] == ("tine@lichtpunt.example",)


def test_a_server_that_is_not_there_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(ServerUnreachable):
            sent(f"smtp://127.0.0.1:{free.getsockname()[1]}")


def test_a_server_that_says_nothing_is_left(monkeypatch):
    monkeypatch.setattr("dpa_manager.mail.transport.TIMEOUT_S", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(ServerUnreachable, match="timed out"):
            sent(f"smtp://127.0.0.1:{silent.getsockname()[1]}")


def test_a_server_that_closes_is_not_taken_for_a_refusal(smtp_server):
    smtp_server.answer_data = lambda _: "421 Closing"
    with pytest.raises(ServerUnreachable, match="421"):
        sent(smtp_server.url)


def test_the_default_trust_checks_name_and_authority():
    context = ssl.create_default_context()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
