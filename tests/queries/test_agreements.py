"""Pages of engagements: few queries, and as many for fifty rows as for five."""

from datetime import date

from playhouse.test_utils import count_queries

from dpa_manager.models import AgreementVersion
from dpa_manager.models.document import PDF
from dpa_manager.queries.agreements import PAGE, engagement_page, engagement_sheet
from dpa_manager.queries.problems import judgements
from tests.factories import AT, a_document, a_version, an_engagement
from tests.queries.full_engagement import full, start_full_firm
from tests.queries.test_scope import scope_of

ON = date(2026, 11, 24)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HASH = "5" * 64


def scope():
    return scope_of(user_id=0, staff_roles=frozenset({"dpo"}))


def with_documents(engagement):
    """This engagement with one version in two languages."""
    version = a_version(engagement, facts_sha256=HASH)
    for language in ("fr", "nl"):
        a_document(HASH, version=version, language=language)
    return engagement


def show(engagements):
    """What the first page reads; every engagement is judged, also those of the next page."""
    page = engagement_page(scope())
    judgements([row.id for row in engagements], on=ON)
    return page


def test_the_first_page_takes_five_queries_for_5_engagements_as_for_50(toolbox):
    firm = start_full_firm(toolbox)
    rows = [with_documents(full(toolbox, *firm)) for _ in range(5)]
    with count_queries() as for_5:
        assert len(show(rows).lines) == 5
    later = [an_engagement(reference=f"KBITS-2027-{number:04}") for number in range(45)]
    rows += [with_documents(row) for row in later]
    with count_queries() as for_50:
        assert len(show(rows).lines) == PAGE
    assert for_5.count == for_50.count <= 5


def test_an_engagement_takes_five_queries_whatever_hangs_on_it(toolbox):
    firm = start_full_firm(toolbox)
    bare = an_engagement(reference="KBITS-2027-0001")
    rich = with_documents(full(toolbox, *firm))
    with count_queries() as for_bare:
        engagement_sheet(scope().engagement(bare.public_id), on=ON)
    with count_queries() as for_rich:
        sheet = engagement_sheet(scope().engagement(rich.public_id), on=ON)
    assert for_bare.count == for_rich.count <= 5
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
    line, other_line = engagement_page(scope()).lines
    assert [version.number for version in line.versions] == [2, 1]
    (newest,), (oldest,) = (version.files for version in line.versions)
    assert (newest.language, newest.pdf.sha256, newest.docx.sha256) == ("fr", "b" * 64, "c" * 64)
    assert (oldest.language, oldest.pdf.sha256, oldest.docx) == ("nl", "a" * 64, None)
    assert oldest.pdf.media_type == PDF
    assert newest.pdf.name == f"{engagement.reference}-DPA-v2-fr.pdf"
    assert (line.version.fingerprint, other_line.reference) == ("2" * 12, other.reference)
    assert [files.language for files in other_line.version.files] == ["fr", "nl"]


def test_the_next_page_begins_after_the_last_reference(db):
    references = [an_engagement().reference for _ in range(PAGE + 1)]
    page = engagement_page(scope())
    assert [line.reference for line in page.lines] == references[:PAGE]
    (last,) = engagement_page(scope(), after=page.next_after).lines
    assert (last.reference, engagement_page(scope(), after=page.next_after).next_after) == (
        references[-1],
        "",
    )
