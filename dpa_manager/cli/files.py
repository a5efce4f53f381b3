"""Files that people name on the command line: read whole, written whole, refused in a sentence."""

import tempfile
from pathlib import Path

from dpa_manager.domain.errors import Unavailable
from dpa_manager.domain.refusals import refused
from dpa_manager.vocabulary.sentences import filled, sentences


def read_file(path: Path, *, most: int, field: str = "file") -> bytes:
    """The bytes of a file, of which no more than `most` and one are read; raises Refused."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        detail = _detail(error)
        raise refused("file-unreadable", field=field, file=str(path), detail=detail) from error


def write_file(path: Path, data: bytes, *, field: str) -> None:
    """Write `data` to `path`, whole or not at all; raises Unavailable."""
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        values = {"file": str(path), "detail": _detail(error)}
        sentence = filled(sentences()["file-not-written"], values)
        raise Unavailable("file-not-written", sentence, field) from error


def _detail(error: OSError) -> str:
    return error.strerror or type(error).__name__
