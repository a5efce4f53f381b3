"""DOCX to PDF: what the PDF carries, what LibreOffice may not reach, what happens without it."""

import os
import shutil
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest

from dpa_manager.documents import converter as converter_module
from dpa_manager.documents.converter import Converter, font_state
from dpa_manager.documents.faults import ConversionFailed
from dpa_manager.documents.office_sandbox import sandbox_state
from dpa_manager.documents.renderer import render
from dpa_manager.documents.word_use import sample_words
from dpa_manager.domain.template_words import CLAUSES, WORDS
from tests.documents.word_files import paragraph, relation, word_file

SHIPPED = sorted(Path("templates/processing-agreement").glob("*.docx"))
LANGUAGES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}
PLAIN = word_file(paragraph("Plain text, Bécu &amp; Söhne"))


@pytest.fixture(scope="module")
def agreements():
    """The shipped agreements as PDF, made in one go."""
    words = sample_words(WORDS, is_full=True)
    documents = [render(path.read_bytes(), words) for path in SHIPPED]
    pdfs = Converter().convert_many(documents)
    return {path.stem: pdf for path, pdf in zip(SHIPPED, pdfs, strict=True)}


@pytest.fixture
def agreement(agreements, request, tmp_path):
    path = tmp_path / f"{request.param}.pdf"
    path.write_bytes(agreements[request.param])
    return path


each_language = pytest.mark.parametrize("agreement", [p.stem for p in SHIPPED], indirect=True)


@pytest.mark.office
@each_language
def test_every_font_is_embedded_and_is_the_one_meant(agreement):
    listing = subprocess.run(["pdffonts", agreement], capture_output=True, text=True, check=True)
    fonts = [line.split() for line in listing.stdout.splitlines()[2:]]
    assert fonts
    for font in fonts:
        assert "Carlito" in font[0]
        assert font[-5:-2] == ["yes", "yes", "yes"], font


@pytest.mark.office
@each_language
def test_the_pdf_says_that_it_is_pdf_a_3b_tagged_and_in_its_language(agreement):
    with pikepdf.open(agreement) as pdf, pdf.open_metadata() as about:
        assert about["pdfaid:part"] == "3"
        assert about["pdfaid:conformance"] == "B"
        assert str(pdf.Root.Lang) == LANGUAGES[agreement.stem]
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"])


