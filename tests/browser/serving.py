"""Serving a home for a while, as `dpa-manager serve` does it, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START_SECONDS = 90
LONGEST_STOP_SECONDS = 30


def free_port():
    """A port that nobody listened on a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment_of(home, **settings):
    """The environment of a command in `home`, without settings of whoever runs the tests."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DPA_")}
    return plain | {"PYTHONPATH": str(PROJECT), "DPA_HOME": str(home)} | settings


@contextmanager
def served(home, *, cwd=PROJECT, **settings):
    """The address at which `home` is served; whoever was started is stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "dpa_manager", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=cwd, env=environment_of(home, **settings))
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=LONGEST_STOP_SECONDS)


def wait_for(address, server):
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - loopback.
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(f"Nothing answers at {address}.")
