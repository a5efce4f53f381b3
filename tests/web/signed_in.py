"""Browsers of tests, and people signed in on them without the steps of signing in."""

import itertools
import re

from flask.testing import FlaskClient

from dpa_manager.domain.sessions import OPEN, PASSWORD
from dpa_manager.domain.tokens import new_token, token_hash
from dpa_manager.models import Membership, Session, StaffRole, User
from tests.factories import AT

ALL_STAFF_ROLES = ("account-manager", "dpo", "signatory", "admin")
COOKIE = "__Host-session"
numbers = itertools.count(1)


class TestBrowser(FlaskClient):
    """A browser; the test's own connection, which a request closes, is opened again after it."""

    __test__ = False

    def open(self, *args, **options):
        answer = super().open(*args, buffered=True, **options)
        self.application.extensions["house"].database.connect(reuse_if_open=True)
        return answer

    def submit(self, path, data=None, *, on=None, **options):
        """Open the page `on` (or `path`), and send the form there with the token it holds."""
        page = self.get(on or path, **options)
        token = token_of(page.text)
        return self.post(path, data={"csrf_token": token} | (data or {}), **options)


def token_of(page):
    """The token of the first form of a page."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def browser_of(app):
    """A browser in which nobody is signed in."""
    app.test_client_class = TestBrowser
    return app.test_client()


def a_member_of_staff(*roles, **columns):
    """A person of the firm with `roles`, or with all of them."""
    user = a_user(**columns)
    for role in roles or ALL_STAFF_ROLES:
        StaffRole.create(user=user, role=role)
    return user


def a_person_of(client, role="client-reader", **columns):
    """A person who acts for `client`."""
    user = a_user(**columns)
    Membership.create(client=client, user=user, role=role, created_at=AT)
    return user


def a_user(**columns):
    """Somebody with an account that opens nothing yet."""
    given = {"name": "Els Maes", "email": f"els{next(numbers)}@kbits.example", "created_at": AT}
    return User.create(**(given | columns))


def open_session(user, *, house, stage=OPEN, **columns):
    """The token of a new session of `user`, proven this moment."""
    token, now = new_token(), house.now()
    membership = Membership.get_or_none(Membership.user == user)
    given = {
        "client": membership.client_id if membership else None,
        "stage": stage,
        "way": PASSWORD,
        "started_at": now,
        "seen_at": now,
        "fresh_at": now,
    }
    Session.create(token_hash=token_hash(token), user=user, **(given | columns))
    return token


def sign_in(app, user, *, base_url=None, **session):
    """A browser in which `user` is signed in; `session` are columns of the session's row."""
    client = browser_of(app)
    token = open_session(user, house=app.extensions["house"], **session)
    where = {"base_url": base_url} if base_url else {}
    with client.session_transaction(**where) as cookie:
        cookie["_user_id"] = token
    # Reading the cookie ends a request, which closes the connection of this thread.
    app.extensions["house"].database.connect(reuse_if_open=True)
    return client