def destinations(pdf):
    """The named destinations, wherever LibreOffice put them."""
    found = set()
    if "/Dests" in pdf.Root:
        found |= {str(name).lstrip("/") for name in pdf.Root.Dests}
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        found |= {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    return found


@pytest.mark.office
@each_language
def test_clauses_and_places_to_sign_are_named_destinations(agreement):
    with pikepdf.open(agreement) as pdf:
        assert {"sigclient", "sigkbits", *CLAUSES} <= destinations(pdf)
        with pdf.open_outline() as outline:
            assert len(outline.root) >= len(CLAUSES)
            assert outline.root[0].title.startswith("1")


@pytest.mark.office
def test_a_file_that_is_no_document_does_not_keep_the_others():
    outcomes = Converter().convert_many([PLAIN, b"<html><body>no</body></html>", PLAIN])
    assert [isinstance(outcome, bytes) for outcome in outcomes] == [True, False, True]
    assert outcomes[1].code == "converter-failed"


@pytest.fixture
def listener():
    """A web server on loopback that notes what is asked of it."""
    asked = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(f"{self.command} {self.path}")
            self.send_response(404)
            self.end_headers()

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def png():
    """A white picture of 40 by 40."""

    def chunk(kind, content):
        whole = kind + content
        return len(content).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    head = (40).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + b"\xff" * 40) * 40)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def linking_document(addresses):
    """A document whose pictures are links to these addresses."""
    body, relations = "", ""
    for number, address in enumerate(addresses):
        relations += relation(f"link{number}", "image", address, is_external=True)
        body += (
            '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
            f'<wp:docPr id="{number + 1}" name="p{number}"/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:link="link{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    return word_file(paragraph("before") + body, relations=relations)


def pictures_in(pdf, tmp_path):
    path = tmp_path / "pictures.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as opened:
        return [name for page in opened.pages for name in page.get_images()]


def only(tmp_path, monkeypatch, *programs):
    """A PATH that has these programs alone."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for program in programs:
        (folder / program).symlink_to(shutil.which(program))
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.office
@pytest.mark.parametrize("is_boxed", [True, False], ids=["boxed", "profile alone"])
def test_a_linked_picture_is_neither_fetched_nor_shown(listener, tmp_path, monkeypatch, is_boxed):
    (tmp_path / "secret.png").write_bytes(png())
    address, asked = listener
    document = linking_document([f"{address}/x.png", (tmp_path / "secret.png").as_uri()])
    if not is_boxed:
        only(tmp_path, monkeypatch, "soffice", "prlimit")
    pdf = Converter().convert(document)
    assert asked == []
    assert pictures_in(pdf, tmp_path) == []


@pytest.mark.office
def test_libreoffice_by_itself_does_fetch_what_we_keep_from_it(listener, tmp_path):
    """The proof that the test before this one can fail."""
    (tmp_path / "secret.png").write_bytes(png())
    address, asked = listener
    document = linking_document([f"{address}/x.png", (tmp_path / "secret.png").as_uri()])
    (tmp_path / "d.docx").write_bytes(document)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*call, tmp_path / "d.docx"], check=True, capture_output=True, timeout=90)
    assert asked
    assert pictures_in((tmp_path / "d.pdf").read_bytes(), tmp_path)


def fake_soffice(folder, script):
    folder.mkdir(exist_ok=True)
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return folder


def running(mark):
    """The processes whose command line holds `mark`."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if mark.encode() in line.split(b"\0"):
                found.append(entry.name)
    return found


@pytest.mark.parametrize("is_boxed", [True, False], ids=["boxed", "not boxed"])
def test_a_hanging_office_is_killed_with_all_its_children(tmp_path, monkeypatch, is_boxed):
    mark = f"300.{os.getpid()}{int(is_boxed)}"
    folder = fake_soffice(tmp_path / "fake", f"sleep {mark} & sleep {mark}; wait")
    path = f"{folder}:{os.environ['PATH']}" if is_boxed else str(folder)
    monkeypatch.setenv("PATH", path)
    office = Converter(start_seconds=0.8, seconds_per_document=0.1)
    seen = []
    watcher = threading.Timer(0.5, lambda: seen.extend(running(mark)))
    watcher.start()
    began = time.monotonic()
    with pytest.raises(ConversionFailed) as told:
        office.convert(PLAIN)
    watcher.join()
    assert time.monotonic() - began < 5
    assert told.value.code == "converter-timed-out"
    assert len(seen) >= 2
    deadline = time.monotonic() + 5
    while running(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(mark) == []
    assert office.state() == "failing"


def test_an_office_that_is_missing_is_told_in_three_languages(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    office = Converter()
    with pytest.raises(ConversionFailed) as told:
        office.convert(PLAIN)
    assert told.value.code == "converter-missing"
    assert all("LibreOffice" in words for words in told.value.sentence.as_dict().values())
    assert office.states() == {"converter": "missing", "sandbox": "missing", "fonts": "missing"}


@pytest.mark.parametrize(
    "script",
    ["exit 1", "exit 0", "kill -9 $$", "printf '%%PDF-1.7 cut short' > out/0.pdf"],
)
def test_an_office_that_gives_no_whole_pdf_has_failed(tmp_path, monkeypatch, script):
    folder = fake_soffice(tmp_path / "fake", script)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    office = Converter(start_seconds=5)
    with pytest.raises(ConversionFailed) as told:
        office.convert(PLAIN)
    assert told.value.code == "converter-failed"
    assert office.state() == "failing"


def test_a_program_that_cannot_be_started_has_failed(tmp_path, monkeypatch):
    folder = fake_soffice(tmp_path / "fake", "exit 0")
    (folder / "soffice").write_bytes(b"\x7fELF broken")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(ConversionFailed):
        Converter().convert(PLAIN)


@pytest.mark.office
def test_a_retry_works_once_the_office_is_back(tmp_path, monkeypatch):
    office = Converter()
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        with pytest.raises(ConversionFailed):
            office.convert(PLAIN)
    assert office.convert(PLAIN).startswith(b"%PDF-")
    assert office.state() == "ok"


def test_a_document_that_crashes_the_office_does_not_keep_those_after_it(tmp_path, monkeypatch):
    """The fake office dies at the first file that says so, as a real one would."""
    script = (
        'out=""; for a in "$@"; do case "$a" in *.docx) '
        'if grep -q CRASH "$a"; then kill -9 $$; fi; '
        'n=$(basename "$a" .docx); printf "%%PDF-1.7\\n%%%%EOF" > "out/$n.pdf";; esac; done'
    )
    folder = fake_soffice(tmp_path / "fake", script)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setattr(converter_module, "CALLS_AT_ONCE", 1)
    outcomes = Converter().convert_many([b"one", b"CRASH", b"three", b"CRASH", b"five"])
    assert [isinstance(outcome, bytes) for outcome in outcomes] == [True, False, True, False, True]


def test_no_more_than_two_offices_run_at_once(tmp_path, monkeypatch):
    log = tmp_path / "fake" / "log"
    script = (
        f"echo + >> {log}; sleep 0.3; echo - >> {log}; printf '%%PDF-1.7\\n%%%%EOF' > out/0.pdf"
    )
    monkeypatch.setenv("PATH", str(fake_soffice(tmp_path / "fake", script)))
    office = Converter()
    threads = [threading.Thread(target=office.convert, args=(b"x",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    most = at_once = 0
    for line in log.read_text().split():
        at_once += 1 if line == "+" else -1
        most = max(most, at_once)
    assert most == 2
    assert log.read_text().count("+") == 6


def test_a_box_that_does_not_work_is_told_apart_from_one_that_is_not_there(tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    assert sandbox_state(str(broken)) == "failing"
    assert sandbox_state(None) == "missing"


def test_a_wrong_font_is_noticed(tmp_path):
    wrong = tmp_path / "fc-match"
    wrong.write_text("#!/bin/sh\necho 'DejaVuSans.ttf: \"DejaVu Sans\"'\n")
    wrong.chmod(0o755)
    assert font_state(str(wrong)) == "failing"
    assert font_state(shutil.which("fc-match")) == "ok"


def test_health_does_not_ask_for_the_font_again(tmp_path):
    counting, asked = tmp_path / "fc-match", tmp_path / "asked"
    counting.write_text(f"#!/bin/sh\necho once >> {asked}\necho Carlito-Regular.ttf\n")
    counting.chmod(0o755)
    assert [font_state(str(counting)) for _ in range(3)] == ["ok"] * 3
    assert asked.read_text() == "once\n"


@pytest.mark.office
def test_nothing_of_a_conversion_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    Converter().convert(PLAIN)
    assert list(tmp_path.iterdir()) == []
