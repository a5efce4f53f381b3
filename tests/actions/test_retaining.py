"""How long data are kept, what they hold and why they are needed, written in one act."""

import json

import pytest

from dpa_manager.actions import describing, retaining
from dpa_manager.actions.retaining import TypedCare
from dpa_manager.domain.errors import Conflict, NotFound, Refused
from dpa_manager.domain.role_decision import RoleAnswer
from dpa_manager.models import Activity, ActivityData, ListItem
from dpa_manager.models.event import Event
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.complete_house import doing
from tests.actions.started import acts, words

OWN = (
    RoleAnswer("q1", True),
    RoleAnswer("q2", False),
    RoleAnswer("q5", False),
    RoleAnswer("q6", 1),
)


@pytest.fixture
def row(complete_engagement):
    return complete_engagement


def kept(activity, category):
    return (
        ActivityData.select()
        .join(Activity)
        .where(Activity.number == activity, ActivityData.category_key == category)
        .get()
    )


def test_several_rows_are_one_act_and_the_same_again_is_none(row, complete_toolbox):
    before = acts()
    rows = [
        TypedCare(1, "name", rule="RET-LOG", words=words("Own")),
        TypedCare(2, "email", rule="RET-TICKET"),
        TypedCare(
            1,
            "health",
            rule="RET-CONTRACT",
            reason=words("Because"),
            safeguards=("TOM-S-PURPOSE",),
            legal_basis=words("Act"),
            description=words("Care"),
        ),
    ]

    changed = retaining.retain(row, rows, **doing(complete_toolbox))

    assert changed >= 2
    assert acts() == [*before, "data described"]
    health = kept(1, "health")
    assert (health.retention_key, health.sensitive_reason) == ("RET-CONTRACT", words("Because"))
    assert (health.safeguard_keys, health.legal_basis) == (["TOM-S-PURPOSE"], words("Act"))
    assert (health.description, kept(1, "name").retention_words) == (words("Care"), words("Own"))
    assert retaining.retain(row, rows, **doing(complete_toolbox)) == 0
    assert acts() == [*before, "data described"]


def test_one_row_is_told_with_its_activity_and_category(row, complete_toolbox):
    retaining.retain(row, [TypedCare(1, "name", rule="RET-LOG")], **doing(complete_toolbox))

    told = json.loads(Event.select().order_by(Event.id.desc()).get().details)
    assert (told["activity"], told["category"]) == (1, "name")
    assert told["changed"]["retention_key"][1] == "RET-LOG"


def test_what_is_not_asked_stays(row, complete_toolbox):
    before = kept(1, "health")

    retaining.retain(row, [TypedCare(1, "health", rule="RET-LOG")], **doing(complete_toolbox))

    after = kept(1, "health")
    assert after.retention_key == "RET-LOG"
    assert (after.sensitive_reason, after.safeguard_keys) == (
        before.sensitive_reason,
        before.safeguard_keys,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rule": "RET-FOREVER"}, "rule-1-health"),
        ({"rule": "RET-ACC-BE"}, "rule-1-health"),
        ({"words": Phrase(nl="x" * 1001)}, "words-1-health.nl"),
        ({"words": Phrase(fr="a\u202eb")}, "words-1-health.fr"),
        ({"description": Phrase(en="x" * 2001)}, "description-1-health.en"),
        ({"reason": Phrase(nl="\x00")}, "reason-1-health.nl"),
        ({"legal_basis": Phrase(nl="\ud800")}, "legal_basis-1-health.nl"),
        ({"safeguards": ("TOM-MFA",)}, "safeguards-1-health"),
    ],
)
def test_a_refusal_names_its_row_and_nothing_is_written(row, complete_toolbox, wrong, field):
    before, told = list(ActivityData.select().dicts()), acts()
    good = TypedCare(1, "name", rule="RET-LOG")
    bad = TypedCare(1, "health", **({"rule": "RET-LOG"} | wrong))

    with pytest.raises(Refused) as refusal:
        retaining.retain(row, [good, bad], **doing(complete_toolbox))

    assert refusal.value.field == field
    assert list(ActivityData.select().dicts()) == before
    assert acts() == told


def test_the_firms_own_rule_holds_where_the_firm_is_controller(row, complete_toolbox):
    activity = Activity.get(Activity.number == 2)
    describing.decide_role(row, activity, OWN, **doing(complete_toolbox))

    retaining.retain(row, [TypedCare(2, "email", rule="RET-ACC-BE")], **doing(complete_toolbox))

    assert kept(2, "email").retention_key == "RET-ACC-BE"


def test_a_rule_that_is_no_longer_offered_stays_where_it_was(row, complete_toolbox):
    retaining.retain(row, [TypedCare(1, "name", rule="RET-LOG")], **doing(complete_toolbox))
    item = ListItem.get(ListItem.list_name == "retention_rules", ListItem.key == "RET-LOG")
    item.content = item.content | {"active_to": "2020-01-01"}
    item.save()

    typed = TypedCare(1, "name", rule="RET-LOG", words=words("As agreed"))
    retaining.retain(row, [typed], **doing(complete_toolbox))

    assert kept(1, "name").retention_words == words("As agreed")
    with pytest.raises(Refused):
        retaining.retain(row, [TypedCare(2, "email", rule="RET-LOG")], **doing(complete_toolbox))


@pytest.mark.parametrize(("activity", "category"), [(9, "name"), (1, "salary"), (0, "name")])
def test_data_that_do_not_flow_are_not_found(row, complete_toolbox, activity, category):
    with pytest.raises(NotFound):
        retaining.retain(
            row, [TypedCare(activity, category, rule="RET-LOG")], **doing(complete_toolbox)
        )


def test_nothing_is_kept_of_an_engagement_that_ended(row, complete_toolbox):
    row.is_active = False
    row.save()

    with pytest.raises(Conflict):
        retaining.retain(row, [TypedCare(1, "name", rule="RET-LOG")], **doing(complete_toolbox))
