"""The form in which an engagement gets its measures: a box each, and reasons for bare headings."""

from typing import Any

from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from dpa_manager.actions.measuring import REASONED_HEADINGS, MeasureChoice
from dpa_manager.queries.engaged_measures import EngagedMeasures
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.speaking import in_reader_language, marked

_LONGEST_REASON = 1000


class MeasuresForm(EditForm):
    """The measures chosen by key, those limited to some activities, and the reasons.

    `only` holds "key|number" for each activity that a measure is limited to; a measure without
    any is for all of them.
    """

    measures = ChoicesField(marked("Measures"))
    only = SelectMultipleField(
        marked("Only for these activities"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, sheet: EngagedMeasures, **options: Any) -> None:
        self.offered = choices(
            (measure.key, in_reader_language(measure.label))
            for heading in sheet.headings
            for measure in heading.measures
        )
        self.limits = choices(
            (f"{key}|{activity.number}", in_reader_language(activity.title))
            for heading in sheet.headings
            for key in (measure.key for measure in heading.measures)
            for activity in sheet.activities
        )
        super().__init__(current=current_of(sheet), **options)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent, of the measures and activities that are offered."""
        self.measures.choices = self.offered
        self.only.choices = self.limits
        super().process(formdata, *arguments, **options)

    def chosen(self) -> list[MeasureChoice]:
        """The measures that are ticked, each with the activities it is limited to."""
        limited: dict[str, list[int]] = {}
        for value in self.only.data or ():
            key, _, number = value.rpartition("|")
            limited.setdefault(key, []).append(int(number))
        return [MeasureChoice(key, tuple(limited.get(key, ()))) for key in self.measures.data or ()]

    def reasons(self) -> dict[str, Phrase]:
        """Why a heading has no measure, of the headings for which somebody says so."""
        told = {
            heading: Phrase.of(
                {code: self[f"reason_{heading}_{code}"].data or "" for code in LANGUAGES}
            )
            for heading in REASONED_HEADINGS
        }
        return {heading: reason for heading, reason in told.items() if reason}


for _heading in REASONED_HEADINGS:
    for _code in LANGUAGES:
        setattr(
            MeasuresForm,
            f"reason_{_heading}_{_code}",
            TextAreaField(
                marked("Why no measure is needed here"),
                validators=[Length(max=_LONGEST_REASON)],
                render_kw={"lang": _code, "rows": 2},
            ),
        )


def current_of(sheet: EngagedMeasures) -> dict[str, Any]:
    """What the form shows as the rows stand now."""
    reasons = {
        f"reason_{heading}_{code}": sheet.reasons.get(heading, Phrase()).in_language(code)
        for heading in REASONED_HEADINGS
        for code in LANGUAGES
    }
    only = [f"{key}|{number}" for key, numbers in sheet.chosen.items() for number in numbers]
    return {"measures": list(sheet.chosen), "only": only} | reasons
