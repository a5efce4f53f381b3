"""Details of the security log: told in the reader's language, or not at all."""

import re
from pathlib import Path

import pytest

import dpa_manager
from dpa_manager.domain.sessions import WAYS
from dpa_manager.web.security_words import security_details

ACTIONS = Path(dpa_manager.__file__).parent / "actions"


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"way": "password", "session": "x"}, "met wachtwoord"),
        ({"reason": "roles changed", "sessions": 2}, "rollen gewijzigd · 2 sessies"),
        ({"of": "password", "seconds": 30}, "30 seconden wachten"),
        ({"endpoint": "clients.client", "method": "GET"}, "GET clients.client"),
        ({"ended": "x"}, ""),
        ({"reason": "something of an older program"}, ""),
        ({}, ""),
    ],
)
def test_details_are_told_in_the_readers_language(app, details, told):
    with app.test_request_context():
        assert security_details(details) == told


def test_every_way_and_reason_that_is_logged_has_words(app):
    code = "".join(path.read_text() for path in ACTIONS.rglob("*.py"))
    reasons = set(re.findall(r'end_(?:sessions_of|all_but)\([^)]*?reason="([^"]+)"', code))

    assert len(reasons) >= 5
    with app.test_request_context():
        assert all(security_details({"reason": reason}) for reason in reasons)
        assert all(security_details({"way": way}) for way in WAYS)
