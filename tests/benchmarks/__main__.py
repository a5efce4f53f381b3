"""The benchmarks: `./run bench` measures, prints a table and writes it to docs/benchmarks.md."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.converting import conversions
from tests.benchmarks.mapping import pictures_of_maps
from tests.benchmarks.pages import all_pages
from tests.benchmarks.rendering import many_in_memory, one_draft, whole_drafts
from tests.benchmarks.signing_in import pages_beside_sign_ins

PAGE = Path("docs/benchmarks.md")
HEAD = """# Benchmarks

Measured by `./run bench` on {day}, on 2 cores, with the Dutch processing agreement and a complete
case. Times move with the machine; ratios are within one run: medians of ways that took turns.
What stays in memory is timed by what it costs one core, the rest by the clock.

| what | time | ratio |
| --- | --- | --- |
"""
FOOT = """
What they mean: the template is compiled once and filled by Jinja alone; parts that never change are
kept deflated. `render` is what a draft uses: it checks the words, parses every filled part strictly
and finds every printed value again. The rows with 500 drafts differ in the client's name.
A data map is drawn from its flows each time: words fitted, cards ordered and placed, SVG written.
For PDF, LibreOffice is started once a batch instead of once a document, on each core, every time
with a fresh locked-down profile in its box. The page of clients (500 of them, 25 a page) is asked
from the served program; who signs in beside it has a right password, and asks again when told that
too many wait. All of that, the asking too, runs on the same two cores. Every page that staff may
read is then asked from a house with 10,000 engagements, each after a first visit, by one person.
"""


def main():
    """Measure everything; `--quick` with few rounds, without writing the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, nothing written")
    is_quick = parser.parse_args().quick
    lines = one_draft(rounds=3 if is_quick else 31)
    lines += many_in_memory(20) if is_quick else many_in_memory()
    lines += whole_drafts(5) if is_quick else whole_drafts()
    lines += conversions(single=1, batch=4) if is_quick else conversions(single=7, batch=80)
    lines += pictures_of_maps(rounds=3 if is_quick else 31)
    lines += pages_beside_sign_ins(visits=50 if is_quick else 300, bursts=1 if is_quick else 5)
    lines += all_pages(visits=5 if is_quick else 40, engagements=500 if is_quick else 10_000)
    table = "".join(f"| {line.what} | {line.figure} | {line.ratio} |\n" for line in lines)
    day = datetime.now(UTC).date().isoformat()
    page = HEAD.format(day=day) + table + FOOT
    sys.stdout.write(page)
    if not is_quick:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
