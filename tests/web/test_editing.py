"""Forms that several people fill in at once: nobody overwrites unknowingly, nothing is lost."""

import json

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField, TextAreaField

from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm

LOADED = {"title": "Helpdesk", "subject": "one\ntwo", "days": 30, "is_open": False, "kinds": ["a"]}


class WorkForm(EditForm):
    """A form of every kind of field that drafting uses."""

    title = StringField("Title")
    subject = TextAreaField("Subject")
    days = IntegerField("Days")
    is_open = BooleanField("Open")
    kinds = SelectMultipleField("Kinds", choices=choices([("a", "A"), ("b", "B"), ("c", "C")]))


@pytest.fixture
def send(app):
    """Send the form as it was loaded, save what is `typed`, while the rows are `now` other ones."""

    def sent(typed, now, *, seen=None):
        with app.test_request_context():
            seen = WorkForm(current=LOADED).seen.data if seen is None else seen
        fields = {"seen": seen, "title": "Helpdesk", "subject": "one\r\ntwo", "days": "30"}
        pairs = [*(fields | typed).items()]
        kinds = [(name, value) for name, value in pairs if name != "kinds"]
        kinds += [("kinds", value) for value in typed.get("kinds", ["a"])]
        with app.test_request_context(method="POST", data=MultiDict(kinds)):
            form = WorkForm(current=LOADED | now)
            return form.merge(), form

    return sent


def test_what_nobody_else_changed_is_taken_as_typed(send):
    is_clean, form = send({"title": "Help", "is_open": "y"}, {})

    assert is_clean
    assert (form.title.data, form.is_open.data, form.subject.data) == ("Help", True, "one\r\ntwo")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Desk"),
        ("subject", "three"),
        ("days", 5),
        ("is_open", True),
        ("kinds", ["b", "c"]),
    ],
)
def test_a_field_left_alone_takes_what_somebody_else_saved(send, name, value):
    other = "subject" if name == "title" else "title"

    is_clean, form = send({other: "mine"}, {name: value})

    assert is_clean
    assert (form[name].data, form[other].data) == (value, "mine")


def test_a_field_that_both_changed_shows_both_texts_and_keeps_mine(send):
    is_clean, form = send({"title": "mine"}, {"title": "theirs", "days": 9})

    assert not is_clean
    assert [(c.name, c.theirs, c.mine) for c in form.clashes] == [("title", "theirs", "mine")]
    assert (form.title.data, form.days.data) == ("mine", 9)


def test_who_saw_both_texts_may_save_over_them(send):
    _, form = send({"title": "mine"}, {"title": "theirs"})

    is_clean, again = send({"title": "mine"}, {"title": "theirs"}, seen=form.seen.data)

    assert is_clean
    assert again.title.data == "mine"


def test_both_typing_the_same_is_no_clash(send):
    assert send({"title": "same"}, {"title": "same"})[0]


def test_a_page_that_saves_itself_never_puts_an_older_text_back(send):
    _, form = send({"days": "7"}, {"title": "theirs"})
    form.remember()

    is_clean, again = send({"days": "8"}, {"title": "theirs", "days": 7}, seen=form.seen.data)

    assert is_clean
    assert (again.title.data, again.days.data) == ("theirs", 8)


@pytest.mark.parametrize("seen", ["", "null", "[1]", "{", '{"title": 3}', "x" * 5000, "[" * 5000])
def test_a_strange_account_of_what_was_seen_is_no_error(send, seen):
    is_clean, form = send({"title": "mine"}, {"title": "theirs"}, seen=seen)

    assert form.title.data == "mine"
    assert is_clean is (seen != '{"title": 3}')
    assert json.loads(form.seen.data)
