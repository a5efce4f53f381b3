"""What a file about an engagement tells of its agreement: reference, state and newest version."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ToldAgreement:
    """An agreement of the engagement with this reference; `state` is one of AGREEMENT_STATES.

    `version` and `dated_on` are those of its newest version, None while there is none.
    """

    engagement: str
    reference: str
    state: str
    version: int | None = None
    dated_on: date | None = None
