"""Reports of mail servers about mails that did not arrive, as they come in (RFC 3464)."""

REPORT = """\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: privacy@kbits.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Tue, 24 Nov 2026 10:30:00 +0100

Final-Recipient: rfc822; tine@lichtpunt.example
Action: {action}
Status: 5.1.1
{diagnostic}
--edge
Content-Type: {returned}

{returned_headers}
--edge--
"""
DIAGNOSTIC = "Diagnostic-Code: smtp; 550 5.1.1 <tine@lichtpunt.example>:\n    No such person\n"
HEADERS = "From: privacy@kbits.example\nMessage-ID: {message_id}\nSubject: Uw toegang\n\nDag.\n"


def a_report(message_id, *, action="failed", diagnostic=DIAGNOSTIC, returned="message/rfc822"):
    """A report about the mail with this Message-ID, as bytes."""
    text = REPORT.format(
        action=action,
        diagnostic=diagnostic,
        returned=returned,
        returned_headers=HEADERS.format(message_id=message_id),
    )
    return text.encode()
