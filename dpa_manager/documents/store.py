"""The store: files written once under their own SHA-256, durable before anything names them."""

import hashlib
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dpa_manager.domain.errors import Damaged, NotFound, Unavailable
from dpa_manager.vocabulary.phrase import Phrase

SHA256 = re.compile(r"[0-9a-f]{64}")
TEMPORARY_PREFIX = ".tmp-"


@dataclass
class Store:
    """A folder of files named `<first two digits>/<sha256>`, readable by their owner only.

    After a failed write to disk the store refuses to write until the program starts again: what
    the system then says about the same file cannot be trusted (`is_healthy` is False).
    """

    folder: Path
    is_healthy: bool = True
    _durable: set[Path] = field(default_factory=set, repr=False)

    def path_of(self, sha256: str) -> Path:
        """Where the file with this hash is kept. Raises ValueError for what is no SHA-256."""
        if not SHA256.fullmatch(sha256):
            raise ValueError("A file of the store is named by 64 hexadecimal digits.")
        return self.folder / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash; raises NotFound without the file, Damaged when it changed."""
        try:
            data = self.path_of(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound("file-missing", _missing(sha256)) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged("file-damaged", _damaged(sha256))
        return data

    def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256; once this returns, a power cut does not lose it.

        The same bytes are not written twice. Raises Unavailable when the disk does not take them;
        then nothing half written stays under the file's name.
        """
        if not self.is_healthy:
            raise Unavailable("store-unhealthy", UNHEALTHY)
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256)
        try:
            self._make_folder(path.parent)
            if not self._is_kept(path, size=len(data), sha256=sha256):
                self._write(path, data)
            # Also when the file was there: whoever renamed it may not have come this far yet.
            self._sync_folder(path.parent)
        except OSError as error:
            raise Unavailable("store-not-writable", NOT_WRITABLE) from error
        return sha256

    def _make_folder(self, folder: Path) -> None:
        if folder in self._durable:
            return
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sync_folder(self.folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        self._sync_folder(self.folder)
        self._durable.add(folder)

    def _is_kept(self, path: Path, *, size: int, sha256: str) -> bool:
        """Whether these very bytes are there; a damaged file is written anew.

        The file's time is renewed first: a collector of files without a row sees that it is in
        use again.
        """
        try:
            os.utime(path)
            kept = path.read_bytes()
        except FileNotFoundError:
            return False
        return len(kept) == size and hashlib.sha256(kept).hexdigest() == sha256

    def _write(self, path: Path, data: bytes) -> None:
        temporary = path.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            try:
                _write_all(descriptor, data)
                self._sync(descriptor)
            finally:
                os.close(descriptor)
            temporary.rename(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def _sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._sync(descriptor)
        finally:
            os.close(descriptor)

    def _sync(self, descriptor: int) -> None:
        try:
            os.fsync(descriptor)
        except OSError:
            self.is_healthy = False
            raise


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


UNHEALTHY = Phrase(
    nl="De bestandsopslag is gestopt na een schrijffout; herstart na controle van de schijf.",
    fr="Le stockage est arrêté après une erreur d'écriture; vérifiez le disque et redémarrez.",
    en="The store stopped after a failed write; check the disk and start the program again.",
)
NOT_WRITABLE = Phrase(
    nl="Het bestand kon niet worden bewaard; er is niets gewijzigd.",
    fr="Le fichier n'a pas pu être conservé; rien n'a été modifié.",
    en="The file could not be stored; nothing was changed.",
)


def _missing(sha256: str) -> Phrase:
    return Phrase(
        nl=f"Het bestand {sha256} ontbreekt in de opslag.",
        fr=f"Le fichier {sha256} manque dans le stockage.",
        en=f"The file {sha256} is missing from the store.",
    )


def _damaged(sha256: str) -> Phrase:
    return Phrase(
        nl=f"Het bestand {sha256} is niet meer wat bewaard werd.",
        fr=f"Le fichier {sha256} n'est plus ce qui a été conservé.",
        en=f"The file {sha256} is no longer what was stored.",
    )
