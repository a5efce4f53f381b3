"""Whether the database in use keeps what it acknowledges."""

from collections.abc import Mapping
from pathlib import Path

from peewee import Database

from dpa_manager.models.base import is_postgresql

# What must be in force, as the database itself says it.
SAFE_POSTGRESQL = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
SAFE_SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}

NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "ncpfs", "afs")
MOUNTS = Path("/proc/self/mounts")


def dangers(opened: Database) -> tuple[str, ...]:
    """A sentence for each way in which this database could lose what it acknowledged.

    Needs an open connection. SQLite is also judged by its file system: locks do not hold on a
    network share.
    """
    if is_postgresql(opened):
        found = {name: _value(opened, f"SHOW {name}") for name in SAFE_POSTGRESQL}
        return unsafe_values(found, safe=SAFE_POSTGRESQL)
    found = {name: _value(opened, f"PRAGMA {name}") for name in SAFE_SQLITE}
    mounts = MOUNTS.read_text(encoding="utf-8") if MOUNTS.exists() else ""
    share = network_share(Path(str(opened.database)).absolute(), mounts=mounts)
    shared = (f"The database lies on a network share ({share}).",) if share else ()
    return unsafe_values(found, safe=SAFE_SQLITE) + shared


def _value(opened: Database, statement: str) -> str:
    return str(opened.execute_sql(statement).fetchone()[0])


def unsafe_values(found: Mapping[str, str], *, safe: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each setting of the database that is not `safe`."""
    return tuple(
        f"The database runs with {name} = {found[name]}; it must be {value}."
        for name, value in safe.items()
        if found[name] != value
    )


def network_share(path: Path, *, mounts: str) -> str:
    """The kind of network file system on which `path` lies, "" on a disk of this machine.

    `mounts` is the system's table of mounts: device, folder and kind in the first three columns.
    """
    nearest, kind = "", ""
    for line in mounts.splitlines():
        folder, folder_kind = line.split()[1:3]
        is_above = path.is_relative_to(folder.replace("\\040", " "))
        if is_above and len(folder) >= len(nearest):
            nearest, kind = folder, folder_kind
    return kind if kind in NETWORK_FILE_SYSTEMS else ""
