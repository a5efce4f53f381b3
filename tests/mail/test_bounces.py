"""A report about a mail that did not arrive: read for what it says, and for nothing else."""

import pytest

from dpa_manager.mail.bounces import Report, read_report
from tests.mail.reports import a_report

ID = "<0123456789abcdef@dpa.kbits.example>"
REASON = "smtp; 550 5.1.1 <tine@lichtpunt.example>: No such person"


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_mail_and_why_it_did_not_arrive(returned):
    assert read_report(a_report(ID, returned=returned)) == Report(ID, REASON)


def test_a_report_with_line_ends_of_the_wire_and_without_reason_is_read():
    data = a_report(ID, diagnostic="").replace(b"\n", b"\r\n")
    assert read_report(data) == Report(ID, "5.1.1")


def test_a_folded_message_id_is_the_same():
    assert read_report(a_report(f"\n {ID}")).message_id == ID


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_what_has_not_failed_is_no_bounce(action):
    assert read_report(a_report(ID, action=action)) is None


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Afwezig\n\nIk ben er niet.\n",
        f"In-Reply-To: {ID}\nSubject: Re\n\nDank u.\n".encode(),
        a_report(""),
        a_report(ID).replace(b"multipart/report", b"multipart/mixed"),
        a_report(ID).replace(b"message/delivery-status", b"text/plain"),
        a_report(ID)[:600],
    ],
)
def test_what_is_no_report_says_nothing(message):
    assert read_report(message) is None
