"""Keeping forms: what was sent when a session had ended waits for the person who typed it."""

from collections.abc import Sequence

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import KeptForm
from dpa_manager.models.base import transaction


def keep_form(
    user_id: int, *, path: str, fields: Sequence[tuple[str, str]], toolbox: Toolbox
) -> None:
    """Keep what somebody sent to the page `path`; it takes the place of what was kept before."""
    now = toolbox.now()
    with transaction():
        KeptForm.delete().where(KeptForm.user == user_id).execute()
        KeptForm.create(
            user=user_id, path=path, fields=[list(pair) for pair in fields], kept_at=now
        )


def forget_form(visitor: Visitor) -> None:
    """Forget what was kept for this person."""
    with transaction():
        KeptForm.delete().where(KeptForm.user == visitor.user_id).execute()
