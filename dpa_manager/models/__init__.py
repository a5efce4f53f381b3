"""The tables: what is remembered; TABLES lists them all, parents before children."""

from dpa_manager.models.base import Row
from dpa_manager.models.event import ChainHead, Checkpoint, Event, EventPersonal

TABLES: tuple[type[Row], ...] = (
    Event,
    EventPersonal,
    ChainHead,
    Checkpoint,
)
