"""A program that changes an engagement and drafts it without end, for the test that kills it.

`python -m tests.kill_drafter DATABASE_URL HOME`: prints the version, the file and the facts of a
draft once it was acknowledged.
"""

import itertools
import os
import sys
from pathlib import Path

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.engaging import change_terms
from dpa_manager.actions.toolbox import read_clock
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import LANGUAGES
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import ENGAGEMENT, doing


def main(url, home):
    """Draft until somebody kills this: each time other facts, in one language after another."""
    toolbox = open_toolbox(url, folder=Path(home), clock=read_clock)
    with toolbox.connected():
        before = find_engagement(ENGAGEMENT).terms["end_days"]
        for number in itertools.count(before + 1):
            row = find_engagement(ENGAGEMENT)
            change_terms(row, {"end_days": 30 + number % 30}, **doing(toolbox))
            for language in LANGUAGES:
                choices = DraftChoices(language=language)
                drafted = draft_agreement(ENGAGEMENT, choices=choices, **doing(toolbox))
                told = (drafted.version, language, drafted.docx.sha256, drafted.facts_sha256)
                os.write(sys.stdout.fileno(), " ".join(map(str, told)).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
