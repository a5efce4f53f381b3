"""The access matrix: asks every cell as everybody and says what should not have happened."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from dpa_manager.web.audiences import audience_of
from tests.access.browsing import Browsing
from tests.access.cells import NARROW, USUAL, WIDE, cells_for, cells_of, undeclared
from tests.access.expected import (
    ABSENT,
    ANYTHING,
    ASSIGNED,
    DENIED,
    LOGIN,
    OPEN,
    STEP,
    Policy,
    expected,
)
from tests.access.seeing import Sight

_DONE = frozenset({200, 204, 303})
# A form that asks for more, or an action that a rule refuses, is an answer to whoever may ask.
_TOLD = frozenset({*_DONE, 400, 409, 422})
# Nobody can be locked out or hurt by these, so their status is theirs alone; never a fault.
_ANY = frozenset({*_TOLD, 404, 410, 429})
# Those for whom it matters most in which of the sixteen states an agreement is.
_OF_ALL_STATES = frozenset({"signatory A", "reader A"})


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

    def run(self, personas, *, endpoints=None, is_backwards=False, is_whole=False):
        """Ask all cells as each of these people; `endpoints` narrows them.

        `is_whole` asks for every name also those whom a view refuses before it looks at any.
        """
        self.report.findings += undeclared(self.app)
        for persona in personas:
            cells = [*self._cells(persona, is_backwards=is_backwards, is_whole=is_whole)]
            cells += self._own_sessions(persona)
            for cell in reversed(cells) if is_backwards else cells:
                if endpoints is None or cell.endpoint in endpoints:
                    self._ask_all(persona, cell)
        self._compare_absent()
        self.report.findings += [f"the file {n} changed" for n in self.premises.lost_files()]
        return self.report

    def _cells(self, persona, *, is_backwards, is_whole):
        tenants = self.premises.tenants
        if is_whole:
            return cells_of(self.app, tenants, breadth=USUAL if is_backwards else WIDE)
        is_wide = persona.name in _OF_ALL_STATES and not is_backwards
        return cells_for(self.app, tenants, persona, breadth=WIDE if is_wide else USUAL)

    def _own_sessions(self, persona):
        """The cells that name this person's own session."""
        mine = [thing for thing in self.premises.tenants.subjects if thing.noun == "session"]
        mine = [thing for thing in mine if thing.person == persona.name]
        for cell in cells_of(self.app, self.premises.tenants, breadth=NARROW):
            if cell.given.get("session") and mine:
                address = cell.address.replace(cell.given["session"].public_id, mine[0].public_id)
                yield replace(cell, given={**cell.given, "session": mine[0]}, address=address)

    def _ask_all(self, persona, cell):
        """Ask a cell with everything that is worth sending; an undeclared rule is told apart."""
        audience = audience_of(self.app.view_functions[cell.endpoint])
        if audience is None:
            return
        wanted = expected(persona, audience, cell, policy=self.policy)
        typed = list(self.forms.get(cell.endpoint, ()))
        # What must be refused is tried with what would be taken; the rest with nothing as well.
        for data in typed if typed and wanted not in (OPEN, ANYTHING) else [{}, *typed]:
            is_foreign = wanted == OPEN and self._names_others(persona, data)
            self._ask(persona, cell, data, ABSENT if is_foreign else wanted)

    def _names_others(self, persona, data):
        """Whether a form names a client for whom this person does not act."""
        clients = self.premises.tenants.clients
        mine = {clients[owner].public_id for owner in persona.owner + persona.seats}
        named = {row.public_id for row in clients.values()} & set(data.values())
        return bool(named - mine)

    def _ask(self, persona, cell, data, wanted):
        answer = self.browsing.ask(persona, cell.address, method=cell.method, data=data)
        self.report.cells += 1
        if fault := _fault(answer, wanted, persona, cell):
            self.report.add(persona, cell, fault)
        for secret in self.sight.foreign(persona, answer.text, policy=self.policy):
            self.report.add(persona, cell, f"shows {secret}")
        if answer.status == 404:
            key = (persona.name, cell.rule, cell.method)
            self._absent[key].add((answer.page, _telling(answer.headers)))
        written = self.premises.written()
        if answer.status == 403 and "security_log" not in written.tables:
            self.report.add(persona, cell, "was denied and nobody was told")
        self._judge_writes(persona, cell, wanted, written)

    def _judge_writes(self, persona, cell, wanted, written):
        if not written.business:
            return
        self.report.writes += 1
        if cell.method == "GET":
            self.report.add(persona, cell, f"reading wrote {written.business}")
        elif wanted not in (OPEN, ANYTHING):
            self.report.add(persona, cell, f"though refused it wrote {written.business}")
        for owner in self.premises.changed_owners(written):
            if owner not in self._may_change(persona, cell):
                self.report.add(persona, cell, f"changed rows of {owner}")
        self.premises.rewind()

    def _may_change(self, persona, cell):
        if not persona.roles:
            return set()
        if persona.owner:
            return {persona.owner, *persona.seats, *_left_to(persona, cell)}
        # Whoever is no account manager any more looks after nobody.
        managed = {owner for thing in cell.things for owner in ASSIGNED.get(thing.person, "")}
        return cell.owners | managed

    def _compare_absent(self):
        for (name, rule, method), seen in self._absent.items():
            if len(seen) > 1:
                self.report.findings.append(f"{name}: {method} {rule}: not every 404 is the same")


def _left_to(persona, cell):
    """Whose alone somebody becomes whom this person removes from the own team.

    Their account and sessions then count as that client's; that these stay as they were is shown
    in tests/actions/test_teaming.py.
    """
    if cell.endpoint != "portal_team.end":
        return set()
    owners = {owner for thing in cell.things for owner in (thing.owner, *thing.also)}
    return owners if persona.owner in owners else set()


def _fault(answer, wanted, persona, cell):
    """What is wrong with the status of an answer, "" for nothing."""
    told = _DONE if cell.method == "GET" else _TOLD
    # Whoever ends their own session, or access, is signed out, as they asked for.
    is_own = persona.name in [thing.person for thing in cell.things]
    is_told = is_own or not answer.leads_to_sign_in
    good = {
        ANYTHING: lambda: answer.status in _ANY,
        OPEN: lambda: answer.status in told and is_told,
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
