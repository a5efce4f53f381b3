"""The preview on pages: the document in its own language, with marks that lead to fields."""

import re

import pytest

from dpa_manager.models import Activity, ActivityData, Assignment, Engagement, Template
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import Phrase
from tests.access.counting import statements
from tests.actions.complete_house import ENGAGEMENT
from tests.web.signed_in import a_member_of_staff, sign_in

PANE = {"HX-Request": "true"}


@pytest.fixture
def engagement(house):
    """The complete engagement, with two words taken away."""
    ActivityData.update(retention_key="", retention_words=Phrase()).execute()
    Engagement.update(subject_matter=Phrase()).execute()
    return find_engagement(ENGAGEMENT)


@pytest.fixture
def address(engagement):
    return f"/engagements/{engagement.public_id}/preview"


def test_the_whole_page_shows_the_document_and_its_outline(visitor, address):
    page = visitor.get(address).text

    assert page.count("<h1") == 1
    assert '<article class="document-page" lang="nl">' in page
    assert '<a href="#doc-clSub">9. Subverwerkers</a>' in page
    assert 'id="doc-clSub"><span class="document-page__number">9. </span>Subverwerkers' in page


def test_the_document_has_a_language_of_its_own(visitor, address):
    page = visitor.get(f"{address}?document_language=fr&language=en").text

    assert '<html lang="en">' in page
    assert '<article class="document-page" lang="fr">' in page
    assert "Sous-traitants ultérieurs" in page
    assert re.search(r'hreflang="fr" aria-current="true"', page)


def test_asking_for_a_language_of_the_document_leaves_that_of_the_screen(visitor, address):
    answer = visitor.get(f"{address}?document_language=fr")

    assert "language=" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("asked", ["de", "", "nl<script>"])
def test_a_language_that_there_is_not_is_the_clients(visitor, address, asked):
    page = visitor.get(address, query_string={"document_language": asked}).text

    assert '<article class="document-page" lang="nl">' in page


def test_a_mark_is_a_link_to_its_field_named_for_what_is_missing(visitor, address, engagement):
    page = visitor.get(f"{address}?language=en").text

    field = f"/engagements/{engagement.public_id}/parties#subject_matter"
    assert f'<a class="mark" href="{field}" lang="en">missing: the subject matter</a>' in page
    assert f'<a href="{field}">the subject matter</a>' in page


def test_the_list_tells_apart_what_has_the_same_name(visitor, address):
    page = visitor.get(f"{address}?language=en").text
    rows = re.findall(r'the retention period</a> <span class="quiet" lang="nl">([^<]+)<', page)

    assert len(rows) == len(set(rows)) > 1


def test_who_may_not_write_reads_the_marks_without_links(app, address):
    page = sign_in(app, a_member_of_staff("signatory")).get(address).text

    assert '<span class="mark"' in page
    assert '<a class="mark"' not in page


def test_who_works_for_other_clients_reads_the_marks_without_links(app, address, engagement):
    user = a_member_of_staff("account-manager")
    Assignment.delete().where(Assignment.client == engagement.client_id).execute()

    page = sign_in(app, user).get(address).text

    assert '<span class="mark"' in page
    assert '<a class="mark"' not in page


def test_the_pane_gets_the_bare_document(visitor, address):
    answer = visitor.get(f"{address}/page?part=activities", headers=PANE)

    assert "<html" not in answer.text
    assert "<h1" not in answer.text
    assert '<input type="hidden" name="document_language" value="nl">' in answer.text
    assert "<mark>" in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_the_panes_address_opened_alone_is_a_whole_page(visitor, address):
    page = visitor.get(f"{address}/page").text

    assert '<html lang="' in page
    assert '<article class="document-page"' in page


def test_the_word_file_is_named_and_in_the_language_asked_for(visitor, address):
    answer = visitor.get(f"{address}.docx?document_language=fr")

    assert f"{ENGAGEMENT}-" in answer.headers["Content-Disposition"]
    assert "-fr.docx" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Language"] == "fr"
    assert answer.data.startswith(b"PK")


def test_what_people_typed_is_escaped(visitor, address):
    Activity.update(title=Phrase.same('A & B <"Sons">')).execute()

    page = visitor.get(address).text

    assert "A &amp; B &lt;&#34;Sons&#34;&gt;" in page
    assert '<"Sons">' not in page


@pytest.mark.parametrize("path", ["", "/page"])
def test_without_a_template_the_page_says_so(visitor, address, path):
    Template.update(is_active=False).execute()

    answer = visitor.get(f"{address}{path}", headers=PANE)

    assert answer.status_code == 200
    assert "processing-agreement (nl)" in answer.text
    assert "document-page" not in answer.text
    assert visitor.get(f"{address}.docx").status_code == 404


def test_an_engagement_that_is_not_there_has_no_preview(visitor):
    for path in ("", "/page", ".docx"):
        assert visitor.get(f"/engagements/nobody/preview{path}").status_code == 404


def test_a_page_asks_the_database_at_most_twelve_times(visitor, address):
    visitor.get(address)
    with statements() as asked:
        visitor.get(f"{address}/page", headers=PANE)

    assert len(asked) <= 12


def test_no_id_stands_twice_on_a_page(visitor, address):
    ids = re.findall(r' id="([^"]+)"', visitor.get(address).text)

    assert len(ids) == len(set(ids))
