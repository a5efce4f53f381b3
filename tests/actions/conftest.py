"""People who are signed in, for the tests of what they do with their second factor."""

import pytest

from tests.actions.signed_in import (
    a_client_person,
    a_member_of_staff,
    by_password,
    mailed_code,
    prove,
    seen,
    with_app,
)


@pytest.fixture
def staff(toolbox, clock):
    """A member of staff who set up an app half a minute ago, with recovery codes."""
    user = a_member_of_staff(toolbox, "dpo", name="Ruth Claes")
    visitor, codes = with_app(user, toolbox)
    clock.move(seconds=30)
    return user, visitor, codes


@pytest.fixture
def person(toolbox):
    """A person of clients who is signed in by password and a mailed code."""
    user = a_client_person(toolbox)
    signed_in = prove(by_password(user, toolbox), mailed_code(toolbox), toolbox)
    return user, seen(signed_in, toolbox)
