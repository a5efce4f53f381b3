"""The form with which a template is uploaded."""

from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.speaking import LANGUAGE_NAMES, in_reader_language, marked


class TemplateForm(Form):
    """A Word file, and what it is a template of."""

    kind = SelectField(
        marked("Kind of document"),
        choices=lambda: choices(
            (key, in_reader_language(term.label))
            for key, term in vocabulary().template_kinds.items()
            if not term.is_locked_text
        ),
        validators=[InputRequired()],
    )
    language = RadioField(
        marked("Language"), choices=choices(LANGUAGE_NAMES.items()), validators=[InputRequired()]
    )
    file = FileField(
        marked("Word file"),
        validators=[FileRequired()],
        description=marked(
            "A .docx of at most 1 MB. It is checked first; nothing is kept if it does not pass."
        ),
        render_kw={"accept": ".docx"},
    )
