"""The form that drafts an agreement: its language, and a reason for each warning."""

from collections.abc import Iterable, Mapping

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from dpa_manager.domain.completeness import Problem, Severity
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.speaking import LANGUAGE_NAMES, gettext, in_reader_language, marked

_LONGEST_REASON = 1000


class DraftForm(Form):
    """In which language the document is drafted; `reasons` gives what was typed by rule."""

    language = RadioField(
        marked("Language of the document"),
        choices=choices(LANGUAGE_NAMES.items()),
        validators=[InputRequired()],
    )

    rules: Mapping[str, str] = {}

    def reasons(self) -> dict[str, str]:
        """Why each warning is acceptable, by rule."""
        return {rule: self[name].data or "" for rule, name in self.rules.items()}


def draft_form(found: Iterable[Problem]) -> type[DraftForm]:
    """The form for these problems: one text for each rule that warns, and it may not stay empty."""
    sentences: dict[str, list[str]] = {}
    for problem in found:
        if problem.severity is Severity.WARN:
            sentences.setdefault(problem.rule, []).append(in_reader_language(problem.sentence))
    names = {rule: f"reason_{rule}" for rule in sentences}
    fields = {
        names[rule]: TextAreaField(
            " ".join(told),
            validators=[
                InputRequired(gettext("Say why this is acceptable.")),
                Length(max=_LONGEST_REASON),
            ],
            render_kw={"rows": 2},
        )
        for rule, told in sentences.items()
    }
    return type("DraftFormOfProblems", (DraftForm,), {"rules": names, **fields})
