"""The ZIP package around a Word document: read within bounds, written byte for byte the same."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from dpa_manager.documents.faults import UnsafePackage
from dpa_manager.vocabulary.phrase import Phrase

MAX_FILE_BYTES = 16 << 20
MAX_PARTS = 400
MAX_PART_BYTES = 20 << 20
MAX_TOTAL_BYTES = 60 << 20

_PART_NAME = re.compile(r"[A-Za-z0-9_\-\[\]()+,=~@ .]+(?:/[A-Za-z0-9_\-\[\]()+,=~@ .]+)*")
_LOCAL_SIGNATURE, _CENTRAL_SIGNATURE, _END_SIGNATURE = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def read_package(data: bytes) -> dict[str, bytes]:
    """The parts of a DOCX by name, inflated within bounds that no header can talk away.

    Raises UnsafePackage for what is no ZIP, is encrypted, has duplicate or odd names, or inflates
    past 20 MB a part or 60 MB in all (a bomb of 0.5 MB held docxtpl for 153 s, TECH E).
    """
    if len(data) > MAX_FILE_BYTES:
        raise _unsafe("too-large")
    if not data.startswith(_LOCAL_SIGNATURE):
        raise _unsafe("not-a-document")
    # Counted before the archive's list is built: a list of 100,000 empty entries is a bomb too.
    if data.count(_CENTRAL_SIGNATURE) > MAX_PARTS:
        raise _unsafe("too-many-parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inflate(archive)
    except _BROKEN as error:
        raise _unsafe("not-a-document") from error


def _inflate(archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = MAX_TOTAL_BYTES
    for info in archive.infolist():
        _check_entry(info, seen)
        most = min(MAX_PART_BYTES, left)
        with archive.open(info) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise _unsafe("inflates-too-far", part=info.filename)
        left -= len(content)
        parts[info.filename] = content
    return parts


def _check_entry(info: zipfile.ZipInfo, seen: set[str]) -> None:
    name = info.filename
    steps = name.split("/")
    if not _PART_NAME.fullmatch(name) or any(step.strip(". ") == "" for step in steps):
        raise _unsafe("odd-name", part=name[:80])
    if info.orig_filename != name:
        raise _unsafe("odd-name", part=name[:80])
    # Word finds parts whatever the case, so two that differ by case alone are one for it.
    if name.lower() in seen:
        raise _unsafe("duplicate-name", part=name)
    seen.add(name.lower())
    if info.flag_bits & 0x1:
        raise _unsafe("encrypted", part=name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _unsafe("not-a-document", part=name)


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, already deflated, ready to be written as often as wanted."""

    name: bytes
    crc: int
    size: int
    deflated: bytes


def entry(name: str, content: bytes, *, level: int = 6) -> Entry:
    """Deflate one part; `level` 1 is fastest, 9 is smallest."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    deflated = deflater.compress(content) + deflater.flush()
    return Entry(name.encode("ascii"), zlib.crc32(content), len(content), deflated)


_VERSION = 20
_DEFLATED = 8
_MIDNIGHT, _FIRST_OF_1980 = 0, 0x21


def write_package(entries: Iterable[Entry]) -> bytes:
    """A ZIP of `entries` in the order given: equal entries give equal bytes, whatever the day.

    Python's zipfile cannot write what is already deflated, which is where the speed comes from.
    """
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in entries:
        sizes = struct.pack(
            "<2H3I2H",
            *(_MIDNIGHT, _FIRST_OF_1980, part.crc, len(part.deflated), part.size),
            *(len(part.name), 0),
        )
        head = _LOCAL_SIGNATURE + struct.pack("<3H", _VERSION, 0, _DEFLATED) + sizes
        pieces += (head, part.name, part.deflated)
        directory.append(
            _CENTRAL_SIGNATURE
            + struct.pack("<4H", _VERSION, _VERSION, 0, _DEFLATED)
            + sizes
            + struct.pack("<3H2I", 0, 0, 0, 0, offset)
            + part.name
        )
        offset += len(head) + len(part.name) + len(part.deflated)
    listing = b"".join(directory)
    counts = (0, 0, len(directory), len(directory), len(listing), offset, 0)
    pieces += (listing, _END_SIGNATURE, struct.pack("<4H2IH", *counts))
    return b"".join(pieces)


SENTENCES = {
    "too-large": Phrase(
        nl="Het bestand is groter dan 16 MB.",
        fr="Le fichier dépasse 16 Mo.",
        en="The file is larger than 16 MB.",
    ),
    "not-a-document": Phrase(
        nl="Dit is geen Word-document (.docx), wat ook de naam is.",
        fr="Ce n'est pas un document Word (.docx), quel que soit son nom.",
        en="This is not a Word document (.docx), whatever its name.",
    ),
    "too-many-parts": Phrase(
        nl="Het bestand bestaat uit meer dan 400 delen.",
        fr="Le fichier se compose de plus de 400 parties.",
        en="The file consists of more than 400 parts.",
    ),
    "inflates-too-far": Phrase(
        nl="Een deel van het bestand is uitgepakt te groot.",
        fr="Une partie du fichier est trop volumineuse une fois décompressée.",
        en="A part of the file is too large when unpacked.",
    ),
    "odd-name": Phrase(
        nl="Een deel van het bestand heeft een naam die Word niet geeft.",
        fr="Une partie du fichier porte un nom que Word ne donne pas.",
        en="A part of the file has a name that Word does not give.",
    ),
    "duplicate-name": Phrase(
        nl="Twee delen van het bestand hebben dezelfde naam.",
        fr="Deux parties du fichier portent le même nom.",
        en="Two parts of the file have the same name.",
    ),
    "encrypted": Phrase(
        nl="Het bestand is met een wachtwoord beveiligd.",
        fr="Le fichier est protégé par un mot de passe.",
        en="The file is protected by a password.",
    ),
}


def _unsafe(code: str, *, part: str = "") -> UnsafePackage:
    return UnsafePackage(code, SENTENCES[code], part=part)
