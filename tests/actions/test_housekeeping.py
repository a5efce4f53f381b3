"""`fsck` names every row without its file and every file without its row, and removes little."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dpa_manager.actions.housekeeping import (
    DAMAGED_DATABASE,
    DAMAGED_FILE,
    FOREIGN_NAME,
    ORPHAN,
    ROW_WITHOUT_FILE,
    UNFINISHED,
    fsck,
    tables_with_files,
)
from dpa_manager.documents import shelves
from tests.factories import a_document, a_version

DATA, OTHER = b"%PDF one", b"%PDF another"
DAY = timedelta(hours=24)


def kinds(report):
    return [finding.kind for finding in report.findings]


def age(path, clock, *, by):
    """Make the file as old as `by` before the frozen clock."""
    moment = (clock() - by).timestamp()
    os.utime(path, (moment, moment), follow_symlinks=False)


def put(toolbox, data, *, by=timedelta()):
    sha256 = toolbox.store.put(data)
    age(toolbox.store.path_of(sha256), toolbox.clock, by=by)
    return sha256


def test_rows_with_their_files_are_clean(toolbox):
    a_document(put(toolbox, DATA, by=DAY * 9))
    a_document(put(toolbox, OTHER))
    report = fsck(toolbox)
    assert (report.is_clean, report.findings) == (True, [])
    assert (report.rows, report.files, report.young) == (2, 2, 0)


def test_an_empty_house_is_clean(toolbox):
    report = fsck(toolbox, repair=True)
    assert (report.is_clean, report.rows, report.files) == (True, 0, 0)


def test_a_row_without_its_file_is_named_and_never_repaired(toolbox):
    sha256 = put(toolbox, DATA)
    document = a_document(sha256)
    toolbox.store.path_of(sha256).unlink()
    report = fsck(toolbox, repair=True)
    (finding,) = report.findings
    assert (finding.kind, finding.subject) == (ROW_WITHOUT_FILE, f"document {document.id}")
    assert sha256 in finding.sentence
    assert not report.is_clean


def test_a_row_whose_hash_is_none_is_named(toolbox):
    a_document("../" * 21 + "x")
    assert kinds(fsck(toolbox)) == [ROW_WITHOUT_FILE]


def test_a_changed_file_is_named_and_never_removed(toolbox):
    sha256 = put(toolbox, DATA)
    a_document(sha256)
    path = toolbox.store.path_of(sha256)
    path.write_bytes(DATA[::-1])
    age(path, toolbox.clock, by=DAY * 9)
    report = fsck(toolbox, repair=True)
    assert (kinds(report), report.is_clean, path.exists()) == ([DAMAGED_FILE], False, True)


@pytest.mark.parametrize(
    ("by", "found"), [(DAY + timedelta(seconds=1), [ORPHAN]), (DAY - timedelta(seconds=1), [])]
)
def test_a_file_without_a_row_is_an_orphan_after_a_day(toolbox, by, found):
    path = toolbox.store.path_of(put(toolbox, DATA, by=by))
    report = fsck(toolbox)
    assert (kinds(report), report.young, path.exists()) == (found, 1 - len(found), True)


def test_an_orphan_is_removed_only_when_asked_and_then_all_is_clean(toolbox):
    path = toolbox.store.path_of(put(toolbox, DATA, by=DAY * 2))
    assert not fsck(toolbox).is_clean
    report = fsck(toolbox, repair=True)
    assert (kinds(report), report.is_clean, path.exists()) == ([ORPHAN], True, False)
    assert fsck(toolbox).findings == []


def test_a_write_that_broke_off_is_cleared_up_after_a_day(toolbox):
    shelf = toolbox.store.path_of(put(toolbox, DATA)).parent
    old, young = shelf / ".tmp-0123", shelf / ".tmp-4567"
    for path, by in ((old, DAY * 2), (young, DAY / 2)):
        path.write_bytes(b"half")
        age(path, toolbox.clock, by=by)
    assert kinds(fsck(toolbox)) == [UNFINISHED]
    assert fsck(toolbox, repair=True).is_clean
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "ab", "ab/notes.txt", "zz/" + "z" * 64, "cd/" + "ab" * 32, "ab/" + "AB" * 32],
)
def test_a_foreign_name_is_named_and_left_alone(toolbox, name):
    path = toolbox.store.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(DATA)
    age(path, toolbox.clock, by=DAY * 9)
    report = fsck(toolbox, repair=True)
    assert (kinds(report), path.exists()) == ([FOREIGN_NAME], True)


def test_a_link_in_the_place_of_a_file_is_foreign(toolbox, tmp_path):
    sha256 = hashlib.sha256(DATA).hexdigest()
    path = toolbox.store.path_of(sha256)
    path.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").write_bytes(DATA)
    path.symlink_to(tmp_path / "elsewhere")
    age(path, toolbox.clock, by=DAY * 9)
    assert kinds(fsck(toolbox, repair=True)) == [FOREIGN_NAME]
    assert (tmp_path / "elsewhere").exists()


def test_the_marker_that_keeps_an_empty_folder_is_no_fault(toolbox):
    toolbox.store.folder.mkdir()
    (toolbox.store.folder / ".gitkeep").touch()
    assert fsck(toolbox).findings == []


def test_a_file_that_is_put_again_while_it_is_removed_stays(toolbox):
    sha256 = put(toolbox, DATA, by=DAY * 2)
    (item,) = shelves.shelved(toolbox.store)
    toolbox.store.put(DATA)
    assert not shelves.remove(item, unused_since=toolbox.clock() - DAY)
    assert toolbox.store.read(sha256) == DATA


def test_a_removal_that_broke_off_is_taken_back_when_a_row_names_the_file(toolbox):
    sha256 = put(toolbox, DATA, by=DAY * 2)
    a_document(sha256)
    path = toolbox.store.path_of(sha256)
    path.rename(path.with_name(f".aside-{sha256}"))
    assert kinds(fsck(toolbox)) == [ROW_WITHOUT_FILE, UNFINISHED]
    assert fsck(toolbox, repair=True).findings == []
    assert toolbox.store.read(sha256) == DATA


def test_a_removal_that_broke_off_is_ended_when_nobody_names_the_file(toolbox):
    sha256 = put(toolbox, DATA, by=DAY * 2)
    path = toolbox.store.path_of(sha256)
    path.rename(path.with_name(f".aside-{sha256}"))
    assert fsck(toolbox, repair=True).is_clean
    assert list(path.parent.iterdir()) == []


def test_two_rows_may_name_one_file(toolbox):
    sha256 = put(toolbox, DATA)
    a_document(sha256, version=a_version())
    a_document(sha256, version=a_version())
    report = fsck(toolbox)
    assert (report.rows, report.files, report.findings) == (2, 1, [])


def test_rows_that_lost_their_parent_are_named_on_sqlite(sqlite_toolbox):
    a_document(put(sqlite_toolbox, DATA))
    sqlite_toolbox.database.pragma("foreign_keys", 0)
    sqlite_toolbox.database.execute_sql("DELETE FROM client")
    assert set(kinds(fsck(sqlite_toolbox))) == {DAMAGED_DATABASE}


def test_a_damaged_database_is_named_on_sqlite(sqlite_toolbox):
    database = sqlite_toolbox.database
    a_document(put(sqlite_toolbox, DATA))
    database.execute_sql("PRAGMA writable_schema = 1")
    database.execute_sql("DELETE FROM sqlite_master WHERE name = 'client_public_id'")
    # A connection keeps the schema that it read first, so another one has to look.
    with ThreadPoolExecutor(1) as pool:
        report = pool.submit(database.connection_context()(fsck), sqlite_toolbox).result()
    assert set(kinds(report)) == {DAMAGED_DATABASE}


def test_every_table_with_a_file_is_compared():
    names = {table._meta.table_name for table in tables_with_files()}
    assert {"document", "template_version"} <= names
