"""A program that stores documents without end, for the test that kills it.

`python -m tests.kill_writer DATABASE_URL STORE_FOLDER CLIENT_ID`: prints the hash of a document
once its file, its row and its event are acknowledged.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from dpa_manager.actions.recording import record
from dpa_manager.documents.store import Store
from dpa_manager.models.base import open_database, transaction
from dpa_manager.models.client import Client
from tests.factories import ACTOR, a_document, a_version, an_engagement


def main(url, folder, client_id):
    """Write until somebody kills this."""
    opened, store = open_database(url), Store(Path(folder))
    with opened.connection_context():
        client = Client.get(Client.public_id == client_id)
        while True:
            data = os.urandom(20_000)
            sha256 = store.put(data)
            with transaction(client_id):
                reference = f"KBITS-{sha256[:30]}"
                version = a_version(an_engagement(client, reference=reference))
                a_document(sha256, version=version, size=len(data))
                record(
                    "document stored",
                    by=ACTOR,
                    at=datetime.now(UTC),
                    client=client,
                    details={"sha256": sha256},
                )
            os.write(sys.stdout.fileno(), f"{sha256}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
