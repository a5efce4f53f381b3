"""The box around LibreOffice: no network, no other files, little memory, where the system can."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

OK, MISSING, FAILING = "ok", "missing", "failing"
MEMORY_BYTES = 4 << 30
_PROBE_SECONDS = 10
_INSIDE = Path("/work")
_TEMPORARY = "/tmp"  # noqa: S108  # Empty, and gone with the box.
_READABLE = (
    *("/etc/fonts", "/etc/libreoffice", "/etc/passwd", "/etc/ld.so.cache", "/etc/alternatives"),
    *("/usr/share/fonts", "/var/cache/fontconfig"),
)
_LINKED = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")


@cache
def sandbox_state(bwrap: str | None) -> str:
    """Whether bubblewrap works here: ok, missing or failing; asked once for each program.

    In many containers and on Ubuntu 24.04 namespaces are forbidden; then the locked-down profile
    has to do alone, and the health page says so.
    """
    if bwrap is None:
        return MISSING
    try:
        probe = subprocess.run(  # noqa: S603  # A fixed command, no shell.
            [bwrap, "--unshare-all", "--clearenv", "--ro-bind", "/", "/", "/bin/true"],
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return FAILING
    return OK if probe.returncode == 0 else FAILING


def boxed(command: list[str], *, folder: Path, soffice: Path) -> list[str]:
    """`command` in its box: it can write `folder` alone and read only programs and fonts.

    Inside, `folder` has the name that `folder_inside` gives. Without bubblewrap the command runs
    as it is; its memory is limited all the same.
    """
    limit = shutil.which("prlimit")
    limited = [limit, f"--as={MEMORY_BYTES}", "--core=0", "--"] if limit else []
    bwrap = shutil.which("bwrap")
    if bwrap is None or sandbox_state(bwrap) != OK:
        return [*limited, *command]
    return [*limited, bwrap, *_box(folder=folder, soffice=soffice), "--", *command]


def _box(*, folder: Path, soffice: Path) -> list[str]:
    box = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    box += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", _TEMPORARY]
    for path in map(Path, _LINKED):
        if path.is_symlink():
            box += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            box += ["--ro-bind", str(path), str(path)]
    for readable in _READABLE:
        box += ["--ro-bind-try", readable, readable]
    home = str(soffice.resolve().parent)
    box += ["--ro-bind", home, home]
    for name, value in clean_environment(_INSIDE).items():
        box += ["--setenv", name, value]
    return [*box, "--bind", str(folder), str(_INSIDE), "--chdir", str(_INSIDE)]


def folder_inside(folder: Path) -> Path:
    """What `folder` is called where the command runs."""
    return _INSIDE if sandbox_state(shutil.which("bwrap")) == OK else folder


def clean_environment(home: Path) -> dict[str, str]:
    """What LibreOffice may know of its surroundings: where to write, and which characters."""
    return {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
