"""`serve`: the pages, served by gunicorn through `wsgi:app`."""

import os
import sys

import click

from dpa_manager.app import open_house
from dpa_manager.cli.desk import read_config, ready
from dpa_manager.config import PROJECT, Config, is_loopback
from dpa_manager.queries.house import is_demonstration

_WORKERS = 2
# Converting a document may take its time; a worker is not killed while it waits for LibreOffice.
_TIMEOUT_SECONDS = 180


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(*, host: str, port: int, threads: int) -> None:
    """Serve the pages; refuses to start on unsafe settings and says which."""
    config = read_config()
    _refuse_unsafe(config, host=host)
    click.echo(f"Serving on http://{host}:{port} - stop with Ctrl+C.", err=True)
    # The folder changes with gunicorn, so the home is named from here on.
    environment = os.environ | {"DPA_HOME": str(config.home)}
    command = [
        sys.executable, "-m", "gunicorn", "wsgi:app",
        "--chdir", str(PROJECT), "--bind", f"{host}:{port}",
        "--worker-class", "gthread", "--workers", str(_WORKERS), "--threads", str(threads),
        "--timeout", str(_TIMEOUT_SECONDS), "--log-level", "warning",
    ]  # fmt: skip
    sys.stderr.flush()
    os.execve(sys.executable, command, environment)  # noqa: S606 - no shell, our own arguments.


def _refuse_unsafe(config: Config, *, host: str) -> None:
    if not is_loopback(host):
        raise click.ClickException(
            "Nobody signs in yet, so pages are served on this computer only: --host 127.0.0.1."
        )
    with ready(open_house(config)):
        if not is_demonstration():
            raise click.ClickException(
                "Nobody signs in yet, so only a demonstration is served. "
                "`dpa-manager demo` loads one into an empty home."
            )
    if not config.secret_key:
        raise click.ClickException("There is no DPA_SECRET_KEY and no secret.key in the home.")
