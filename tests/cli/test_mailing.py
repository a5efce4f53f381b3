"""`mail`: a timer sends what is due where no worker runs, and reports are taken in."""

from datetime import UTC, datetime

import pytest

from dpa_manager.models import OutgoingMail
from tests.cli.calling import call, one_object, rows, told_error
from tests.mail.outbox import a_firm, queue_one
from tests.mail.reports import a_report

NOBODY = "smtp://127.0.0.1:1"


@pytest.fixture
def home(sqlite_toolbox, clock):
    """The home of a house in which one mail waits; commands go by the real clock."""
    clock.instant = datetime.now(UTC)
    a_firm()
    queue_one(sqlite_toolbox)
    return sqlite_toolbox.config.home


def states(home):
    return [state for (state,) in rows(home, "SELECT state FROM outgoing_mail ORDER BY id")]


def message_id(home):
    return rows(home, "SELECT message_id FROM outgoing_mail")[0][0]


def test_a_timer_sends_what_is_due(home, smtp_server):
    answer = call(home, "mail", "send", "--json", DPA_SMTP_URL=smtp_server.url)
    assert one_object(answer.stdout) == {"sent": 1}
    assert (smtp_server.ids, states(home)) == ([message_id(home)], ["sent"])
    again = call(home, "mail", "send", DPA_SMTP_URL=smtp_server.url)
    assert (again.exit_code, again.stdout) == (0, "0 mails sent.\n")


def test_without_a_mail_server_a_timer_says_that_all_wait(home):
    answer = call(home, "mail", "send")
    assert (answer.exit_code, answer.stdout) == (0, "No DPA_SMTP_URL is set: all mails wait.\n")
    assert states(home) == ["queued"]


def test_a_server_that_cannot_be_used_is_told_by_exit_code_and_sentence(home):
    answer = call(home, "mail", "send", "--json", DPA_SMTP_URL=NOBODY)
    assert told_error(answer)["code"] == "mail-server-unreachable"
    assert states(home) == ["queued"]


@pytest.mark.parametrize("is_piped", [False, True])
def test_a_report_makes_a_sent_mail_a_task(home, is_piped):
    OutgoingMail.update(state="sent").execute()
    file = home / "report.eml"
    file.write_bytes(a_report(message_id(home)))
    answer = call(home, "mail", "bounce", *([] if is_piped else [file]), given=file.read_bytes())
    assert (answer.exit_code, answer.stdout) == (
        0,
        "A mail access-changed did not arrive: it waits for somebody.\n",
    )
    assert states(home) == ["bounced"]


def test_what_reports_no_lost_mail_is_taken_in_without_complaint(home):
    OutgoingMail.update(state="sent").execute()
    answer = call(home, "mail", "bounce", given=b"Subject: Afwezig\n\n")
    assert (answer.exit_code, answer.stdout) == (0, "This reports no lost mail of this house.\n")
    assert states(home) == ["sent"]
