"""The form with which the next set of measures is published."""

from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.forms.base import Form
from dpa_manager.web.speaking import marked

_NAME = [InputRequired(), Length(max=200)]


class MeasureSetForm(Form):
    """What the set is called, as agreements print it, and its date."""

    name_nl = StringField(
        marked("Name of the set, in Dutch"), validators=_NAME, render_kw={"lang": "nl"}
    )
    name_fr = StringField(marked("The same in French"), validators=_NAME, render_kw={"lang": "fr"})
    name_en = StringField(marked("The same in English"), validators=_NAME, render_kw={"lang": "en"})
    dated_on = DateField(marked("Dated"), validators=[InputRequired()])

    def phrase(self) -> Phrase:
        """The name in three languages."""
        return Phrase.of({code: self[f"name_{code}"].data or "" for code in LANGUAGES})
