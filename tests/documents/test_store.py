"""A file is durable under its hash before anything names it, and is never changed."""

import hashlib
import os
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from dpa_manager.documents.store import Store
from dpa_manager.domain.errors import Damaged, NotFound

DATA = b"%PDF an agreement"
SHA256 = hashlib.sha256(DATA).hexdigest()
ROOT = Path(__file__).resolve().parents[2]


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def in_another_process(tmp_path, script):
    """What `script` prints; it has a store at `store` and DATA."""
    opening = (
        "import errno, os, resource, signal\n"
        "from pathlib import Path\n"
        "from dpa_manager.documents.store import Store\n"
        "from dpa_manager.domain.errors import Unavailable\n"
        f"store = Store(Path({str(tmp_path / 'agreements')!r}))\n"
        f"DATA = {DATA!r}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", opening + textwrap.dedent(script)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_what_was_put_is_read_back(store):
    assert store.put(DATA) == SHA256
    assert store.read(SHA256) == DATA
    assert files(store.folder) == [f"{SHA256[:2]}/{SHA256}"]


def test_only_the_owner_may_read(store):
    store.put(DATA)
    path = store.path_of(SHA256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_bytes_are_not_written_twice(store):
    store.put(DATA)
    before = store.path_of(SHA256).stat().st_ino
    os.utime(store.path_of(SHA256), (0, 0))
    store.put(DATA)
    after = store.path_of(SHA256).stat()
    assert after.st_ino == before
    assert after.st_mtime > 0


def test_a_damaged_file_is_noticed_and_healed_by_the_right_bytes(store):
    store.put(DATA)
    store.path_of(SHA256).write_bytes(DATA[:-1] + b"!")
    with pytest.raises(Damaged, match=SHA256):
        store.read(SHA256)
    store.put(DATA)
    assert store.read(SHA256) == DATA


def test_a_missing_file_is_named(store):
    with pytest.raises(NotFound, match=SHA256):
        store.read(SHA256)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../../etc/passwd",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "g" * 64,
        "a" * 64 + "\n",
        "a/" * 32,
    ],
)
def test_a_name_that_is_no_hash_leads_nowhere(store, name):
    with pytest.raises(ValueError, match="64 hexadecimal"):
        store.path_of(name)
    with pytest.raises(ValueError, match="64 hexadecimal"):
        store.read(name)


def test_many_writers_of_the_same_bytes_leave_one_whole_file(store):
    barrier = threading.Barrier(8)

    def put():
        barrier.wait()
        Store(store.folder).put(DATA)

    threads = [threading.Thread(target=put) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files(store.folder) == [f"{SHA256[:2]}/{SHA256}"]
    assert store.read(SHA256) == DATA


def test_an_empty_file_is_a_file(store):
    assert store.read(store.put(b"")) == b""


def test_bytes_reach_the_disk_in_the_order_that_survives_a_power_cut(tmp_path):
    """File, then its name, then the shelf, and the folder above a new shelf before that."""
    seen = in_another_process(
        tmp_path,
        """
        named = lambda d: Path(os.readlink(f"/proc/self/fd/{d}")).name
        real_sync, real_rename, real_open = os.fsync, Path.rename, os.open
        def fsync(descriptor):
            print("sync", named(descriptor)[:5])
            real_sync(descriptor)
        def rename(path, target):
            print("rename", path.name[:5], target.name[:5])
            return real_rename(path, target)
        os.fsync, Path.rename = fsync, rename
        store.put(DATA)
        store.put(DATA)
        """,
    )
    shelf, name = SHA256[:2], SHA256[:5]
    above = tmp_path.name[:5]
    assert seen == [
        *("sync", above, "sync", "agree"),
        *("sync", ".tmp-", "rename", ".tmp-", name, "sync", shelf),
        *("sync", shelf),
    ]


def test_a_full_disk_leaves_nothing_under_the_name_and_the_store_works_on(tmp_path):
    """The system's own limit stands for the full disk: a write beyond it fails half way."""
    seen = in_another_process(
        tmp_path,
        """
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
        try:
            store.put(b"x" * 20000)
        except Unavailable as error:
            print(error.code, store.is_healthy, error.__cause__.errno == errno.EFBIG)
        print(store.put(DATA))
        """,
    )
    assert seen == ["store-not-writable", "True", "True", SHA256]
    assert files(tmp_path / "agreements") == [f"{SHA256[:2]}/{SHA256}"]


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_after_a_failed_sync_the_store_takes_nothing_more(tmp_path, failing):
    """No tool here makes a disk fail, so the system's call itself answers EIO once."""
    seen = in_another_process(
        tmp_path,
        f"""
        real, calls = os.fsync, []
        def fsync(descriptor):
            calls.append(descriptor)
            if len(calls) == {failing}:
                raise OSError(errno.EIO, "the disk failed")
            real(descriptor)
        os.fsync = fsync
        for _ in range(2):
            try:
                store.put(DATA)
            except Unavailable as error:
                print(error.code, store.is_healthy)
        print(len(calls) == {failing})
        """,
    )
    assert seen == ["store-not-writable", "False", "store-unhealthy", "False", "True"]
    # Only a file that is whole may stand under its name; the fourth sync comes after that.
    left = files(tmp_path / "agreements")
    assert left == ([f"{SHA256[:2]}/{SHA256}"] if failing == 4 else [])
    assert Store(tmp_path / "agreements").put(DATA) == SHA256
