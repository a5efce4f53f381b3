"""Hostile packages: what is no ZIP, lies about its size or its names, is refused unopened."""

import io
import time
import zipfile

import pytest

from dpa_manager.documents.faults import UnsafePackage
from dpa_manager.documents.package import entry, read_package, write_package
from tests.documents.refusing import ORDINARY, SECONDS, refusals
from tests.documents.word_files import word_file, zipped


def bomb(megabytes):
    parts = read_package(word_file(ORDINARY))
    return zipped({**parts, "word/document.xml": b" " * (megabytes << 20)})


def many_parts(count):
    return zipped(read_package(word_file(ORDINARY)) | {f"x{n}": b"" for n in range(count)})


def renamed(name):
    return zipped(read_package(word_file(ORDINARY)) | {name: b"x"})


def twice():
    out = io.BytesIO(word_file(ORDINARY))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", b"<other/>")
    return out.getvalue()


def encrypted():
    data = bytearray(word_file(ORDINARY))
    at = data.index(b"PK\1\2") + 8
    data[at] |= 1
    return bytes(data)


PACKAGES = {
    "HTML named .docx": (lambda: b"<html><img src='http://a.example/'></html>", "not-a-document"),
    "nothing": (lambda: b"", "not-a-document"),
    "half a document": (lambda: word_file(ORDINARY)[:900], "not-a-document"),
    "only the start of a ZIP": (lambda: b"PK\3\4" + b"x" * 90, "not-a-document"),
    "a ZIP of something else": (lambda: zipped({"a.txt": b"x"}), "not-a-document"),
    "something before the ZIP": (lambda: b"%PDF-1.7\n" + word_file(ORDINARY), "not-a-document"),
    "bomb": (lambda: bomb(220), "inflates-too-far"),
    "many parts": (lambda: many_parts(500), "too-many-parts"),
    "very many parts": (lambda: many_parts(20_000), "too-many-parts"),
    "very large file": (lambda: b"PK\3\4" + bytes(17 << 20), "too-large"),
    "path upwards": (lambda: renamed("../../etc/cron.d/x"), "odd-name"),
    "path from the root": (lambda: renamed("/etc/x"), "odd-name"),
    "backslash": (lambda: renamed("word\\x.xml"), "odd-name"),
    "control character": (lambda: renamed("word/x\n.xml"), "odd-name"),
    "same name twice": (twice, "duplicate-name"),
    "same name in capitals": (lambda: renamed("WORD/document.XML"), "duplicate-name"),
    "encrypted": (encrypted, "encrypted"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_what_is_no_plain_package_is_refused_quickly(name):
    make, code = PACKAGES[name]
    data = make()
    assert code in [problem.code for problem in refusals(data)]


def test_a_bomb_whose_header_lies_about_its_size_is_refused_all_the_same():
    data = bytearray(bomb(30))
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if int.from_bytes(data[at + offset : at + offset + 4], "little") == 30 << 20:
                data[at + offset : at + offset + 4] = (1000).to_bytes(4, "little")
    began = time.perf_counter()
    with pytest.raises(UnsafePackage):
        read_package(bytes(data))
    assert time.perf_counter() - began < SECONDS


def test_a_package_written_by_us_is_read_by_python_and_by_us():
    parts = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"x" * 5000, "empty.xml": b""}
    data = write_package(entry(name, content) for name, content in parts.items())
    assert read_package(data) == parts
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
