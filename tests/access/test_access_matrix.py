"""The access matrix: nobody sees or changes what is not theirs, at any rule, by any mix.

Whom a view refuses before it looks at the address is asked with one thing that is there and one
that is not; of mixed owners those are asked in which no more than one is strange, and the other
order is tried for three people. The long proofs (`prove`) ask every mix of everybody in both
orders, and on PostgreSQL.
"""

import pytest

from dpa_manager.models import Setting
from dpa_manager.queries.visitors import ONLY_ASSIGNED
from tests.access.cells import cells_of, rules_of, undeclared
from tests.access.expected import Policy
from tests.access.forms import typed_by_endpoint
from tests.access.matrix import Matrix
from tests.access.people import PERSONAS
from tests.factories import AT

# Buttons that pages show in a state in which nobody of this house is: they send their token alone,
# which is what the matrix sends them too. The form of a link stands behind a token from a mail.
BUTTONS_OF_OTHER_STATES = {
    "activities.restore",
    "contact_forms.restore_contact",
    "flows.restore_row",
    "own_account.end_other_sessions",
    "own_account.end_session",
    "own_account.forget_form",
    "own_factor.begin",
    "own_factor.remove",
    "own_factor.renew_recovery_codes",
    "parties.reopen",
    "portal_team.remind",
    "recipient_forms.approve",
    "sign_in.begin_enrolling",
    "sign_in.send_code",
    "sign_in.use_link",
    "templates.activate",
    "users.reset_factor",
}
MANAGER = next(persona for persona in PERSONAS if persona.name == "account-manager")
# One who reads of every client, one of a client, and one who acts for two.
BOTH_WAYS = ("signatory", "both")


def test_every_rule_declares_its_audience_and_names_known_nouns(premises):
    assert list(undeclared(premises.app)) == []


def test_every_rule_of_the_app_has_cells(premises):
    asked = {cell.rule for cell in cells_of(premises.app, premises.tenants)}

    assert asked == {rule.rule for rule in rules_of(premises.app)}


def test_every_rule_that_posts_is_reached_by_a_form_of_a_page(premises, page_forms):
    posts = {rule.endpoint for rule in rules_of(premises.app) if "POST" in rule.methods}

    assert posts - {form.endpoint for form in page_forms} <= BUTTONS_OF_OTHER_STATES


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
def test_each_cell_answers_as_the_table_of_permissions_says(
    persona, premises, page_forms, record_property
):
    """First from a cold start, then once more in the other order."""
    matrix = Matrix(premises, forms=typed_by_endpoint(page_forms))
    report = matrix.run([persona])
    if persona.name in BOTH_WAYS:
        matrix.run([persona], is_backwards=True)
    tell(report, record_property)

    assert report.findings == []


@pytest.mark.prove
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
def test_every_mix_answers_as_the_table_of_permissions_says(
    persona, premises, page_forms, record_property
):
    matrix = Matrix(premises, forms=typed_by_endpoint(page_forms))
    matrix.run([persona], is_whole=True)
    report = matrix.run([persona], is_whole=True, is_backwards=True)
    tell(report, record_property)

    assert report.findings == []


def test_a_manager_bound_to_assigned_clients_sees_no_other(premises, page_forms, record_property):
    with premises.toolbox.connected():
        Setting.create(name=ONLY_ASSIGNED, value=True, changed_at=AT)
    premises.keep()
    policy = Policy(sees_only_assigned=True)
    report = Matrix(premises, forms=typed_by_endpoint(page_forms), policy=policy).run([MANAGER])
    tell(report, record_property)

    assert report.findings == []


@pytest.mark.prove
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
def test_each_cell_answers_so_on_postgresql_too(
    persona, premises_on_postgresql, page_forms_on_postgresql, record_property
):
    forms = typed_by_endpoint(page_forms_on_postgresql)
    matrix = Matrix(premises_on_postgresql, forms=forms)
    report = matrix.run([persona], is_whole=True)
    tell(report, record_property)

    assert report.findings == []


def tell(report, record_property):
    """Note the figures, which the end of the run adds up."""
    record_property("cells", report.cells)
    record_property("writes", report.writes)
