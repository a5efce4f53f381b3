"""DOCX to PDF by LibreOffice: boxed, limited in time and number, many at once where there are."""

import os
import shutil
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from dpa_manager.documents.faults import ConversionFailed
from dpa_manager.documents.office_call import call_office
from dpa_manager.documents.office_sandbox import FAILING, MISSING, OK, sandbox_state
from dpa_manager.vocabulary.phrase import Phrase

CALLS_AT_ONCE = 2
START_SECONDS = 60.0
SECONDS_PER_DOCUMENT = 15.0
_MOST_PER_CALL = 40
_FONT, _FONT_DRAWN = "Calibri", "Carlito"

_SENTENCES = {
    "converter-missing": Phrase(
        nl="LibreOffice is niet geïnstalleerd, dus er is nog geen PDF. De DOCX is klaar; installeer"
        " libreoffice-writer en probeer opnieuw.",
        fr="LibreOffice n'est pas installé, il n'y a donc pas encore de PDF. Le DOCX est prêt ;"
        " installez libreoffice-writer et réessayez.",
        en="LibreOffice is not installed, so there is no PDF yet. The DOCX is ready; install"
        " libreoffice-writer and try again.",
    ),
    "converter-timed-out": Phrase(
        nl="LibreOffice deed te lang over de PDF en werd gestopt. De DOCX is klaar; probeer"
        " opnieuw.",
        fr="LibreOffice a mis trop de temps pour le PDF et a été arrêté. Le DOCX est prêt ;"
        " réessayez.",
        en="LibreOffice took too long over the PDF and was stopped. The DOCX is ready; try again.",
    ),
    "converter-failed": Phrase(
        nl="LibreOffice kon van dit document geen PDF maken. De DOCX is klaar; probeer opnieuw.",
        fr="LibreOffice n'a pas pu faire un PDF de ce document. Le DOCX est prêt ; réessayez.",
        en="LibreOffice could not make a PDF of this document. The DOCX is ready; try again.",
    ),
}


class Converter:
    """Turns DOCX into PDF; one for a deployment, shared among its threads.

    At most two LibreOffice run at once; whoever comes third waits. Nothing is remembered between
    two conversions but how the last one ended.
    """

    def __init__(
        self,
        *,
        start_seconds: float = START_SECONDS,
        seconds_per_document: float = SECONDS_PER_DOCUMENT,
    ) -> None:
        """A call may take `start_seconds` and `seconds_per_document` for each of its documents."""
        self._start_seconds = start_seconds
        self._seconds_per_document = seconds_per_document
        self._places = threading.BoundedSemaphore(CALLS_AT_ONCE)
        self._last_use = ""

    def convert(self, docx: bytes) -> bytes:
        """The PDF/A-3b of one DOCX; raises ConversionFailed, and a later try may succeed."""
        outcome = self.convert_many([docx])[0]
        if isinstance(outcome, ConversionFailed):
            raise outcome
        return outcome

    def convert_many(self, documents: Sequence[bytes]) -> list[bytes | ConversionFailed]:
        """The PDF of each DOCX in the same order, or why there is none.

        The documents are shared out over the cores, each core one call of LibreOffice: 8 times as
        fast as one call a document (TECH B). One bad document does not keep the others.
        """
        soffice = shutil.which("soffice")
        if soffice is None:
            self._last_use = MISSING
            return [_failed("converter-missing") for _ in documents]
        shares = _shares(len(documents), most=min(CALLS_AT_ONCE, os.cpu_count() or 1))
        outcomes: list[bytes | ConversionFailed] = [_failed("converter-failed")] * len(documents)
        with ThreadPoolExecutor(max_workers=CALLS_AT_ONCE) as pool:
            done = pool.map(
                lambda share: self._convert_share(Path(soffice), [documents[n] for n in share]),
                shares,
            )
            for share, found in zip(shares, done, strict=True):
                for number, outcome in zip(share, found, strict=True):
                    outcomes[number] = outcome
        return outcomes

    def _convert_share(
        self, soffice: Path, documents: list[bytes]
    ) -> list[bytes | ConversionFailed]:
        """Convert one after another; a document that hangs or crashes is left out of the rest."""
        outcomes: list[bytes | ConversionFailed] = []
        while len(outcomes) < len(documents):
            left = documents[len(outcomes) :]
            found = self._call(soffice, left)
            outcomes += found
            if not any(isinstance(outcome, bytes) for outcome in found):
                # Not one came out: the fault is LibreOffice's, or the first document's alone.
                outcomes += [found[-1]] * (len(documents) - len(outcomes))
        return outcomes

    def _call(self, soffice: Path, documents: list[bytes]) -> list[bytes | ConversionFailed]:
        """The outcomes of one call, up to and with the document at which it broke off."""
        seconds = self._start_seconds + self._seconds_per_document * len(documents)
        with self._places:
            try:
                call = call_office(soffice, documents, seconds=seconds)
            except OSError:
                self._last_use = FAILING
                return [_failed("converter-failed") for _ in documents]
        code = "converter-timed-out" if call.is_timed_out else "converter-failed"
        outcomes = [_failed(code) if pdf is None else pdf for pdf in call.pdfs]
        self._last_use = FAILING if None in call.pdfs else OK
        if call.is_timed_out or call.is_crashed:
            broke_off = next((n for n, pdf in enumerate(call.pdfs) if pdf is None), len(outcomes))
            return outcomes[: broke_off + 1]
        return outcomes

    def state(self) -> str:
        """The converter for the health page: ok, missing, or failing when its last use failed."""
        if shutil.which("soffice") is None:
            return MISSING
        return FAILING if self._last_use == FAILING else OK

    def states(self) -> dict[str, str]:
        """Converter, its sandbox and its fonts, each as ok, missing or failing."""
        return {
            "converter": self.state(),
            "sandbox": sandbox_state(shutil.which("bwrap")),
            "fonts": font_state(shutil.which("fc-match")),
        }


@cache
def font_state(matcher: str | None) -> str:
    """Whether Calibri is drawn by its metric equal: else pages and signature places move.

    Asked once for each program, since health is asked for every few seconds; a font that is
    installed later is seen at the next start.
    """
    if matcher is None:
        return MISSING
    try:
        found = subprocess.run(  # noqa: S603  # A fixed command, no shell.
            [matcher, _FONT], capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return FAILING
    return OK if _FONT_DRAWN.encode() in found.stdout else FAILING


def _shares(count: int, *, most: int) -> list[range]:
    """Numbers 0 to `count` in turn shares: enough for `most` calls, none above 40 documents."""
    shares = max(1, min(most, count), -(-count // _MOST_PER_CALL))
    return [range(start, count, shares) for start in range(shares)] if count else []


def _failed(code: str) -> ConversionFailed:
    return ConversionFailed(code, _SENTENCES[code])
