"""Changing rows: only what differs is written, and told to the history as it was and is."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.models import Engagement
from dpa_manager.models.base import Row, transaction


def apply_changes(row: Row, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Save the columns that differ; returns {name: [before, after]}, or {} when nothing did."""
    changed = {
        name: [getattr(row, name), value]
        for name, value in columns.items()
        if getattr(row, name) != value
    }
    for name, (_, value) in changed.items():
        setattr(row, name, value)
    if changed:
        row.save()
    return changed


def changing(engagement: Engagement) -> AbstractContextManager[None]:
    """The transaction in which an engagement changes; it comes with its client joined."""
    return transaction(chain_of(engagement.client))


def tell(
    act: str,
    engagement: Engagement,
    *,
    by: Actor,
    toolbox: Toolbox,
    details: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    """Tell the client's history what changed in an engagement, which then knows when it did."""
    now = toolbox.now()
    Engagement.update(changed_at=now).where(Engagement.id == engagement.id).execute()
    record(
        act,
        by=by,
        at=now,
        client=engagement.client,
        subject="engagement",
        subject_id=engagement.public_id,
        details=details,
        personal=personal,
    )
