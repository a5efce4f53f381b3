"""Supplements: what one engagement adds to the standard agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dpa_manager.models import (
    AccessFunction,
    Engagement,
    LegalRetention,
    OnwardPermission,
    SpecialTerm,
)
from dpa_manager.models.together import read_together


@dataclass(frozen=True)
class Supplements:
    """The rows beside the terms of an engagement."""

    access_functions: Sequence[AccessFunction]
    legal_retention: Sequence[LegalRetention]
    onward_permissions: Sequence[OnwardPermission]
    special_terms: Sequence[SpecialTerm]


def supplements_of(engagement: Engagement) -> Supplements:
    """What an engagement adds, in the order in which it was written: one query."""
    tables: tuple[Any, ...] = (AccessFunction, LegalRetention, OnwardPermission, SpecialTerm)
    rows = [
        table.select().where(table.engagement == engagement.id).order_by(table.id)
        for table in tables
    ]
    read_together(*rows)
    return Supplements(*(list(found) for found in rows))
