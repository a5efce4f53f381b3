"""People who sign in, for tests: with passwords, apps and mailboxes."""

import itertools
from functools import cache

import pyotp
import pytest

from dpa_manager.actions.factoring import confirm_factor
from dpa_manager.actions.keeping_secrets import unseal
from dpa_manager.actions.linking import code_digits, link_token
from dpa_manager.actions.signing_in import Browser, prove_factor, sign_in_by_password
from dpa_manager.actions.signing_in.setting_passwords import keep_password
from dpa_manager.domain.errors import Refused, SignedOut, TooMany
from dpa_manager.domain.passwords import hash_of
from dpa_manager.models import (
    Credential,
    Membership,
    OneTimeCode,
    OneTimeLink,
    OutgoingMail,
    SecurityLog,
    StaffRole,
    User,
)
from dpa_manager.models.base import transaction
from dpa_manager.queries.visitors import visitor_by_token
from tests.factories import AT, a_client

GOOD = "zeven groene olifanten"
BETTER = "acht blauwe nijlpaarden"
HERE = Browser("198.51.100.7", "Firefox 140 on Linux")
ELSEWHERE = Browser("203.0.113.9", "Safari on iPhone")
numbers = itertools.count(1)


@cache
def hash_once(password):
    return hash_of(password)


def give_password(user, toolbox, password=GOOD):
    with transaction():
        keep_password(user, hash_once(password), toolbox=toolbox)


def a_user(email="", **columns):
    email = email or f"person{next(numbers)}@example.be"
    return User.create(**({"email": email, "name": "Ann Peeters", "created_at": AT} | columns))


def a_member_of_staff(toolbox, *roles, password=GOOD, **columns):
    """A member of staff with a password and no app yet."""
    user = a_user(**columns)
    for role in roles or ("account-manager",):
        StaffRole.create(user=user, role=role)
    if password:
        give_password(user, toolbox, password)
    return user


def a_client_person(toolbox, *clients, role="client-reader", password=GOOD, **columns):
    """A person of clients with a password and no app."""
    user = a_user(**columns)
    for client in clients or (a_client(),):
        Membership.create(client=client, user=user, role=role, created_at=AT)
    if password:
        give_password(user, toolbox, password)
    return user


def seen(signed_in, toolbox):
    """The visitor of a session just started or changed."""
    return visitor_by_token(signed_in.token, now=toolbox.now())


def by_password(user, toolbox, browser=HERE, password=GOOD):
    """The visitor after the password, at the second step."""
    return seen(
        sign_in_by_password(user.email, password, browser=browser, toolbox=toolbox), toolbox
    )


def app_code(user, toolbox, *, pending=False, step=0):
    """The code that the person's app shows now, or `step` half minutes later."""
    credential = Credential.get(Credential.user == user.id)
    sealed = credential.totp_pending if pending else credential.totp_secret
    app = pyotp.TOTP(unseal(sealed, toolbox=toolbox))
    return app.generate_otp(int(toolbox.now().timestamp()) // 30 + step)


def with_app(user, toolbox, browser=HERE):
    """Have a member of staff set up an app; the visitor of the open session, recovery codes."""
    waiting = by_password(user, toolbox, browser=browser)
    code = app_code(user, toolbox, pending=True)
    signed_in, codes = confirm_factor(waiting, code, browser=browser, toolbox=toolbox)
    return seen(signed_in, toolbox), codes


def mailed_code(toolbox):
    """The digits of the newest mailed code."""
    return code_digits(OneTimeCode.select().order_by(OneTimeCode.id.desc()).get(), toolbox=toolbox)


def mailed_token(toolbox):
    """The token of the newest link."""
    return link_token(OneTimeLink.select().order_by(OneTimeLink.id.desc()).get(), toolbox=toolbox)


def undone(act):
    """Do something in a transaction that fails after it."""
    with transaction():
        act()
        raise KeyError


def mails(kind=None):
    """The kinds of the mails queued so far, or how many there are of one."""
    kinds = [mail.kind for mail in OutgoingMail.select().order_by(OutgoingMail.id)]
    return kinds if kind is None else kinds.count(kind)


def logged(kind=None):
    """The kinds of the log's entries so far, or how many there are of one."""
    kinds = [entry.kind for entry in SecurityLog.select().order_by(SecurityLog.id)]
    return kinds if kind is None else kinds.count(kind)


def code_of(act, *arguments, **options):
    with pytest.raises((Refused, TooMany, SignedOut)) as refusal:
        act(*arguments, **options)
    return refusal.value.code


def prove(visitor, code, toolbox, browser=HERE):
    return prove_factor(visitor, code, browser=browser, toolbox=toolbox)
