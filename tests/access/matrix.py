"""The access matrix: asks every cell as everybody and says what should not have happened."""

from collections import defaultdict
from dataclasses import dataclass, field

from dpa_manager.web.audiences import audience_of
from tests.access.browsing import Browsing
from tests.access.cells import cells_of, undeclared
from tests.access.expected import (
    ABSENT,
    ANYTHING,
    DENIED,
    LOGIN,
    OPEN,
    STEP,
    Policy,
    expected,
)
from tests.access.seeing import Sight

_DONE = frozenset({200, 303})
# A form that asks for more, or an action that a rule refuses, is an answer to whoever may ask.
_TOLD = frozenset({*_DONE, 400, 409, 422})
# Nobody can be locked out or hurt by these, so their status is theirs alone; never a fault.
_ANY = frozenset({*_TOLD, 404, 410, 429})


@dataclass
class Report:
    """How many cells were asked, and what is wrong."""

    cells: int = 0
    writes: int = 0
    findings: list = field(default_factory=list)

    def add(self, persona, cell, what):
        self.findings.append(f"{persona.name}: {cell}: {what}")


class Matrix:
    """Asks cells of the app of `premises`; `forms` are typed-in data by endpoint (`forms.py`)."""

    def __init__(self, premises, *, forms=None, policy=None):
        self.premises = premises
        self.app = premises.app
        self.forms = forms or {}
        self.policy = policy or Policy()
        self.browsing = Browsing(self.app)
        self.sight = Sight(premises.tenants)
        self.report = Report()
        self._absent = defaultdict(set)

    def run(self, personas, *, endpoints=None, is_backwards=False):
        """Ask all cells as each of these people; `endpoints` narrows them."""
        self.report.findings += undeclared(self.app)
        cells = list(cells_of(self.app, self.premises.tenants))
        wanted = [c for c in cells if endpoints is None or c.endpoint in endpoints]
        for persona in personas:
            for cell in reversed(wanted) if is_backwards else wanted:
                for data in self._data(cell):
                    self._ask(persona, cell, data)
        self._compare_absent()
        self.report.findings += [f"the file {n} changed" for n in self.premises.lost_files()]
        return self.report

    def _data(self, cell):
        if cell.method == "GET":
            return [None]
        return [{}, *self.forms.get(cell.endpoint, ())]

    def _ask(self, persona, cell, data):
        audience = audience_of(self.app.view_functions[cell.endpoint])
        if audience is None:
            return
        answer = self.browsing.ask(persona, cell.address, method=cell.method, data=data)
        self.report.cells += 1
        wanted = expected(persona, audience, cell.given, policy=self.policy)
        if fault := _fault(answer, wanted, is_reading=cell.method == "GET"):
            self.report.add(persona, cell, fault)
        for secret in self.sight.foreign(persona, answer.text, policy=self.policy):
            self.report.add(persona, cell, f"shows {secret}")
        if answer.status == 404:
            key = (persona.name, cell.rule, cell.method)
            self._absent[key].add((answer.page, _telling(answer.headers)))
        self._judge_writes(persona, cell, wanted)

    def _judge_writes(self, persona, cell, wanted):
        written = self.premises.written()
        if not written.business:
            return
        self.report.writes += 1
        if cell.method == "GET":
            self.report.add(persona, cell, f"reading wrote {written.business}")
        elif wanted not in (OPEN, ANYTHING):
            self.report.add(persona, cell, f"though refused it wrote {written.business}")
        for owner in self.premises.changed_owners():
            if owner not in self._may_change(persona, cell):
                self.report.add(persona, cell, f"changed rows of {owner}")
        self.premises.rewind()

    def _may_change(self, persona, cell):
        if not persona.roles:
            return set()
        return {persona.owner} if persona.owner else cell.owners

    def _compare_absent(self):
        for (name, rule, method), seen in self._absent.items():
            if len(seen) > 1:
                self.report.findings.append(f"{name}: {method} {rule}: not every 404 is the same")


def _fault(answer, wanted, *, is_reading):
    """What is wrong with the status of an answer, "" for nothing."""
    good = {
        ANYTHING: lambda: answer.status in _ANY,
        OPEN: lambda: (
            answer.status in (_DONE if is_reading else _TOLD) and not answer.leads_to_sign_in
        ),
        LOGIN: lambda: answer.leads_to_sign_in,
        STEP: lambda: answer.status == 303,
        DENIED: lambda: answer.status == 403,
        ABSENT: lambda: answer.status == 404,
    }[wanted]
    if good():
        return ""
    return f"expected {wanted}, got {answer.status} {answer.location}".strip()


def _telling(headers):
    """The headers that could tell one missing thing from another."""
    return tuple((name, headers.get(name, "")) for name in ("Content-Type", "ETag", "Location"))
