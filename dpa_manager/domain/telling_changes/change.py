"""A change as it is told: one plain sentence in three languages, and the words before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from dpa_manager.domain.wording.voice import capital
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.sentences import change_words, filled

Kind = Literal["added", "removed", "changed"]

# What people care about most comes first; what is only called otherwise comes last.
PARTS = (
    "receivers",
    "data",
    "purposes",
    "retention",
    "measures",
    "terms",
    "parties",
    "duration",
    "contract",
    "small",
    "renamed",
)
LONGEST_IN_A_SENTENCE = 80


@dataclass(frozen=True)
class Cause:
    """One fact that differs, behind a change: `fact` is named as "Kind.field".

    `before` and `after` are its values, or one row of its list (None: it was not there). `holder`
    is the kind of the part of the facts in which it stands, `key` what tells that row from others.
    """

    fact: str
    before: Any
    after: Any
    holder: str = "AgreementFacts"
    key: object = None


@dataclass(frozen=True)
class Change:
    """One thing that differs between two versions, told once.

    `part` is one of PARTS; `subject` is what changed, `sentence` all of it in one line. `before`
    and `after` are the old and the new words, None where there are none. The words of `is_text`
    are too long for a line: the sentence only says that they changed. `causes` are the facts that
    it tells of; two changes that read the same are the same.
    """

    kind: Kind
    part: str
    subject: Phrase
    sentence: Phrase
    before: Phrase | None = None
    after: Phrase | None = None
    is_text: bool = False
    causes: tuple[Cause, ...] = field(default=(), compare=False, repr=False)

    def because(self, *causes: Cause) -> "Change":
        """The same change with the facts behind it."""
        return replace(self, causes=causes)

    @property
    def is_exchange(self) -> bool:
        """Whether it is no more than some words in the place of others, on one line."""
        return bool(self.before and self.after) and not self.is_text and self.part != "renamed"


def part_name(part: str) -> Phrase:
    """What a group of changes is called; raises KeyError for a part that is none."""
    return change_words()[f"part.{part}"]


def words(key: str, **values: str | Phrase) -> Phrase:
    """The words of `changes.toml` under this key, their places filled; raises KeyError."""
    found = change_words()[key]
    return filled(found, values) if values else found


def of_subject(owner: Phrase, label: Phrase) -> Phrase:
    """What changed, of whom: "Mailgarden (Ireland), service"; "Service" where it is nobody's."""
    if owner:
        return words("part-of", owner=owner, label=label)
    return Phrase.of({language: capital(text) for language, text in label.as_dict().items()})


def added(part: str, name: Phrase, sentence: Phrase) -> Change:
    """Something that is new as a whole."""
    return Change("added", part, name, sentence, after=name)


def removed(part: str, name: Phrase, sentence: Phrase) -> Change:
    """Something that is gone as a whole."""
    return Change("removed", part, name, sentence, before=name)


def replaced(part: str, subject: Phrase, before: Phrase, after: Phrase) -> Change:
    """Words that took the place of others; an empty phrase stands for none."""
    if not before and not after:
        return Change("changed", part, subject, words("unseen", subject=subject))
    is_text = _is_long(before) or _is_long(after)
    if not before:
        key = "text-written" if is_text else "set"
        sentence = words(key, subject=subject, after=after)
        return Change("added", part, subject, sentence, after=after, is_text=is_text)
    if not after:
        key = "text-gone" if is_text else "unset"
        sentence = words(key, subject=subject, before=before)
        return Change("removed", part, subject, sentence, before=before, is_text=is_text)
    return _rewritten(part, subject, before, after, is_text=is_text)


def renamed(before: Phrase, after: Phrase) -> Change:
    """A term that kept its meaning and got another name."""
    sentence = words("renamed", before=before, after=after)
    return Change("changed", "renamed", after, sentence, before, after)


def _rewritten(
    part: str, subject: Phrase, before: Phrase, after: Phrase, *, is_text: bool
) -> Change:
    told: Mapping[str, str | Phrase] = {"subject": subject, "before": before, "after": after}
    differing = [one for one in LANGUAGES if before.in_language(one) != after.in_language(one)]
    if not differing:
        sentence = words("unseen", subject=subject)
        return Change("changed", part, subject, sentence)
    if len(differing) < len(LANGUAGES):
        sentence = words("text-in", subject=subject, languages=_language_names(differing))
        return Change("changed", part, subject, sentence, before, after, is_text=True)
    sentence = words("text" if is_text else "changed", **told)
    return Change("changed", part, subject, sentence, before, after, is_text=is_text)


def _is_long(phrase: Phrase) -> bool:
    return any(
        len(text) > LONGEST_IN_A_SENTENCE or "\n" in text for text in phrase.as_dict().values()
    )


def _language_names(languages: list[str]) -> Phrase:
    names = [words(f"language.{language}").as_dict() for language in languages]
    return Phrase.of({one: ", ".join(name[one] for name in names) for one in LANGUAGES})
