"""Lists of what there is, and looking up one of it."""

import pytest

from dpa_manager.domain.errors import NotFound
from dpa_manager.models import Template, TemplateVersion
from dpa_manager.queries import lookup
from dpa_manager.queries.catalogue import CATALOGUE
from tests.actions.started import add_client, add_recipient, add_supplier, engage, start_firm
from tests.factories import AT, a_client, a_version, an_engagement


def test_each_kind_of_thing_is_listed_with_what_people_call_it(toolbox):
    start_firm(toolbox)
    engage(toolbox, add_client(toolbox))
    add_supplier(toolbox)
    add_recipient(toolbox)
    rows = {kind: [row.as_dict() for row in read()] for kind, read in CATALOGUE.items()}
    (client,) = rows["clients"]
    assert (client["reference"], client["state"]) == ("0999.001.020", "active")
    (engagement,) = rows["engagements"]
    assert (engagement["name"], engagement["state"]) == ("Klantencontact 2026", "draft")
    assert engagement["client_id"] == client["id"]
    assert [row["reference"] for row in rows["subprocessors"]] == ["SUB-0001"]
    assert [row["reference"] for row in rows["recipients"]] == ["REC-0001"]
    assert rows["agreements"] == rows["templates"] == rows["users"] == []


def test_an_agreement_is_listed_with_its_last_version_and_gives_its_state(db):
    version = a_version()
    a_version(an_engagement(), number=3)
    (first, second) = CATALOGUE["agreements"]()
    assert (first.more["version"], second.more["version"]) == (1, 3)
    assert first.state == "draft"
    assert lookup.find_agreement(first.reference).id == version.agreement_id


def test_a_template_is_listed_with_its_last_version(db):
    row = Template.create(key="processing-agreement", kind="processing-agreement", language="nl")
    for number in (1, 2):
        TemplateVersion.create(
            template=row, number=number, sha256=str(number) * 64, size=9, created_at=AT
        )
    (listed,) = CATALOGUE["templates"]()
    assert (listed.reference, listed.more["version"]) == ("processing-agreement/nl", 2)


@pytest.mark.parametrize("name", ["0999.001.020", "BE0999001020", "999001020", " 0999 001 020 "])
def test_a_client_is_found_by_its_number_as_people_type_it(db, name):
    client = a_client(register_kind="kbo", register_no="0999001020")
    a_client(register_kind="kbo", register_no="0999002010")
    assert lookup.find_client(name) == client
    assert lookup.find_client(client.public_id) == client


def test_a_number_that_two_registers_know_names_nobody(db):
    a_client(register_kind="kvk", register_no="12345678")
    assert lookup.find_client("12345678").register_kind == "kvk"
    a_client(register_kind="other", register_no="12345678")
    with pytest.raises(NotFound):
        lookup.find_client("12345678")


@pytest.mark.parametrize(
    "find",
    [
        lookup.find_client,
        lookup.find_engagement,
        lookup.find_agreement,
        lookup.find_subprocessor,
        lookup.find_recipient,
        lookup.find_user,
    ],
)
@pytest.mark.parametrize("name", ["", "nobody", "a\x00b", "\ud83d", "%", "_" * 300])
def test_what_is_not_there_is_not_found_and_says_so_in_three_languages(db, find, name):
    a_client()
    with pytest.raises(NotFound) as missing:
        find(name)
    assert all(missing.value.sentence.as_dict().values())
