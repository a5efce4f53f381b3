"""Housekeeping: rows against files and back, and checkpoints of the history."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from peewee import Database

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.shelves import (
    ASIDE,
    FILE,
    FOREIGN,
    TEMPORARY,
    Shelved,
    put_back,
    remove,
    shelved,
)
from dpa_manager.documents.store import Store
from dpa_manager.domain.errors import Damaged, NotFound
from dpa_manager.domain.evidence import Seal, checkpoint_key, heads_text
from dpa_manager.models import TABLES
from dpa_manager.models.base import Row, as_tuples, instant_text, is_postgresql, transaction
from dpa_manager.models.event import ChainHead, Checkpoint
from dpa_manager.queries.history import checkpoint_marks
from dpa_manager.vocabulary.phrase import Phrase

UNUSED_FOR = timedelta(hours=24)

ROW_WITHOUT_FILE = "row-without-file"
DAMAGED_FILE = "damaged-file"
ORPHAN = "orphan"
UNFINISHED = "unfinished"
FOREIGN_NAME = "foreign-name"
DAMAGED_DATABASE = "damaged-database"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be; `sentence` is English, for the administrator."""

    kind: str
    subject: str
    sentence: str
    is_repaired: bool = False


@dataclass
class Report:
    """What `fsck` saw: counted rows with a file, files, files still too young to judge."""

    rows: int = 0
    files: int = 0
    young: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong that was not repaired on the way."""
        return all(finding.is_repaired for finding in self.findings)


def fsck(toolbox: Toolbox, *, repair: bool = False) -> Report:
    """Compare every row that names a file with the store, and every file with the rows.

    Every table with a column `sha256` is read. With `repair`, files that no row names and that
    nobody put for 24 hours are removed, and writes and removals that broke off are cleared up;
    nothing else is ever changed. Needs an open connection.
    """
    report = Report()
    report.findings.extend(_database_findings(toolbox.database))
    items = list(shelved(toolbox.store))
    if repair:
        items = [_ended(item) for item in items]
    named = _check_rows(toolbox.store, report)
    for item in items:
        _check_item(item, report, named=named, toolbox=toolbox, repair=repair)
    return report


def _ended(item: Shelved) -> Shelved:
    """A removal that broke off is taken back before the rows are compared."""
    path = item.path.with_name(item.sha256) if item.sha256 else item.path
    if item.kind != ASIDE or path.exists():
        return item
    put_back(item)
    return Shelved(path=path, kind=FILE, sha256=item.sha256, used_at=item.used_at)


def _database_findings(opened: Database) -> Iterator[Finding]:
    # PostgreSQL has no such question; its own tools (amcheck, checksums) answer it.
    if is_postgresql(opened):
        return
    for (answer,) in opened.execute_sql("PRAGMA integrity_check").fetchall():
        if answer != "ok":
            yield Finding(DAMAGED_DATABASE, "database", f"The database says: {answer}.")
    for table, row, parent, _ in opened.execute_sql("PRAGMA foreign_key_check").fetchall():
        sentence = f"Row {row} of {table} belongs to a row of {parent} that is not there."
        yield Finding(DAMAGED_DATABASE, table, sentence)


def tables_with_files() -> tuple[type[Row], ...]:
    """The tables whose rows name a file of the store."""
    return tuple(table for table in TABLES if "sha256" in table._meta.fields)


def _check_rows(store: Store, report: Report) -> set[str]:
    named: set[str] = set()
    for table in tables_with_files():
        columns = (table._meta.fields["id"], table._meta.fields["sha256"])
        for number, sha256 in as_tuples(table.select(*columns)):
            if sha256 is None:
                continue
            report.rows += 1
            report.findings.extend(
                _row_findings(f"{table._meta.table_name} {number}", sha256, store)
            )
            named.add(sha256)
    return named


def _row_findings(subject: str, sha256: str, store: Store) -> Iterator[Finding]:
    try:
        store.read(sha256)
    except (NotFound, ValueError):
        sentence = f"{subject}: its file {sha256} is not in the store."
        yield Finding(ROW_WITHOUT_FILE, subject, sentence)
    except Damaged:
        sentence = f"{subject}: its file {sha256} is not what was stored."
        yield Finding(DAMAGED_FILE, subject, sentence)


def _check_item(
    item: Shelved, report: Report, *, named: set[str], toolbox: Toolbox, repair: bool
) -> None:
    name = str(item.path.relative_to(toolbox.store.folder))
    if item.kind == FOREIGN:
        sentence = f"{name} is no file of the store; move it elsewhere."
        report.findings.append(Finding(FOREIGN_NAME, name, sentence))
        return
    report.files += item.kind == FILE
    if item.kind == FILE and item.sha256 in named:
        return
    unused_since = toolbox.now() - UNUSED_FOR
    if item.used_at > unused_since:
        report.young += 1
        return
    is_gone = repair and remove(item, unused_since=unused_since)
    report.findings.append(_leftover(item, name, is_gone=is_gone))


def _leftover(item: Shelved, name: str, *, is_gone: bool) -> Finding:
    done = "it was removed" if is_gone else "`--repair` removes it"
    if item.kind == FILE:
        return Finding(ORPHAN, name, f"No row names {name}; {done}.", is_gone)
    what = "write" if item.kind == TEMPORARY else "removal"
    return Finding(UNFINISHED, name, f"{name} is left of a {what} that broke off; {done}.", is_gone)


def make_checkpoint(toolbox: Toolbox) -> Checkpoint | None:
    """Seal the heads that moved since the last checkpoint; None when none moved.

    Raises Damaged when the checkpoints before do not hold.
    """
    key = checkpoint_key(toolbox.config.secret_key)
    with transaction("checkpoints"):
        marks, verdict = checkpoint_marks(key=key)
        if not verdict.is_whole:
            raise Damaged("checkpoint-damaged", _damaged_checkpoint(verdict.length + 1))
        columns = (ChainHead.chain, ChainHead.seq, ChainHead.hash)
        moved = (
            h for h in as_tuples(ChainHead.select(*columns)) if h[1] not in marks.get(h[0], {})
        )
        heads = [(chain, seq, link_hash) for chain, seq, link_hash in moved]
        if not heads:
            return None
        at = toolbox.now()
        seal = Seal(instant_text(at), heads_text(heads), previous_seal=verdict.hash)
        return Checkpoint.create(
            made_at=at,
            heads=seal.heads,
            previous_seal=seal.previous_seal,
            seal=seal.computed(key),
        )


def _damaged_checkpoint(number: int) -> Phrase:
    return Phrase(
        nl=f"Controlepunt {number} van de geschiedenis klopt niet.",
        fr=f"Le point de contrôle {number} de l'historique ne correspond pas.",
        en=f"Checkpoint {number} of the history does not hold.",
    )
