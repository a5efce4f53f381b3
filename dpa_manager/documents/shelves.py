"""The shelves of the store as they are: what lies there, and taking away what nobody uses."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dpa_manager.documents.store import SHA256, TEMPORARY_PREFIX, Store

ASIDE_PREFIX = ".aside-"
KEPT_NAMES = (".gitkeep", ".gitignore")

FILE, TEMPORARY, ASIDE, FOREIGN = "file", "temporary", "aside", "foreign"


@dataclass(frozen=True)
class Shelved:
    """One name in the store: a file under its hash, or something that is none.

    `kind` is FILE, TEMPORARY (a write that never ended), ASIDE (a removal that never ended) or
    FOREIGN (nothing of ours). `sha256` is "" save for FILE and ASIDE.
    """

    path: Path
    kind: str
    sha256: str
    used_at: datetime


def shelved(store: Store) -> Iterator[Shelved]:
    """Everything in the store, sorted by name."""
    if not store.folder.is_dir():
        return
    for entry in sorted(store.folder.iterdir()):
        is_shelf = entry.is_dir() and not entry.is_symlink() and len(entry.name) == 2
        if is_shelf and SHA256.fullmatch(entry.name * 32):
            yield from _on_shelf(entry)
        elif entry.name not in KEPT_NAMES:
            yield _shelved(entry, FOREIGN)


def _on_shelf(shelf: Path) -> Iterator[Shelved]:
    for entry in sorted(shelf.iterdir()):
        name = entry.name
        aside = name.removeprefix(ASIDE_PREFIX)
        if entry.is_symlink() or not entry.is_file():
            yield _shelved(entry, FOREIGN)
        elif SHA256.fullmatch(name) and name.startswith(shelf.name):
            yield _shelved(entry, FILE, name)
        elif name.startswith(TEMPORARY_PREFIX):
            yield _shelved(entry, TEMPORARY)
        elif name != aside and SHA256.fullmatch(aside) and aside.startswith(shelf.name):
            yield _shelved(entry, ASIDE, aside)
        else:
            yield _shelved(entry, FOREIGN)


def _shelved(path: Path, kind: str, sha256: str = "") -> Shelved:
    used_at = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    return Shelved(path=path, kind=kind, sha256=sha256, used_at=used_at)


def put_back(item: Shelved) -> None:
    """End a removal that was broken off by giving the file its name again."""
    item.path.rename(item.path.with_name(item.sha256))


def remove(item: Shelved, *, unused_since: datetime) -> bool:
    """Remove a file or a temporary one, unless it was put again after `unused_since`.

    The file is set aside first and its time is read then: whoever puts the same bytes meanwhile
    either renewed the time before, and the file goes back, or finds none and writes it anew.
    """
    aside = item.path.with_name(f"{ASIDE_PREFIX}{item.path.name}")
    item.path.rename(aside)
    if datetime.fromtimestamp(aside.stat().st_mtime, UTC) > unused_since:
        aside.rename(item.path)
        return False
    aside.unlink()
    _sync(item.path.parent)
    return True


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
