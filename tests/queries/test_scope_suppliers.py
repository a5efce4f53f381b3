"""The scope of suppliers: staff read the register, a client only what is listed for it."""

import pytest

from dpa_manager.domain.errors import Forbidden, NotFound
from dpa_manager.models import (
    EngagementRecipient,
    EngagementSubprocessor,
    Recipient,
    Subprocessor,
)
from tests.factories import AT
from tests.queries.test_scope import House


class Suppliers:
    """Of each kind one that only ours knows, one that only the other knows, one that both know."""

    def __init__(self, house):
        for place, name in enumerate(("ours", "theirs", "both", "nobodys"), start=1):
            given = {"created_at": AT, "country_code": "BE"}
            setattr(self, f"sub_{name}", Subprocessor.create(
                reference=f"SUB-{place:04}", legal_name=name, **given
            ))  # fmt: skip
            setattr(self, f"rec_{name}", Recipient.create(
                reference=f"REC-{place:04}", name=name, group_key="government",
                kind_key="public_authority", **given,
            ))  # fmt: skip
        for tenant, names in ((house.mine, ("ours", "both")), (house.other, ("theirs", "both"))):
            for number, name in enumerate(names, start=1):
                listed = {"engagement": tenant.engagement, "number": number}
                EngagementSubprocessor.create(subprocessor=getattr(self, f"sub_{name}"), **listed)
                EngagementRecipient.create(recipient=getattr(self, f"rec_{name}"), **listed)


@pytest.fixture
def house(db):
    return House()


@pytest.fixture
def suppliers(house):
    return Suppliers(house)


def names_in(scope):
    """The names of the sub-processors, and of the recipients, that a scope gives."""
    return (
        {row.legal_name for row in scope.subprocessors()},
        {row.name for row in scope.recipients()},
    )


EVERYBODY = {"ours", "theirs", "both", "nobodys"}


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("account-manager", EVERYBODY),
        ("dpo", EVERYBODY),
        ("signatory", EVERYBODY),
        ("admin", set()),
    ],
)
def test_staff_read_the_whole_register_or_nothing_of_it(house, suppliers, role, names):
    assert names_in(house.staff(role)) == (names, names)


@pytest.mark.parametrize("role", ["client-reader", "client-signatory"])
def test_a_client_reads_only_what_is_listed_for_it(house, suppliers, role):
    scope = house.person(role)

    assert names_in(scope) == ({"ours", "both"}, {"ours", "both"})
    for find, foreign in (
        (scope.subprocessor, suppliers.sub_theirs),
        (scope.recipient, suppliers.rec_theirs),
        (scope.subprocessor, suppliers.sub_nobodys),
        (scope.recipient, suppliers.rec_nobodys),
    ):
        with pytest.raises(NotFound):
            find(foreign.public_id)
    assert scope.subprocessor(suppliers.sub_both.public_id) == suppliers.sub_both


@pytest.mark.parametrize("noun", ["subprocessor", "recipient"])
def test_only_the_officer_changes_what_all_clients_share(house, suppliers, noun):
    row = suppliers.sub_ours if noun == "subprocessor" else suppliers.rec_ours
    find = {role: getattr(house.staff(role), noun) for role in ("account-manager", "dpo")}

    assert find["dpo"](row.public_id, act=f"{noun}.write") == row
    with pytest.raises(Forbidden):
        find["account-manager"](row.public_id, act=f"{noun}.write")


@pytest.mark.parametrize("stage", ["factor", "enrol"])
def test_somebody_half_signed_in_reads_no_supplier(house, suppliers, stage):
    assert names_in(house.staff("dpo", stage=stage)) == (set(), set())
    assert names_in(house.person(stage=stage)) == (set(), set())
