"""A PostgreSQL server of the tests' own: temporary folder, Unix socket, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

MISSING = (
    "PostgreSQL is missing: these tests prove both databases (`apt-get install postgresql-15`)."
)
OWNER = "postgres"

# Nothing of a test outlives it, so the server need not wait for the disk.
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=60 -c listen_addresses=''"


class PostgresqlServer:
    """Runs from construction to `stop`; `create` makes databases, also as copies of another."""

    def __init__(self, options: str = FAST) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            raise RuntimeError(MISSING)
        self.programs = found[-1].parent
        # A socket's path is short by law of the system, so the folder is not pytest's own.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, OWNER)
        try:
            self._run("initdb", f"--username={OWNER}", "--auth=trust", "--no-sync", *ENCODING)
            self._run("pg_ctl", "start", "--wait", f"--log={self.folder}/log", self._how(options))
        except BaseException:
            shutil.rmtree(self.folder)
            raise

    def _how(self, options: str) -> str:
        return f"--options={options} -c unix_socket_directories={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
        command = [*as_owner, str(self.programs / program), f"--pgdata={self.folder}/data"]
        done = subprocess.run(
            [*command, *arguments],
            check=False,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")

    def url(self, name: str) -> str:
        """The address of the database `name`."""
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"

    def create(self, name: str, *, template: str = "template0") -> str:
        """Make the database `name` as a copy of `template` and return its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._administer(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove the database `name`, also when somebody is still connected."""
        self._administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(self.folder)


ENCODING = ("--encoding=UTF8", "--locale=C.UTF-8")
