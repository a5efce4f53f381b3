"""Changing rows: only what differs is written, and told to the history as it was and is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.refusals import conflict
from dpa_manager.models import Engagement
from dpa_manager.models.base import Row, transaction

OVERTAKEN = "changed-meanwhile"
SAME_PRESS = timedelta(seconds=10)
"""Who presses a button twice, where no script can hold the second one back, does it this fast."""


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


def expect_unchanged(engagement: Engagement) -> Engagement:
    """Have what is done to this row refuse, once somebody else changed it since it was read."""
    engagement.expected_at = engagement.changed_at
    return engagement


@contextmanager
def changing(engagement: Engagement) -> Iterator[None]:
    """The transaction in which an engagement changes; it comes with its client joined.

    Raises Conflict when it has ended, or when it was expected to be unchanged and is not.
    """
    with transaction(chain_of(engagement.client)):
        _refuse_overtaken(engagement)
        yield


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
    engagement.changed_at = now
    if engagement.expected_at:
        engagement.expected_at = now
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


def _refuse_overtaken(engagement: Engagement) -> None:
    """The chain is held from here on, so what is read now stays true until the end."""
    columns = (Engagement.is_active, Engagement.changed_at)
    now = Engagement.select(*columns).where(Engagement.id == engagement.id).get()
    if not now.is_active:
        raise conflict("engagement-ended")
    if engagement.expected_at and engagement.expected_at != now.changed_at:
        raise conflict(OVERTAKEN)
