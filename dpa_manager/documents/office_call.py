"""One call of LibreOffice: some DOCX in, some PDF out, then nothing of it is left."""

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dpa_manager.documents.office_profile import write_profile
from dpa_manager.documents.office_sandbox import boxed, clean_environment, folder_inside

_EXPORT: dict[str, dict[str, str]] = {
    "SelectPdfVersion": {"type": "long", "value": "3"},
    **{
        name: {"type": "boolean", "value": "true"}
        for name in ("UseTaggedPDF", "ExportBookmarks", "ExportBookmarksToPDFDestination")
    },
}
# Named, because LibreOffice would otherwise look at the content and load a web page (TECH E).
_IMPORT = "MS Word 2007 XML"
_END_OF_PDF = b"%%EOF"


@dataclass(frozen=True)
class Call:
    """What one call gave: a PDF or None for each DOCX, and how the call ended."""

    pdfs: tuple[bytes | None, ...]
    is_timed_out: bool = False
    is_crashed: bool = False


def call_office(soffice: Path, documents: Sequence[bytes], *, seconds: float) -> Call:
    """Convert `documents` one after another in one call; after `seconds` all of it is killed.

    PDF/A-3b, tagged, with outline and with bookmarks as named destinations (PAPER 8). Raises
    OSError when the program cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="dpa-office-") as name:
        folder = Path(name)
        write_profile(folder / "profile")
        (folder / "out").mkdir()
        for number, document in enumerate(documents):
            (folder / f"{number}.docx").write_bytes(document)
        command = _command(soffice, folder_inside(folder), count=len(documents))
        code = _run(boxed(command, folder=folder, soffice=soffice), folder, seconds=seconds)
        pdfs = tuple(_pdf(folder / "out" / f"{n}.pdf") for n in range(len(documents)))
    return Call(pdfs, is_timed_out=code is None, is_crashed=code not in (None, 0))


def _command(soffice: Path, folder: Path, *, count: int) -> list[str]:
    return [
        str(soffice),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={_IMPORT}",
        *("--convert-to", f"pdf:writer_pdf_Export:{json.dumps(_EXPORT)}"),
        *("--outdir", str(folder / "out")),
        *(str(folder / f"{number}.docx") for number in range(count)),
    ]


def _run(command: list[str], folder: Path, *, seconds: float) -> int | None:
    """The program's exit code, or None when time was up and its whole family was killed."""
    with subprocess.Popen(  # noqa: S603  # A list and no shell; every path is our own.
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=clean_environment(folder),
        start_new_session=True,
    ) as process:
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            # soffice is a script that starts a script that starts the program: all must go.
            _kill_family(process.pid)


def _kill_family(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _pdf(path: Path) -> bytes | None:
    """The whole PDF at `path`; None when it is not there or was cut short."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return content if _END_OF_PDF in content[-1024:] else None
