"""Proposals: texts that an engagement's own data suggest, for a person to take over or not."""

from typing import Any

from dpa_manager.models import Activity, Engagement
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

_BETWEEN = "; "


def proposed_subject_matter(engagement: Engagement) -> Phrase:
    """What the engagement is about: the purposes of its activities, in their order."""
    mine = (Activity.engagement == engagement.id) & ~Activity.is_removed
    rows: Any = Activity.select(Activity.purposes).where(mine).order_by(Activity.number)
    purposes = [row.purposes for row in rows]
    return Phrase.of(
        {
            code: _BETWEEN.join(
                dict.fromkeys(filter(None, (words.in_language(code).strip() for words in purposes)))
            )
            for code in LANGUAGES
        }
    )
