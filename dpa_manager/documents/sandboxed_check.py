"""The template check in a process of its own, under limits of time, memory and files."""

import json
import resource
import subprocess
import sys
from pathlib import Path

from dpa_manager.documents.package import MAX_FILE_BYTES
from dpa_manager.documents.template_check import check
from dpa_manager.documents.template_report import Place, TemplateProblem, TemplateReport

_MODULE = "dpa_manager.documents.sandboxed_check"
_HOUSE = Path(__file__).resolve().parents[2]
MEMORY_BYTES = 1 << 30
CPU_SECONDS = 8
WALL_SECONDS = 20


def check_in_sandbox(
    data: bytes, *, kind: str, language: str, wall_seconds: float = WALL_SECONDS
) -> TemplateReport:
    """`check` in another process, so that no template can take this one down.

    What exceeds 1 GB, 8 s of computing or `wall_seconds`, or ends the process, is refused as
    "took-too-long".
    """
    if len(data) > MAX_FILE_BYTES:
        return TemplateReport((TemplateProblem("too-large", Place()),))
    try:
        done = subprocess.run(  # noqa: S603  # Our own interpreter and module, no shell.
            [sys.executable, "-m", _MODULE, kind, language],
            input=data,
            capture_output=True,
            timeout=wall_seconds,
            cwd=_HOUSE,
            env={"PYTHONPATH": str(_HOUSE), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
        return TemplateReport.from_json(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError):
        return TemplateReport((TemplateProblem("took-too-long", Place()),))


def main() -> None:
    """Read a template from standard input, write the report as JSON; used by this module alone."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    kind, language = sys.argv[1:3]
    report = check(sys.stdin.buffer.read(), kind=kind, language=language)
    sys.stdout.write(json.dumps(report.as_json()))


if __name__ == "__main__":
    main()
