"""The forms of one's own account."""

from wtforms import StringField
from wtforms.validators import AnyOf, InputRequired

from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.web.forms.base import Form


class LanguageForm(Form):
    """The language of pages and mails, and the page on which it was chosen."""

    language = StringField(validators=[AnyOf(LANGUAGES)])
    next = StringField()


class SeatForm(Form):
    """The client to act for, by its public id."""

    seat = StringField(validators=[InputRequired()])
