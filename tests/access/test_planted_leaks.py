"""The matrix finds leaks: each of these is planted on a fresh app, and found."""

import pytest

from tests.access import planted
from tests.access.matrix import Matrix
from tests.access.people import PERSONAS

FEW = [p for p in PERSONAS if p.name in ("anonymous", "dpo", "admin", "reader A", "signatory B")]
LEAKS = (
    (planted.a_child_not_bound_to_its_parent, "reader A", "expected 404, got 200"),
    (planted.a_child_not_bound_to_its_parent, "reader A", "shows KBITS-2031-"),
    (planted.a_child_in_sight_under_a_strange_parent, "dpo", "expected 404, got 200"),
    (planted.an_export_that_asks_nobody, "reader A", "of Client.legal_name"),
    (planted.an_export_that_asks_nobody, "signatory B", "of Client.legal_name"),
    (planted.a_rule_that_declares_nothing, "", "/planted declares no audience"),
    (planted.a_noun_that_is_unknown, "", "names a wallet"),
    (planted.a_refusal_that_wrote_before, "reader A", "though refused it wrote ['engagement']"),
    (planted.a_refusal_that_wrote_before, "reader A", "changed rows of B"),
    (planted.a_page_that_writes, "reader A", "reading wrote ['engagement']"),
    (planted.an_absence_that_tells, "reader A", "not every 404 is the same"),
    (planted.a_denial_that_nobody_hears_of, "admin", "was denied and nobody was told"),
    (planted.a_page_for_everybody_that_names_clients, "anonymous", "of Client.legal_name"),
    (planted.a_redirect_that_names, "reader A", "of Client.legal_name"),
    (planted.a_door_that_is_shut_to_its_own, "reader A", "expected open, got 403"),
)


@pytest.mark.parametrize(
    ("leak", "who", "what"), LEAKS, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_planted_leak_is_found(leak, who, what, own_premises):
    own_premises.app.register_blueprint(leak())
    endpoints = {e for e in own_premises.app.view_functions if e.startswith("planted.")}
    findings = Matrix(own_premises).run(FEW, endpoints=endpoints).findings

    assert any(found.startswith(who) and what in found for found in findings), findings


def test_nothing_is_found_where_nothing_is_planted(premises):
    endpoints = {"documents.document"}

    assert Matrix(premises).run(FEW, endpoints=endpoints).findings == []
