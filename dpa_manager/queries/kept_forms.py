"""Kept forms: what a person had typed when their session ended."""

from datetime import datetime, timedelta

from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import KeptForm

# Who comes back later than this begins anew.
KEPT_FOR = timedelta(days=1)


def kept_form(visitor: Visitor, *, now: datetime) -> KeptForm | None:
    """What this person sent too late; one query."""
    found: KeptForm | None = KeptForm.get_or_none(
        KeptForm.user == visitor.user_id, KeptForm.kept_at > now - KEPT_FOR
    )
    return found
