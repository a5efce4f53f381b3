"""`serve`: the pages, served by gunicorn through `wsgi:app`."""

import os
import socket
import sys

import click

from dpa_manager.actions.opening import opened_house
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.app import open_house
from dpa_manager.cli.desk import read_config
from dpa_manager.config import PROJECT, Config, is_loopback
from dpa_manager.domain.errors import DomainError
from dpa_manager.queries.house import database_dangers, is_demonstration

_WORKERS = 2
# Converting a document may take its time; a worker is not killed while it waits for LibreOffice.
_TIMEOUT_SECONDS = 180


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(*, host: str, port: int, threads: int) -> None:
    """Serve the pages; refuses to start on unsafe settings and says which."""
    try:
        config = read_config()
        _refuse_unsafe(open_house(config), host=host)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    _refuse_taken(host, port)
    click.echo(f"Serving on http://{_in_address(host)}:{port} - stop with Ctrl+C.", err=True)
    sys.stderr.flush()
    os.chdir(PROJECT)
    command = _command(f"{_in_address(host)}:{port}", threads=threads)
    os.execve(sys.executable, command, _environment(config))  # noqa: S606 - no shell.


def _command(address: str, *, threads: int) -> list[str]:
    """gunicorn, which takes `wsgi` from the folder it is started in."""
    return [
        sys.executable, "-P", "-m", "gunicorn", "wsgi:app",
        "--bind", address, "--no-control-socket",
        "--worker-class", "gthread", "--workers", str(_WORKERS), "--threads", str(threads),
        "--timeout", str(_TIMEOUT_SECONDS), "--log-level", "warning",
    ]  # fmt: skip


def _environment(config: Config) -> dict[str, str]:
    """The settings in force; a file that was named from another folder stays the same file."""
    settings = {
        "DPA_HOME": config.home,
        "DPA_DATABASE_URL": config.database_url,
        "DPA_AGREEMENTS": config.agreements,
        "DPA_TEMPLATES": config.templates,
        "DPA_QUEUE_URL": config.queue_url,
        "DPA_SEAL_P12": config.seal_p12,
        "DPA_TRUST": config.trust,
    }
    return os.environ | {name: str(value) for name, value in settings.items() if value}


def _refuse_unsafe(house: Toolbox, *, host: str) -> None:
    if not is_loopback(host):
        raise click.ClickException(
            "Nobody signs in yet, so pages are served on this computer only: --host 127.0.0.1."
        )
    if not house.config.secret_key:
        raise click.ClickException("There is no DPA_SECRET_KEY and no secret.key in the home.")
    with opened_house(house):
        _refuse_house(house)


def _refuse_house(house: Toolbox) -> None:
    dangers = database_dangers(house.database)
    if dangers:
        raise click.ClickException(" ".join(dangers))
    if not is_demonstration():
        raise click.ClickException(
            "Nobody signs in yet, so only a demonstration is served. "
            "`dpa-manager demo` loads one into an empty home."
        )


def _refuse_taken(host: str, port: int) -> None:
    """Say it in one sentence when somebody else listens; gunicorn would try for seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}): choose another --port."
            ) from error


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
