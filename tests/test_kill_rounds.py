"""A program that is killed while it stores loses nothing that it acknowledged."""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpa_manager.actions.housekeeping import fsck
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.evidence import checkpoint_key
from dpa_manager.models.base import is_postgresql
from dpa_manager.models.document import Document
from dpa_manager.queries.history import events, verify
from tests.conftest import SECRET
from tests.factories import a_client

ROOT = Path(__file__).resolve().parent.parent
LONGEST_S = 0.4


def killed_after(seconds, *, url, store, client):
    """Let a writer work and kill it that long after its first document; what it acknowledged."""
    command = [sys.executable, "-m", "tests.kill_writer", url, str(store.folder), client.public_id]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        rest = writer.stdout.read()
    # A last line without an end was cut by the kill: nobody heard it.
    return [line for line in (first + rest).split("\n")[:-1] if line]


def lost(acknowledged, *, store, client):
    """The acknowledged documents that lack their row, their file or their event."""
    rows = {row.sha256 for row in Document.select()}
    told = {event.details["sha256"] for event in events(client.public_id, limit=10**6)}
    return [sha for sha in acknowledged if not {sha} <= rows & told or not is_whole(store, sha)]


def is_whole(store, sha256):
    try:
        return bool(store.read(sha256))
    except DomainError:
        return False


def wait_until_alone(database):
    """PostgreSQL may still be ending what the killed writer had asked for."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    while is_postgresql(database) and database.execute_sql(others).fetchone()[0]:
        time.sleep(0.01)


def prove_rounds(toolbox, *, url, rounds):
    """Kill the writer `rounds` times on one house and judge it after each."""
    client, store, acknowledged = a_client(), toolbox.store, []
    # A fixed seed, so that a failure can be had again; the system's own chance stays.
    moments = random.Random(28)  # noqa: S311
    for _ in range(rounds):
        seconds = moments.uniform(0, LONGEST_S)
        acknowledged += killed_after(seconds, url=url, store=store, client=client)
        wait_until_alone(toolbox.database)
        toolbox.clock.instant = datetime.now(UTC)
        report = fsck(toolbox)
        assert report.findings == []
        assert lost(acknowledged, store=store, client=client) == []
        verdict = verify(client.public_id, key=checkpoint_key(SECRET))
        assert verdict.is_whole
        assert verdict.length == report.rows >= len(acknowledged)
        assert report.files >= report.rows
    return client, acknowledged


def test_a_killed_writer_loses_nothing_that_it_acknowledged(toolbox, db_url):
    client, acknowledged = prove_rounds(toolbox, url=db_url, rounds=4)
    assert len(acknowledged) >= 4
    # The judge must be able to see a loss: here is one.
    toolbox.store.path_of(acknowledged[1]).unlink()
    assert lost(acknowledged, store=toolbox.store, client=client) == [acknowledged[1]]
    assert not fsck(toolbox).is_clean


@pytest.mark.prove
def test_forty_rounds_of_killing_lose_nothing(toolbox, db_url):
    _, acknowledged = prove_rounds(toolbox, url=db_url, rounds=40)
    assert len(acknowledged) >= 40
