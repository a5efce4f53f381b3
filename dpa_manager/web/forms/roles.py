"""The questions about a role: where somebody stands in them, and the form that decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from dpa_manager.domain import role_walk
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.role_decision import RoleAnswer, RoleOutcome, decide, follow
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.forms.base import Form
from dpa_manager.web.speaking import gettext, in_reader_language, marked

if TYPE_CHECKING:
    from dpa_manager.models import Activity

_LONGEST_TITLE, _LONGEST_REASON = 200, 2000


@dataclass(frozen=True)
class Walk:
    """Where somebody stands: all `answers` given, those `kept`, and the `question` asked now.

    `question` is "" when the answers decide. `error` says what is wrong with the last answer, and
    `is_about_reason` that its reason is; `reason` was typed without an answer.
    """

    answers: tuple[RoleAnswer, ...]
    kept: tuple[RoleAnswer, ...]
    question: str = ""
    error: str = ""
    is_about_reason: bool = False
    reason: str = ""

    @property
    def found(self) -> RoleOutcome:
        """Where the answers lead."""
        return follow(self.answers)

    @property
    def path(self) -> tuple[RoleAnswer, ...]:
        """The answers that count, in the order of their questions."""
        return self.found.answers

    @property
    def is_kept(self) -> bool:
        """Whether this is the decision that stands already."""
        return not self.question and self.path == self.kept

    @property
    def answer(self) -> RoleAnswer | None:
        """What was answered to the question before, or is kept of it."""
        now = role_walk.answer_to(self.answers, self.question)
        return now or role_walk.answer_to(self.kept, self.question)

    def carried(self, *, question: str = "", without: str = "") -> dict[str, str]:
        """What an address or a hidden field carries, `without` the answer to one question."""
        others = [answer for answer in self.answers if answer.question != without]
        return role_walk.as_address(others, kept=self.kept, question=question)

    def back(self) -> str:
        """The question before this page, "" for the first."""
        return role_walk.asked_before(self.answers, self.question)


def walk_of(given: Mapping[str, str], activity: "Activity") -> Walk:
    """Where somebody stands by the answers that an address or a form carries.

    Whoever comes without any sees what was decided before. Raises Refused for what no page of
    ours sends.
    """
    kept = role_walk.kept_answers(activity.role_answers)
    is_begun = any(name in given for name in ("question", "asked", *vocabulary().role_questions))
    answers = role_walk.read_answers(given, kept=kept) if is_begun else kept
    asked = given.get("asked", "")
    if asked in vocabulary().role_questions and not given.get(asked):
        reason = given.get(asked + role_walk.REASON, "")
        return Walk(answers, kept, asked, gettext("Choose yes or no."), reason=reason)
    question = role_walk.question_to_ask(answers, wanted=given.get("question", ""))
    return Walk(answers, kept, question) if question else _decided(answers, kept)


def _decided(answers: tuple[RoleAnswer, ...], kept: tuple[RoleAnswer, ...]) -> Walk:
    try:
        decide(answers)
    except Refused as error:
        sentence = in_reader_language(error.sentence)
        return Walk(answers, kept, error.field, sentence, is_about_reason=True)
    return Walk(answers, kept)


class RoleForm(Form):
    """The decision: all answers as they were carried, and the title of a part of the firm's own.

    `seen` tells the decision that the person knows of.
    """

    seen = HiddenField()

    def sent(self) -> dict[str, str]:
        """The answers that the form carries, as an address does."""
        names = [name for name in self._fields if name.partition("_")[0] in _questions()]
        # A reason that was not carried is the one kept; an empty one was emptied.
        return {name: self[name].data for name in names if self[name].raw_data}

    def own_part(self) -> Phrase | None:
        """The title of the part that the firm does for itself."""
        words = Phrase.of({code: self[f"own_part_{code}"].data or "" for code in LANGUAGES})
        return words or None


def _questions() -> frozenset[str]:
    return frozenset(vocabulary().role_questions)


def _reason() -> Any:
    # A reason may have lines, which a plain hidden field does not take.
    return TextAreaField(widget=HiddenInput(), validators=[Length(max=_LONGEST_REASON)])


for _question in _questions():
    setattr(RoleForm, _question, HiddenField())
    setattr(RoleForm, _question + role_walk.REASON, _reason())
for _code in LANGUAGES:
    _words = marked("Name of the part that our firm does for itself")
    setattr(
        RoleForm,
        f"own_part_{_code}",
        StringField(_words, validators=[Length(max=_LONGEST_TITLE)]),
    )
