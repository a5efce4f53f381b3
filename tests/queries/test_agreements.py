"""Pages of engagements: few queries, and as many for fifty rows as for five."""

from datetime import date, timedelta

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.models import Agreement, AgreementVersion
from dpa_manager.models.document import PDF
from dpa_manager.queries.agreement_lists import agreement_lines, agreement_list
from dpa_manager.queries.agreements import engagement_lines, engagement_sheet
from dpa_manager.queries.engagement_lists import ENDING_DAYS, engagement_list
from dpa_manager.queries.listing import PAGE, Asked, page_of
from dpa_manager.queries.remembered_facts import judgements
from tests.factories import AT, a_document, a_version, an_engagement
from tests.queries.full_engagement import full, start_full_firm
from tests.queries.test_scope import scope_of

ON = date(2026, 11, 24)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HASH = "5" * 64


def scope():
    return scope_of(user_id=0, staff_roles=frozenset({"dpo"}))


def first_page():
    """The lines of the first page, and where the next one begins."""
    page = page_of(engagement_list(scope(), on=ON), Asked(sort="reference"))
    return engagement_lines(page.rows), page.next_after


def with_documents(engagement):
    """This engagement with one version in two languages."""
    version = a_version(engagement, facts_sha256=HASH)
    for language in ("fr", "nl"):
        a_document(HASH, version=version, language=language)
    return engagement


def show(engagements):
    """What the first page reads; every engagement is judged, also those of the next page."""
    lines, _ = first_page()
    judgements([row.id for row in engagements], on=ON)
    return lines


def test_the_first_page_takes_six_queries_for_5_engagements_as_for_50(toolbox):
    firm = start_full_firm(toolbox)
    rows = [with_documents(full(toolbox, *firm)) for _ in range(5)]
    with count_queries() as for_5:
        assert len(show(rows)) == 5
    later = [an_engagement(reference=f"KBITS-2027-{number:04}") for number in range(45)]
    rows += [with_documents(row) for row in later]
    with count_queries() as for_50:
        assert len(show(rows)) == PAGE
    assert for_5.count == for_50.count <= 6


def test_an_engagement_takes_six_queries_whatever_hangs_on_it(toolbox):
    firm = start_full_firm(toolbox)
    bare = an_engagement(reference="KBITS-2027-0001")
    rich = with_documents(full(toolbox, *firm))
    with count_queries() as for_bare:
        engagement_sheet(scope().engagement(bare.public_id), on=ON)
    with count_queries() as for_rich:
        sheet = engagement_sheet(scope().engagement(rich.public_id), on=ON)
    assert for_bare.count == for_rich.count <= 6
    assert sheet.line.version.number == 1
    assert sheet.facts.activities


def test_versions_come_newest_first_each_with_its_own_documents(db):
    engagement, other = an_engagement(), with_documents(an_engagement())
    first = a_version(engagement, facts_sha256="1" * 64)
    second = AgreementVersion.create(
        agreement=first.agreement_id,
        number=2,
        dated_on=ON,
        facts="{}",
        facts_sha256="2" * 64,
        created_at=AT,
    )
    a_document("a" * 64, version=first, language="nl")
    a_document("b" * 64, version=second, language="fr")
    a_document("c" * 64, version=second, language="fr", media_type=DOCX)
    (line, other_line), _ = first_page()
    assert [version.number for version in line.versions] == [2, 1]
    (newest,), (oldest,) = (version.files for version in line.versions)
    assert (newest.language, newest.pdf.sha256, newest.docx.sha256) == ("fr", "b" * 64, "c" * 64)
    assert (oldest.language, oldest.pdf.sha256, oldest.docx) == ("nl", "a" * 64, None)
    assert oldest.pdf.media_type == PDF
    assert newest.pdf.name == f"{engagement.reference}-DPA-v2-fr.pdf"
    assert (line.version.fingerprint, other_line.reference) == ("2" * 12, other.reference)
    assert [files.language for files in other_line.version.files] == ["fr", "nl"]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("undrafted", {"Nieuw", "Loopt af"}),
        ("drafted", {"Met versie"}),
        ("ending", {"Loopt af"}),
        ("ended", {"Oud"}),
    ],
)
def test_engagements_are_filtered_by_what_the_database_knows(db, state, found):
    an_engagement(title="Nieuw", end_on=ON + timedelta(days=ENDING_DAYS + 1))
    an_engagement(title="Loopt af", end_on=ON + timedelta(days=ENDING_DAYS))
    a_version(an_engagement(title="Met versie"))
    a_version(an_engagement(title="Oud", is_active=False, end_on=ON))

    page = page_of(engagement_list(scope(), on=ON), Asked(filters={"state": state}))

    assert {row.title for row in page.rows} == found


def test_an_agreement_in_the_list_tells_its_newest_version_and_its_end(db):
    engagement = an_engagement(end_on=ON)
    first = a_version(engagement)
    AgreementVersion.create(
        agreement=first.agreement_id,
        number=2,
        dated_on=ON + timedelta(days=1),
        facts="{}",
        facts_sha256="2" * 64,
        created_at=AT,
    )
    a_version(an_engagement())

    with count_queries() as counted:
        page = page_of(agreement_list(scope()), Asked(sort="-dated"))
        newest, other = agreement_lines(page.rows)

    assert (newest.number, newest.dated_on, newest.ends_on) == (2, ON + timedelta(days=1), ON)
    assert (other.number, other.ends_on) == (1, None)
    assert newest.reference == f"{engagement.reference}-DPA"
    assert counted.count == 2


def test_an_agreement_without_a_version_stands_last_and_says_none(db):
    row = an_engagement()
    Agreement.create(
        client=row.client_id, engagement=row, reference="A", state="signing", created_at=AT
    )
    a_version()

    lines = agreement_lines(page_of(agreement_list(scope()), Asked(sort="-dated")).rows)
    signing = page_of(agreement_list(scope()), Asked(filters={"state": "signing"}))

    assert [line.number for line in lines] == [1, None]
    assert [row.reference for row in signing.rows] == ["A"]
