"""Supplementing: what one engagement adds to the standard agreement, each list set whole."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from dpa_manager.actions.changing import changing, tell
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import BOUND_BY
from dpa_manager.domain.choosing import one_of
from dpa_manager.models import (
    AccessFunction,
    Engagement,
    LegalRetention,
    OnwardPermission,
    SpecialTerm,
)
from dpa_manager.vocabulary.phrase import Phrase

_SHORT = 1000


@dataclass(frozen=True)
class TypedAccessFunction:
    """A function with access to sensitive data; `bound_by_key` is contract or law."""

    function: Phrase
    tasks: Phrase
    bound_by_key: str = "contract"


@dataclass(frozen=True)
class TypedLegalRetention:
    """Data that a law obliges KBITS to keep after the end, with the statute and its article."""

    data: Phrase
    statute: Phrase
    until: Phrase
    access: Phrase = field(default_factory=Phrase)


@dataclass(frozen=True)
class TypedOnwardPermission:
    """A written permission for use by others for their own purposes (seed F-14)."""

    scope: Phrase
    document: str
    given_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class TypedSpecialTerm:
    """A negotiated term; `reference` names the clause (`clNotices`) that it changes."""

    reference: str
    text: Phrase
    is_contradicting: bool = False


def set_access_functions(
    engagement: Engagement, typed: Sequence[TypedAccessFunction], *, by: Actor, toolbox: Toolbox
) -> None:
    """Set the functions with access to sensitive data (Annex II.D); raises Refused.

    All actions here take the engagement with its client joined.
    """
    rows = [
        {
            "function": _words(one.function, field="function", required=True),
            "tasks": _words(one.tasks, field="tasks"),
            "bound_by_key": one_of(one.bound_by_key, BOUND_BY, field="bound_by_key"),
        }
        for one in typed
    ]
    _replace(AccessFunction, engagement, rows, by=by, toolbox=toolbox)


def set_legal_retention(
    engagement: Engagement, typed: Sequence[TypedLegalRetention], *, by: Actor, toolbox: Toolbox
) -> None:
    """Set the data that a law obliges KBITS to keep (Annex II.C); raises Refused."""
    rows = [
        {
            "data": _words(one.data, field="data", required=True),
            "statute": _words(one.statute, field="statute"),
            "until": _words(one.until, field="until"),
            "access": _words(one.access, field="access"),
        }
        for one in typed
    ]
    _replace(LegalRetention, engagement, rows, by=by, toolbox=toolbox)


def set_onward_permissions(
    engagement: Engagement, typed: Sequence[TypedOnwardPermission], *, by: Actor, toolbox: Toolbox
) -> None:
    """Set the written permissions for onward use; raises Refused."""
    rows = [
        asdict(one)
        | {
            "scope": _words(one.scope, field="scope", required=True),
            "document": typed_text.line(
                one.document, field="document", max_length=300, required=True
            ),
        }
        for one in typed
    ]
    _replace(OnwardPermission, engagement, rows, by=by, toolbox=toolbox)


def set_special_terms(
    engagement: Engagement, typed: Sequence[TypedSpecialTerm], *, by: Actor, toolbox: Toolbox
) -> None:
    """Set the negotiated terms (clSpecial); raises Refused."""
    rows = [
        {
            "reference": typed_text.line(
                one.reference, field="reference", max_length=60, required=True
            ),
            "text": typed_text.phrase(one.text, field="text", required=True),
            "is_contradicting": one.is_contradicting,
        }
        for one in typed
    ]
    _replace(SpecialTerm, engagement, rows, by=by, toolbox=toolbox)


def _words(words: Phrase, *, field: str, required: bool = False) -> Phrase:
    return typed_text.phrase(words, field=field, max_length=_SHORT, required=required)


def _replace(
    table: Any,
    engagement: Engagement,
    rows: list[dict[str, Any]],
    *,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    mine = table.engagement == engagement
    with changing(engagement):
        present = list(table.select().where(mine).order_by(table.id))
        before = [{name: getattr(row, name) for name in row_names(table)} for row in present]
        if before == rows:
            return
        table.delete().where(mine).execute()
        for row in rows:
            table.create(engagement=engagement, **row)
        name = table._meta.table_name.replace("_", " ")
        details = {"before": before, "after": rows}
        tell(f"{name} list set", engagement, details=details, by=by, toolbox=toolbox)


def row_names(table: Any) -> list[str]:
    """The names of what such a row says, without its key and its engagement."""
    return [name for name in table._meta.fields if name not in ("id", "engagement")]
