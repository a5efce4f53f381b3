"""One draft against plain docxtpl, and 500 drafts: in memory, and stored with rows and history."""

import io
import tempfile
from dataclasses import replace
from pathlib import Path

from docxtpl import DocxTemplate

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.documents.readback import parse_strictly
from dpa_manager.documents.renderer import open_template, render
from dpa_manager.documents.store import Store
from dpa_manager.documents.template_environment import PRINTED, template_environment
from dpa_manager.models import Engagement
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import BY, ENGAGEMENT, fill_house
from tests.benchmarks.measuring import Line, core_seconds, medians, milliseconds, seconds, times
from tests.conftest import FrozenClock, make_tables
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.wording.spoken import spoken

TEMPLATE = Path("templates/processing-agreement/nl.docx")
DRAFTS = 500
PLAIN = "plain docxtpl (sandboxed, escaping; no check)"
PARSED = "the same, every part parsed strictly"
READ_BACK = "`render`: plain words checked, parsed, every value read back"


def ways_of_drafting():
    """One draft by plain docxtpl and by the renderer, step by step: work by name."""
    data, words = TEMPLATE.read_bytes(), spoken()
    compiled = open_template(data)

    def plain():
        document = DocxTemplate(io.BytesIO(data))
        document.render({**words, PRINTED: []}, template_environment(), autoescape=True)
        document.save(io.BytesIO())

    def parsed():
        for part, content in compiled.fill(words).parts.items():
            parse_strictly(content, part=part)

    return {
        PLAIN: plain,
        "filled, with references numbered": lambda: compiled.fill(words),
        PARSED: parsed,
        READ_BACK: lambda: render(data, words),
    }


def one_draft(*, rounds):
    """The ways of drafting against each other in one run."""
    found = medians(ways_of_drafting(), rounds=rounds)
    slow = found[PLAIN]
    return [Line(name, milliseconds(value), times(slow, value)) for name, value in found.items()]


def many_in_memory(drafts=DRAFTS):
    """Drafts for as many clients of different names, kept in memory, on one core."""
    data = TEMPLATE.read_bytes()
    facts = complete_facts()
    party = facts.client.party
    many = [
        spoken(
            replace(
                facts,
                client=replace(facts.client, party=replace(party, legal_name=f"Klant {n} & Co")),
            )
        )
        for n in range(drafts)
    ]
    compiled = open_template(data)
    filled = core_seconds(lambda: [compiled.fill(words).docx for words in many])
    checked = core_seconds(lambda: [render(data, words) for words in many])
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        stored = seconds(lambda: [store.put(render(data, words)) for words in many])
    return [
        Line(f"{drafts} drafts filled, in memory", f"{filled:.2f} s"),
        Line(f"{drafts} drafts by `render`, read back, in memory", f"{checked:.2f} s"),
        Line(f"{drafts} drafts by `render`, each durable in the store", f"{stored:.2f} s"),
    ]


def whole_drafts(drafts=DRAFTS):
    """The whole act: facts, rules, words, document, file, version, rows and history (SQLite)."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/dpa_manager.sqlite3"
        make_tables(url)
        toolbox = open_toolbox(url, folder=Path(folder), clock=FrozenClock())
        with toolbox.connected():
            fill_house(toolbox)
            choices = DraftChoices()

            def draft_all():
                for number in range(drafts):
                    # Other facts each time, or the version that is there would be returned.
                    Engagement.update(title=f"Title {number}").execute()
                    draft_agreement(ENGAGEMENT, choices=choices, by=BY, toolbox=toolbox)

            taken = seconds(draft_all)
    each = milliseconds(taken / drafts)
    return [Line(f"{drafts} whole drafts stored, with rows and history", f"{taken:.2f} s, {each}")]
