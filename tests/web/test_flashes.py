"""Messages on the next page: plain ones, warnings, and those that can be taken back."""

import pytest
from flask import flash, redirect

from dpa_manager.app import create_app
from dpa_manager.web.access import anyone
from dpa_manager.web.flashes import flash_undo, flash_warning

HOSTILE = "<b>Els & Co</b> is removed."
TOLD = "&lt;b&gt;Els &amp; Co&lt;/b&gt; is removed."


@pytest.fixture
def app(own_app):
    """A rule is added to it."""
    return own_app


@pytest.fixture
def page_after(app, stranger):
    """The page that somebody lands on after `tell` was called while they did something."""

    def landed(tell):
        @anyone
        def act():
            tell()
            return redirect("/login", code=303)

        app.get("/planted")(act)
        return stranger.get(stranger.get("/planted").location).text

    return landed


def test_a_message_that_can_be_taken_back_has_a_button_for_it(page_after):
    page = page_after(lambda: flash_undo(HOSTILE, "/clients/undo?of=1"))

    message = page.split('class="message"')[1].split("</form>")[0]
    assert TOLD in message
    assert 'method="post" action="/clients/undo?of=1"' in message
    assert 'name="csrf_token"' in message


@pytest.mark.parametrize(
    ("tell", "mark"),
    [(flash, 'class="message"'), (flash_warning, 'class="message message--warn"')],
)
def test_any_other_message_has_no_button(page_after, tell, mark):
    page = page_after(lambda: tell(HOSTILE))

    message = page.split(mark)[1].split("</div>")[0]
    assert TOLD in message
    assert "<form" not in message


def test_the_page_of_parts_is_there_in_a_demonstration_alone(complete_sqlite_toolbox):
    app = create_app(complete_sqlite_toolbox)

    assert app.test_client().get("/dev/ui").status_code == 404


def test_the_page_of_parts_shows_a_name_of_three_hundred_signs_whole(stranger):
    page = stranger.get("/dev/ui?language=fr").text

    assert "anciennement « Intercommunale Val-Clair »" in page
    assert '<html lang="fr">' in page
