"""A country in a form: typed with suggestions, so that many of them stand lightly on one page."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.speaking import gettext, in_reader_language

COUNTRIES_ID = "countries"


class CountryField(StringField):  # type: ignore[misc] # WTForms says nothing of its types.
    """A country by its name in any of the three languages, or by its code; `data` is the code.

    Its suggestions are the `datalist` of `components/country_names.html`. What names no country
    stays as it was typed, with the reason beside it.
    """

    def __init__(self, label: str, **options: Any) -> None:
        given = {"list": COUNTRIES_ID, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(label, **({"render_kw": given} | options))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the code of what was typed, or the typed text itself."""
        if valuelist:
            typed = valuelist[0].strip()
            self.data = _codes().get(typed.casefold(), typed)

    def pre_validate(self, form: Any) -> None:
        """Refuse what names no country."""
        del form
        if self.data and self.data not in vocabulary().countries:
            raise ValidationError(gettext("No country is called so. Pick one from the list."))

    def _value(self) -> str:
        country = vocabulary().countries.get(self.data or "")
        return in_reader_language(country.label) if country else str(self.data or "")


@cache
def _codes() -> Mapping[str, str]:
    """The code of a country by every name it has, without capitals."""
    names = {}
    for code, country in vocabulary().countries.items():
        for name in (code, *country.label.as_dict().values()):
            names[name.casefold()] = code
    return names
