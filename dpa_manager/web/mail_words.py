"""What pages call the kinds of mails and the states that they are in."""

from dpa_manager.web.speaking import gettext, marked

_KINDS = {
    "staff-invitation": marked("Invitation of staff"),
    "client-invitation": marked("Invitation of a person of a client"),
    "client-added": marked("One more client to act for"),
    "password-reset": marked("Link for a new password"),
    "sign-in-link": marked("Link to sign in"),
    "sign-in-code": marked("Code to sign in"),
    "new-device": marked("Sign-in on a new device"),
    "password-changed": marked("Password changed"),
    "factor-changed": marked("Second step changed"),
    "access-changed": marked("Access changed"),
}
_STATES = {
    "queued": marked("waits"),
    "sent": marked("sent"),
    "refused": marked("refused"),
    "bounced": marked("came back"),
    "given_up": marked("given up"),
    "cancelled": marked("not sent any more"),
}


def mail_kind(key: str) -> str:
    """What the reader calls a kind of mail; a kind of a later release by its key."""
    return gettext(_KINDS.get(key, key))


def mail_state(key: str) -> str:
    """What the reader calls a state of a mail."""
    return gettext(_STATES[key])
