"""A database that could lose what it acknowledged is named before it is served from."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dpa_manager.models.base import open_database
from dpa_manager.models.safety import SAFE_POSTGRESQL, dangers, network_share, unsafe_values
from tests.postgresql_server import PostgresqlServer

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/shared nfs4 rw 0 0
/dev/sdb1 /srv/shared/disk ext4 rw 0 0
//nas/docs /mnt/office\\040files cifs rw 0 0
"""


def test_a_database_of_ours_on_sqlite_is_safe(sqlite_db):
    assert dangers(sqlite_db) == ()


def test_only_the_owner_reads_the_database_and_the_files_beside_it(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'house.sqlite3'}")
    with opened.connection_context():
        opened.execute_sql("CREATE TABLE page (word TEXT)")
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    names = ("house.sqlite3", "house.sqlite3-wal", "house.sqlite3-shm")
    assert modes == dict.fromkeys(names, 0o600)


def test_a_connection_that_was_weakened_is_named(sqlite_db):
    sqlite_db.pragma("synchronous", "normal")
    sqlite_db.pragma("foreign_keys", 0)
    assert dangers(sqlite_db) == (
        "The database runs with synchronous = 1; it must be 2.",
        "The database runs with foreign_keys = 0; it must be 1.",
    )


def test_a_server_that_does_not_wait_for_its_disk_is_named(postgresql_db):
    postgresql_db.execute_sql("SET synchronous_commit = off")
    named = " ".join(dangers(postgresql_db))
    assert all(f"{name} = off" in named for name in SAFE_POSTGRESQL)


def test_a_server_with_the_settings_of_its_makers_is_safe():
    server = PostgresqlServer(options="-c listen_addresses=''")
    try:
        opened = open_database(server.url("postgres"))
        with opened.connection_context():
            assert dangers(opened) == ()
    finally:
        server.stop()


@pytest.mark.parametrize("name", SAFE_POSTGRESQL)
def test_each_setting_is_judged_alone(name):
    assert unsafe_values(SAFE_POSTGRESQL, safe=SAFE_POSTGRESQL) == ()
    found = SAFE_POSTGRESQL | {name: "off"}
    assert unsafe_values(found, safe=SAFE_POSTGRESQL) == (
        f"The database runs with {name} = off; it must be on.",
    )


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/dpa/a.sqlite3", ""),
        ("/srv/shared/a.sqlite3", "nfs4"),
        ("/srv/shared/disk/a.sqlite3", ""),
        ("/srv/shared-not/a.sqlite3", ""),
        ("/mnt/office files/a.sqlite3", "cifs"),
    ],
)
def test_a_network_share_is_told_from_a_disk(path, kind):
    assert network_share(Path(path), mounts=MOUNTS) == kind


def test_a_new_connection_leaves_the_locks_of_the_others(sqlite_db):
    sqlite_db.execute_sql("CREATE TABLE note (words TEXT)")

    def connect_for_a_moment():
        with sqlite_db.connection_context():
            sqlite_db.execute_sql("SELECT count(*) FROM note").fetchone()

    other = threading.Thread(target=connect_for_a_moment)
    other.start()
    other.join()
    # Whoever believes to be the last to leave removes the write-ahead log of those who stay.
    leave = "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('SELECT * FROM note')"
    subprocess.run([sys.executable, "-c", leave + "; d.close()", sqlite_db.database], check=True)

    assert Path(f"{sqlite_db.database}-wal").exists()
    assert sqlite_db.execute_sql("SELECT count(*) FROM note").fetchone() == (0,)
