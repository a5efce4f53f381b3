"""A program that sends what is due, for the test that kills it.

`python -m tests.kill_sender DATABASE_URL HOME SMTP_URL NOW`: NOW is an instant in ISO form, since
a lease that somebody left has to be over before the next one may send.
"""

import sys
from datetime import datetime
from pathlib import Path

from dpa_manager.actions.mailing import send_due_mail
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import Config
from dpa_manager.documents.store import Store
from dpa_manager.models.base import open_database
from tests.conftest import SECRET


def main(url, home, smtp_url, now):
    """Send until nothing is due, or somebody kills this."""
    settings = {"DPA_HOME": home, "DPA_SECRET_KEY": SECRET, "DPA_SMTP_URL": smtp_url}
    toolbox = Toolbox(
        config=Config.from_environment(settings),
        database=open_database(url),
        store=Store(Path(home) / "agreements"),
        clock=lambda: datetime.fromisoformat(now),
    )
    with toolbox.connected():
        send_due_mail(toolbox)


if __name__ == "__main__":
    main(*sys.argv[1:])
