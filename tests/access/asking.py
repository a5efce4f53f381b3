"""Who may ask what: for each rule one cell that is open to somebody, with that person."""

from dpa_manager.web.audiences import audience_of
from tests.access.cells import USUAL, cells_of, rules_of
from tests.access.expected import ANYTHING, OPEN, Policy, expected
from tests.access.people import PERSONAS


def open_cells(app, tenants, *, method):
    """The first open cell of each rule that takes this method, with whom it answers."""
    found = {}
    for cell in cells_of(app, tenants, breadth=USUAL):
        if cell.method == method and cell.rule not in found:
            for persona in who_may(app, cell):
                found[cell.rule] = (cell, persona)
                break
    return list(found.values())


def who_may(app, cell):
    """Everybody to whom a cell is open."""
    audience = audience_of(app.view_functions[cell.endpoint])
    for persona in PERSONAS:
        if expected(persona, audience, cell, policy=Policy()) in (OPEN, ANYTHING):
            yield persona


def is_anyones(app, cell):
    """Whether a cell answers without any session."""
    return audience_of(app.view_functions[cell.endpoint]).is_anyone


def rules_that_take(app, method):
    """The rules that take this method."""
    return {rule.rule for rule in rules_of(app) if method in rule.methods}
