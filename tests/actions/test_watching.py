"""The security log, and what is purged."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

import dpa_manager
from dpa_manager.actions.keeping_forms import keep_form
from dpa_manager.actions.linking import make_link
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.signing_in import Browser, prove_factor
from dpa_manager.actions.watching import note, purge_old
from dpa_manager.models import (
    KeptForm,
    OneTimeCode,
    OneTimeLink,
    OutgoingMail,
    SecurityLog,
    Session,
    SignInAttempt,
)
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.library import vocabulary
from tests.actions.signed_in import (
    HERE,
    a_client_person,
    a_user,
    by_password,
    mailed_code,
    seen,
    undone,
)


def test_an_entry_says_who_what_when_and_from_where(toolbox):
    user = a_client_person(toolbox)
    visitor = by_password(user, toolbox)
    note("page-denied", toolbox=toolbox, visitor=visitor, browser=HERE, details={"page": "/x"})
    entry = SecurityLog.select().order_by(SecurityLog.id.desc()).get()
    assert entry.__data__ == {
        "id": entry.id,
        "happened_at": toolbox.now(),
        "kind": "page-denied",
        "user": user.public_id,
        "session": visitor.session,
        "email": user.email,
        "address": HERE.address,
        "device": HERE.device,
        "details": {"page": "/x"},
    }


def test_an_unknown_kind_is_an_error(toolbox):
    with pytest.raises(KeyError):
        note("something-new", toolbox=toolbox)


def test_a_long_device_is_cut_and_no_error(toolbox):
    browser = Browser("198.51.100.7", "x" * 5000)
    note("page-denied", toolbox=toolbox, email="a" * 5000, browser=browser)
    assert len(SecurityLog.get().device) == 300


def test_an_entry_lives_and_dies_with_its_transaction(toolbox):
    with pytest.raises(KeyError):
        undone(lambda: note("page-denied", toolbox=toolbox))
    assert not SecurityLog.select().exists()


def test_every_kind_that_is_noted_has_a_label_and_every_label_is_used():
    folder = Path(dpa_manager.__file__).parent
    texts = "".join(path.read_text() for path in folder.rglob("*.py"))
    kinds = set(vocabulary().security_events)
    noted = set(re.findall(r'note\(\s*"([a-z-]+)"', texts))
    assert noted <= kinds
    quoted = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', texts))
    assert kinds - {"request-refused"} <= quoted


@pytest.fixture
def spent(toolbox, clock):
    """A session, a code, a link and their tries, of half a year ago."""
    user = a_client_person(toolbox)
    waiting = by_password(user, toolbox)
    prove_factor(waiting, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    with transaction():
        link = make_link(user, purpose="reset", toolbox=toolbox)
        queue_mail(
            "password-reset",
            to=user,
            key="reset",
            toolbox=toolbox,
            link=link,
            content={"until": link.expires_at},
        )
    return user


TABLES = (SecurityLog, SignInAttempt, Session, OneTimeCode, OneTimeLink)


def rows():
    return [bool(table.select().exists()) for table in TABLES]


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (29, [True, True, True, True, True]),
        (32, [True, True, False, False, True]),
        (38, [True, True, False, False, False]),
        (183, [True, True, False, False, False]),
        (184, [False, False, False, False, False]),
    ],
)
def test_what_is_old_is_purged(toolbox, clock, spent, days, left):
    OneTimeLink.update(expires_at=toolbox.now() + timedelta(days=7)).execute()
    mails = OutgoingMail.select().count()
    clock.move(days=days)
    purge_old(toolbox)
    assert rows() == left
    assert OutgoingMail.select().count() == mails


def test_what_is_in_use_stays(toolbox, clock, spent):
    clock.move(days=400)
    user = a_user()
    note("page-denied", toolbox=toolbox, user=user)
    fresh = by_password(a_client_person(toolbox), toolbox)
    purge_old(toolbox)
    assert SecurityLog.select().count() == 3
    assert Session.get().id == fresh.session_id
    signed_in = prove_factor(fresh, mailed_code(toolbox), browser=HERE, toolbox=toolbox)
    assert seen(signed_in, toolbox)


@pytest.mark.parametrize(("hours", "is_left"), [(24, True), (25, False)])
def test_a_form_that_came_too_late_is_purged_after_a_day(toolbox, clock, hours, is_left):
    keep_form(a_user().id, path="/clients/new", fields=[("legal_name", "A & B")], toolbox=toolbox)
    clock.move(hours=hours)
    purge_old(toolbox)
    assert KeptForm.select().exists() == is_left
