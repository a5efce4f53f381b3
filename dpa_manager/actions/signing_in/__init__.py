"""Signing in: by password, by link, with a second factor; and sessions until their end.

This is the door of the package: pages and other actions import from here.
"""

from dpa_manager.actions.signing_in.by_link import (
    accept_invitation,
    ask_password_reset,
    ask_sign_in_link,
    reset_password,
    use_link,
)
from dpa_manager.actions.signing_in.by_password import sign_in_by_password
from dpa_manager.actions.signing_in.changing import (
    change_password,
    choose_language,
    choose_seat,
    mark_seen,
)
from dpa_manager.actions.signing_in.ending import (
    end_other_sessions,
    end_session,
    end_sessions_of,
    sign_out,
)
from dpa_manager.actions.signing_in.proving import prove_again, prove_factor, send_code
from dpa_manager.actions.signing_in.starting import SignedIn
from dpa_manager.domain.browsers import Browser

__all__ = [
    "Browser",
    "SignedIn",
    "accept_invitation",
    "ask_password_reset",
    "ask_sign_in_link",
    "change_password",
    "choose_language",
    "choose_seat",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "mark_seen",
    "prove_again",
    "prove_factor",
    "reset_password",
    "send_code",
    "sign_in_by_password",
    "sign_out",
    "use_link",
]
