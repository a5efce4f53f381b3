"""The toolbox: what an action needs besides its subject."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from peewee import Database

from dpa_manager.config import Config
from dpa_manager.documents.store import Store

if TYPE_CHECKING:
    from dpa_manager.actions.background import Background
    from dpa_manager.documents.converter import Converter

HOUSE_TIME = ZoneInfo("Europe/Brussels")


def read_clock() -> datetime:
    """The instant now, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Toolbox:
    """The open house: settings, database, store of files, converter to PDF, clock, background.

    `clock` gives aware instants in UTC; only it is asked for the time, so that tests and the
    demonstration can move it. `converter` may be None where nothing is turned into a PDF,
    `background` where nobody waits for the worker.
    """

    config: Config
    database: Database
    store: Store
    converter: "Converter | None" = None
    clock: Callable[[], datetime] = read_clock
    background: "Background | None" = None

    def now(self) -> datetime:
        """The instant now, aware and in UTC."""
        return self.clock()

    def today(self) -> date:
        """The calendar day now in Brussels, on which the agreements' dates stand."""
        return self.clock().astimezone(HOUSE_TIME).date()

    @property
    def portal_url(self) -> str:
        """The address of the portal as printed; "" while the house answers on this machine only."""
        return self.config.base_url if self.config.base_url.startswith("https://") else ""

    @contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for this thread, closed at the end unless it was open before."""
        was_open = not self.database.connect(reuse_if_open=True)
        try:
            yield
        finally:
            if not was_open:
                self.database.close()
