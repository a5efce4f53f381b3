"""Forms about what others may change too: each knows what it was loaded with, field by field.

A form carries a short hash of every value that it showed. When it comes back, three values of each
field can be told apart: what was there, what is there now, and what was typed. A field that this
person left alone takes what the other one saved; a field that both changed is a conflict, of which
both texts are shown. Nothing that anybody typed is lost, and nobody overwrites unknowingly.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Field, FieldList, HiddenField, SelectFieldBase

from dpa_manager.web.forms.base import Form
from dpa_manager.web.speaking import gettext

_HASH_LENGTH = 8
_OWN = ("csrf_token", "seen")


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: its name, its words, and what each of them wants."""

    name: str
    words: str
    theirs: Any
    mine: Any


class EditForm(Form):
    """A form filled with `current`, the values as they stand now by the names of its fields.

    `clashes` are the fields that somebody else changed meanwhile and that this person changed
    too; `seen` is sent along and says what the person had before them.
    """

    seen = HiddenField()

    def __init__(self, *, current: Mapping[str, Any], **options: Any) -> None:
        self.current = dict(current)
        self.clashes: tuple[Clash, ...] = ()
        self._taken: dict[str, str] = {}
        super().__init__(data=self.current, **options)
        # What comes back after signing in still says what the person had before them.
        if not self.is_submitted() and not self.seen.data:
            self.seen.data = self.fingerprints()

    def fingerprints(self) -> str:
        """What stands in `seen` for the values as they stand now."""
        return json.dumps({field.name: _hash(self._now(field)) for field in self._edited()})

    def merge(self) -> bool:
        """Take over what others saved where nothing was typed; is the rest without a clash?

        `seen` is renewed: who saves once more has seen what the others wrote.
        """
        seen = _read(self.seen.data or "")
        clashes = []
        for field in self._edited():
            now, was = self._now(field), seen.get(field.name)
            if was is None or was == _hash(now) or _hash(field.data) == _hash(now):
                continue
            if was == _hash(field.data):
                self._taken[field.name] = was
                _take(field, now)
            else:
                texts = _shown(field, now), _shown(field, field.data)
                clashes.append(Clash(field.name, gettext(field.label.text), *texts))
        self.clashes = tuple(clashes)
        self.seen.data = self.fingerprints()
        return not clashes

    def remember(self) -> None:
        """Take what was just saved for what there is now.

        A page that saved itself still shows the older text where it took over what others wrote.
        """
        self.current |= {field.name: field.data for field in self._edited()}
        self.seen.data = json.dumps(json.loads(self.fingerprints()) | self._taken)

    def _edited(self) -> list[Field]:
        return [field for field in self if field.name not in _OWN and field.name in self.current]

    def _now(self, field: Field) -> Any:
        return self.current[field.name]


def _take(field: Field, value: Any) -> None:
    """Fill a field as if this value had been sent: what has to be filled in looks at that."""
    field.process(None, value)
    if not isinstance(field, FieldList) and _plain(value) not in ("", []):
        field.raw_data = [str(value)]


def _shown(field: Field, value: Any) -> Any:
    """A value as people read it: the words of what was chosen, one line a row of a table."""
    if isinstance(field, SelectFieldBase):
        words = {choice.data: choice.label.text for choice in field}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(words.get(one, str(one)) for one in chosen)
    if isinstance(field, FieldList):
        return "\n".join(" · ".join(str(one) for one in row.values() if one) for row in value)
    return value


def _hash(value: Any) -> str:
    plain = json.dumps(_plain(value), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def _plain(value: Any) -> Any:
    """The value without what forms cannot tell apart: empty and absent, kinds of line ends."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return sorted((_plain(inner) for inner in value), key=repr)
    return "" if value is None else value


def _read(text: str) -> dict[str, str]:
    """What a form says that it was loaded with; a strange text says nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
