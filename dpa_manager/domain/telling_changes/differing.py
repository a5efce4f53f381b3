"""Telling what differs between two values of one kind, field by field, in the fields' order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from dpa_manager.domain import facts, parties
from dpa_manager.domain.differences import paired
from dpa_manager.domain.parties import ContactPoint, Worded
from dpa_manager.domain.telling_changes.change import (
    Cause,
    Change,
    of_subject,
    renamed,
    replaced,
    words,
)
from dpa_manager.domain.telling_changes.values import SHOWN, listed, shown
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

# Kinds that are one thing to a reader: a new street and a new city are one new address.
_ONE_LINE = (
    parties.Address,
    parties.Authority,
    parties.EndController,
    parties.Person,
    parties.Signatory,
    facts.AccessFunction,
    facts.Certificate,
    facts.ChainLink,
    facts.LegalRetention,
    facts.Location,
    facts.OnwardPermission,
    facts.Platform,
    facts.PrincipalContract,
)
# Kinds of which every part is told with the owner alone: nobody speaks of a client's party.
_TOLD_OF_OWNER = (parties.Party, facts.RoleDecision, facts.SensitiveData)


@dataclass(frozen=True)
class Telling:
    """Where a change is told: in which group, and of whom; `holder` and `key` as in a Cause."""

    part: str
    owner: Phrase
    holder: str = "AgreementFacts"
    key: object = None

    def cause(self, name: str, before: Any, after: Any) -> Cause:
        """The fact of that name behind a change that is told here."""
        return Cause(name, before, after, self.holder, self.key)


def tell_fields(
    before: Any, after: Any, *, telling: Telling, but: tuple[str, ...] = ()
) -> Iterator[Change]:
    """What differs between two values of one dataclass, save the fields `but`."""
    for field in fields(before):
        if field.name not in but:
            name = f"{type(before).__name__}.{field.name}"
            old, new = getattr(before, field.name), getattr(after, field.name)
            yield from tell_value(old, new, name=name, telling=telling)


def tell_value(before: Any, after: Any, *, name: str, telling: Telling) -> Iterator[Change]:
    """What differs between two values of the fact `name` ("Kind.field")."""
    if before == after:
        return
    cause = telling.cause(name, before, after)
    if _is_renamed(before, after):
        yield renamed(before.words, after.words).because(cause)
    elif name == "Party.contacts":
        yield from _tell_contacts(before, after, telling=telling)
    elif name in _KEYED:
        yield from _tell_keyed(before, after, name=name, telling=telling)
    elif _are_rows(before, after, name=name):
        yield from tell_rows(before, after, name=name, telling=telling)
    elif type(before) is type(after) and is_dataclass(before) and not _is_said_whole(before):
        yield from _tell_inside(before, after, name=name, telling=telling)
    else:
        # A key tells a reader nothing: only that another thing has the same words.
        is_key = name.endswith(".key")
        subject = of_subject(telling.owner, label(name))
        old, new = (Phrase() if is_key else shown(value, of=name) for value in (before, after))
        yield replaced(telling.part, subject, old, new).because(cause)


def tell_rows(before: Any, after: Any, *, name: str, telling: Telling) -> Iterator[Change]:
    """What was added to a list, what was removed from it, and what differs inside its rows."""
    gone, new = [], []
    for old_row, new_row in paired(before, after):
        if new_row is None:
            gone.append(old_row)
        elif old_row is None:
            new.append(new_row)
        else:
            yield from _tell_row(old_row, new_row, name=name, telling=telling)
    subject = of_subject(telling.owner, label(name))
    for kind, rows in (("added", new), ("removed", gone)):
        if rows:
            names = listed(shown(row, of=name) for row in rows)
            change = _listed_change(kind, subject=subject, names=names, part=telling.part)
            turned = (((None, row) if kind == "added" else (row, None)) for row in rows)
            yield change.because(*(telling.cause(name, *turn) for turn in turned))


Contacts = tuple[ContactPoint, ...]


def _tell_contacts(before: Contacts, after: Contacts, *, telling: Telling) -> Iterator[Change]:
    """Whom to reach about what; one person for several subjects is told once."""
    yield from _renamed_subjects(before, after, telling=telling)
    names = _subjects(before) | _subjects(after)
    changed: dict[tuple[Phrase, Phrase], list[str]] = {}
    for key in names:
        old, new = _people(before, key=key), _people(after, key=key)
        if old != new:
            changed.setdefault((old, new), []).append(key)
    for (old, new), keys in changed.items():
        subjects = listed(names[key] for key in keys)
        about = words("within", name=label("Party.contacts"), place=subjects)
        causes = (
            telling.cause("Party.contacts", _points(before, key=key), _points(after, key=key))
            for key in keys
        )
        change = replaced(telling.part, of_subject(telling.owner, about), old, new)
        yield change.because(*causes)


def _renamed_subjects(before: Contacts, after: Contacts, *, telling: Telling) -> Iterator[Change]:
    new_names = _subjects(after)
    for key, name in _subjects(before).items():
        new = new_names.get(key, name)
        if new != name:
            terms = (_points(side, key=key)[-1].subject for side in (before, after))
            yield renamed(name, new).because(telling.cause("ContactPoint.subject", *terms))


def _subjects(contacts: Contacts) -> dict[str, Phrase]:
    return {one.subject.key: shown(one.subject, of="ContactPoint.subject") for one in contacts}


def _points(contacts: Contacts, *, key: str) -> Contacts:
    return tuple(one for one in contacts if one.subject.key == key)


def _people(contacts: Contacts, *, key: str) -> Phrase:
    people = [one.person for one in _points(contacts, key=key)]
    return listed(shown(person, of="ContactPoint.person") for person in people)


def _tell_keyed(before: Any, after: Any, *, name: str, telling: Telling) -> Iterator[Change]:
    """Lists of (key, what is said under it)."""
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        told, telling_now = old.get(key, Phrase()), new.get(key, Phrase())
        if told != telling_now:
            subject = of_subject(telling.owner, _KEYED[name](key))
            rows = (tuple(row for row in side if row[0] == key) for side in (before, after))
            cause = telling.cause(name, *rows)
            yield replaced(telling.part, subject, told, telling_now).because(cause)


def _by_key(rows: tuple[tuple[Any, ...], ...]) -> dict[str, Phrase]:
    """What is said under each key; said twice under one, it is said together."""
    said: dict[str, list[Phrase]] = {}
    for key, *rest in rows:
        said.setdefault(key, []).append(_said(*rest))
    return {key: parts[0] if len(parts) == 1 else listed(parts) for key, parts in said.items()}


def _said(value: Any, reason: str = "") -> Phrase:
    """A text, or an answer with its reason."""
    if isinstance(value, Phrase):
        return value
    known = vocabulary().document_words.get(value) if value in ("yes", "no") else None
    answer = known or Phrase.same(value)
    return words("within", name=answer, place=reason) if reason else answer


def _heading(key: str) -> Phrase:
    heading = vocabulary().measure_headings.get(key)
    name = heading.label if heading else Phrase.same(key)
    return words("within", name=label("MeasureSetFacts.reasons"), place=name)


_KEYED: Mapping[str, Callable[[str], Phrase]] = {
    "MeasureSetFacts.reasons": _heading,
    "RoleDecision.answers": lambda key: words("question", number=key.removeprefix("q")),
}


def label(name: str) -> Phrase:
    """What the fact `name` ("Kind.field") is called; raises KeyError for one without a name."""
    kind, _, field = name.partition(".")
    if kind == "AgreementTerms" and field in vocabulary().settings:
        return vocabulary().settings[field].label
    return words(name)


def _listed_change(kind: str, *, subject: Phrase, names: Phrase, part: str) -> Change:
    sentence = words(kind, subject=subject, name=names)
    if kind == "added":
        return Change("added", part, subject, sentence, after=names)
    return Change("removed", part, subject, sentence, before=names)


def _is_renamed(before: Any, after: Any) -> bool:
    is_term = isinstance(before, Worded) and isinstance(after, Worded)
    return is_term and before.key == after.key


def _are_rows(before: Any, after: Any, *, name: str) -> bool:
    """The activities of a measure are read as one: none means all of them."""
    is_list = isinstance(before, tuple) and isinstance(after, tuple)
    return is_list and name != "MeasureFacts.activities"


def _is_said_whole(value: Any) -> bool:
    return isinstance(value, (Phrase, Worded))


def _tell_row(before: Any, after: Any, *, name: str, telling: Telling) -> Iterator[Change]:
    """Two rows that are the same one, or the same term under another name."""
    if before == after:
        return
    if _is_renamed(before, after):
        cause = telling.cause(name, before, after)
        yield renamed(before.words, after.words).because(cause)
    else:
        yield from _tell_inside(before, after, name=name, telling=telling)


def _tell_inside(before: Any, after: Any, *, name: str, telling: Telling) -> Iterator[Change]:
    if isinstance(before, _TOLD_OF_OWNER):
        yield from tell_fields(before, after, telling=telling)
        return
    owner = of_subject(telling.owner, _row_name(before, name=name))
    inner = replace(telling, owner=owner)
    if not isinstance(before, _ONE_LINE):
        yield from tell_fields(before, after, telling=inner)
        return
    in_line = SHOWN[type(before)]
    if _differ_in_line(before, after):
        change = replaced(inner.part, owner, shown(before, of=name), shown(after, of=name))
        yield change.because(telling.cause(name, before, after))
        in_line = tuple(one for one in in_line if not _is_renamed_in(before, after, one))
    else:
        in_line = ()
    yield from tell_fields(before, after, telling=inner, but=in_line)


def _differ_in_line(before: Any, after: Any) -> bool:
    return any(
        getattr(before, name) != getattr(after, name) and not _is_renamed_in(before, after, name)
        for name in SHOWN[type(before)]
    )


def _is_renamed_in(before: Any, after: Any, name: str) -> bool:
    return _is_renamed(getattr(before, name), getattr(after, name))


def _row_name(row: Any, *, name: str) -> Phrase:
    """What tells this row from others of its list; the list's own name where a line tells it."""
    if isinstance(row, facts.Transfer):
        return words("within", name=label(name), place=shown(row.country, of=name))
    return label(name)
