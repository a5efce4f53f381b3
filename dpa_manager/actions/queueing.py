"""Queueing: the queue between pages and worker, at the address that DPA_QUEUE_URL names."""

import json
import os
from contextlib import suppress
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from huey.registry import Message
from huey.serializer import Serializer

from dpa_manager.domain.errors import Unavailable
from dpa_manager.vocabulary.sentences import filled, sentences

_NAME = "dpa-manager"


class _JsonSerializer(Serializer):  # type: ignore[misc] # huey has no types.
    """Tasks as JSON: what somebody slips into the queue can then only name a task, and run no code.

    huey's own way is pickle, which runs whatever it is given.
    """

    def _serialize(self, data: Any) -> bytes:
        fields = data._asdict() if isinstance(data, Message) else {"value": data}
        return json.dumps(fields).encode()

    def _deserialize(self, data: bytes) -> Any:
        fields = json.loads(bytes(data))
        return fields["value"] if "value" in fields else Message(**fields)


def open_queue(url: str) -> Huey:
    """The queue at `url`; its tables are made when they are not there.

    SQLite in a file of its own, PostgreSQL, or Redis where its package is installed. Raises
    Unavailable for one that cannot be reached or used.
    """
    try:
        return _open(url)
    except Exception as error:
        # Whatever the driver says: the queue is a convenience, and its absence one sentence.
        sentence = sentences()["queue-cannot-be-used"]
        detail = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise Unavailable("queue-cannot-be-used", filled(sentence, {"detail": detail})) from error


def _open(url: str) -> Huey:
    options: dict[str, Any] = {"results": False, "serializer": _JsonSerializer()}
    if url.startswith("sqlite:///"):
        path = sqlite_path(url)
        # Made here, since SQLite itself makes it readable for everybody whom the umask lets.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return SqliteHuey(_NAME, filename=path, **options)
    if url.startswith("postgresql://"):
        return PostgresHuey(_NAME, dsn=url, table_prefix="queue", **options)
    try:
        return RedisHuey(_NAME, url=url, **options)
    except ConfigurationError as error:
        raise ConfigurationError("the package redis is not installed") from error


def sqlite_path(url: str) -> str:
    """The file of a queue in SQLite, "" for any other queue."""
    prefix = "sqlite:///"
    return url.removeprefix(prefix) if url.startswith(prefix) else ""
