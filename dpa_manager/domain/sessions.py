"""Sessions: their stages and times (DECISIONS 7), and the ways in that lead to them."""

from datetime import datetime, timedelta

# A session that waits for the second factor, or for a person of staff to set one up, opens
# nothing else.
FACTOR, ENROL, OPEN = STAGES = ("factor", "enrol", "open")

PASSWORD, LINK, DEMONSTRATION = WAYS = ("password", "link", "demonstration")

INVITATION, RESET, SIGN_IN, DEMONSTRATION_LINK = LINK_PURPOSES = (
    "invitation",
    "reset",
    "sign-in",
    "demonstration",
)
LINK_LIVES: dict[str, timedelta] = {
    INVITATION: timedelta(days=7),
    RESET: timedelta(minutes=30),
    SIGN_IN: timedelta(minutes=15),
    DEMONSTRATION_LINK: timedelta(days=1),
}
CODE_LIVES = timedelta(minutes=10)

STAFF_IDLE = timedelta(hours=8)
CLIENT_IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# A session that has yet to be proven is only a step of signing in.
UNPROVEN_LIVES = timedelta(minutes=15)
# How long a proof counts for what is delicate: passwords, factors, people and their roles.
FRESH = timedelta(minutes=10)
# `seen_at` is written at most this often, so that reading pages hardly writes.
SEEN_EVERY = timedelta(minutes=1)


def ends_at(*, stage: str, is_staff: bool, started_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends by itself if nobody comes: idle or absolute, whichever is first."""
    if stage != OPEN:
        return started_at + UNPROVEN_LIVES
    idle = STAFF_IDLE if is_staff else CLIENT_IDLE
    return min(seen_at + idle, started_at + LONGEST)


def is_fresh(fresh_at: datetime, *, now: datetime) -> bool:
    """Whether the person proved who they are recently enough for what is delicate."""
    return now - fresh_at <= FRESH
