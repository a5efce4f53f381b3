"""`serve`: the pages, by gunicorn through `wsgi:app`, and the worker beside them if asked."""

import os
import socket
import sys
from dataclasses import replace

import click

from dpa_manager.actions.opening import opened_house
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.app import open_house
from dpa_manager.cli.demonstration.links import demonstration_links, link_lines
from dpa_manager.cli.desk import read_config
from dpa_manager.cli.together import run_together
from dpa_manager.cli.working import worker_command
from dpa_manager.config import PROJECT, Config, is_loopback
from dpa_manager.domain.errors import DomainError
from dpa_manager.queries.house import database_dangers, is_demonstration

_WORKERS = 2
# Converting a document may take its time; a worker is not killed while it waits for LibreOffice.
_TIMEOUT_SECONDS = 180


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
@click.option("--with-worker", is_flag=True, help="Run the worker as well, for a small firm.")
@click.option("--no-links", is_flag=True, help="Print no sign-in links of a demonstration.")
def serve(*, host: str, port: int, threads: int, with_worker: bool, no_links: bool) -> None:
    """Serve the pages; refuses to start on unsafe settings and says which.

    A demonstration is served on this computer only, and each start prints a one-time sign-in
    link for each of its people.
    """
    address = f"{_in_address(host)}:{port}"
    try:
        config = _safe_config(host, address=address)
        _refuse_taken(host, port)
        lines = () if no_links else _links(open_house(config))
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    for line in lines:
        click.echo(line)
    click.echo(f"Serving on http://{address} - stop with Ctrl+C.", err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(PROJECT)
    command, environment = _command(address, threads=threads), _environment(config)
    if with_worker:
        sys.exit(run_together(command, worker_command(), environment=environment))
    os.execve(sys.executable, command, environment)  # noqa: S606 - no shell.


def _command(address: str, *, threads: int) -> list[str]:
    """gunicorn, which takes `wsgi` from the folder it is started in.

    What proxies say is read by the app alone, as DPA_TRUSTED_PROXIES counts them.
    """
    return [
        sys.executable, "-P", "-m", "gunicorn", "wsgi:app",
        "--bind", address, "--no-control-socket", "--forwarded-allow-ips", "",
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
        "DPA_GUIDE": config.guide,
        "DPA_QUEUE_URL": config.queue_url,
        "DPA_SEAL_P12": config.seal_p12,
        "DPA_TRUST": config.trust,
        "DPA_BASE_URL": config.base_url,
    }
    return os.environ | {name: str(value) for name, value in settings.items() if value}


def _safe_config(host: str, *, address: str) -> Config:
    """The settings to serve with; raises ClickException with a sentence for each fault."""
    config = read_config()
    house = open_house(config)
    with opened_house(house):
        is_invented = is_demonstration()
        problems = list(database_dangers(house.database))
    if is_invented and not config.is_base_url_set and is_loopback(host):
        # Nobody has to choose an address for a demonstration: it is where it is served.
        config = replace(config, base_url=f"http://{address}", is_base_url_set=True)
    problems += [*config.missing_for_serving(), *_refusals(config, host, is_invented=is_invented)]
    if problems:
        raise click.ClickException(" ".join(problems))
    return config


def _refusals(config: Config, host: str, *, is_invented: bool) -> list[str]:
    if is_loopback(host):
        is_open = is_invented and not config.is_local
    else:
        is_open = is_invented or (config.is_base_url_set and config.is_local)
    if not is_open:
        return []
    if is_invented:
        return ["A demonstration is served on this computer only, host and DPA_BASE_URL alike."]
    return ["DPA_BASE_URL is of this computer only, so others cannot be served: --host 127.0.0.1."]


def _links(house: Toolbox) -> tuple[str, ...]:
    with opened_house(house):
        links = demonstration_links(house)
    if not links:
        return ()
    return ("Sign in as one of these people; each link works once:", *link_lines(links))


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
