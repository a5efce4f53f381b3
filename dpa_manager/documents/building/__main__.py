"""`python -m dpa_manager.documents.building [FOLDER]` builds the templates of all languages."""

import sys
from pathlib import Path

from dpa_manager.documents.building.template import build_folder

FOLDER = Path("templates") / "processing-agreement"


def main(arguments: list[str]) -> int:
    """Builds the templates below the given folder, or those of the project; names each file."""
    folder = Path(arguments[0]) if arguments else FOLDER
    for path in build_folder(folder):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
