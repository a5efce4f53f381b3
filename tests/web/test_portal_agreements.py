"""Agreements in the portal: what was sent, and its text as the document has it."""

from datetime import date

import pytest

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.documents.page import Page, Paragraph
from dpa_manager.domain.permissions import SENT_STATES
from dpa_manager.models import Agreement, Client, Engagement
from dpa_manager.queries.portal_agreements import with_clause_anchors
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR, a_client
from tests.web.signed_in import a_person_of, sign_in


@pytest.fixture
def agreement(drafted):
    """The agreement of the complete engagement, sent to its client."""
    row = Agreement.get()
    row.state = "sent_for_review"
    row.save()
    return row


@pytest.fixture
def address(agreement):
    return f"/portal/agreements/{agreement.public_id}"


@pytest.fixture
def reader(app, house):
    return sign_in(app, a_person_of(Client.get()))


def test_an_agreement_reads_as_text_with_its_clause_numbers_and_contents(reader, address):
    page = reader.get(f"{address}/text").text

    assert '<a href="#doc-clSub">9. Subverwerkers</a>' in page
    assert 'id="doc-clSub"><span class="document-page__number">9. </span>Subverwerkers' in page
    assert 'id="doc-9.1"><span class="document-page__number">9.1 </span>' in page
    assert page.count("<h1") == 1


def test_the_text_comes_in_the_languages_that_there_are(reader, address, house):
    choices = DraftChoices(language="fr")
    draft_agreement(ENGAGEMENT, choices=choices, by=ACTOR, toolbox=house)

    for asked, shown in (("fr", "fr"), ("nl", "nl"), ("en", "nl"), ("xx", "nl")):
        page = reader.get(f"{address}/text?document_language={asked}").text
        assert f'<article class="document-page" lang="{shown}">' in page


@pytest.mark.parametrize("asked", ["99", "-1", "x", ""])
def test_an_unknown_version_is_the_newest(reader, address, asked):
    answer = reader.get(f"{address}/text?version={asked}&language=en")

    assert answer.status_code == 200
    assert "version 1" in answer.text


def test_the_list_says_what_comes_next(reader, address):
    assert "In force from" not in reader.get("/portal/agreements?language=en").text
    Engagement.update(end_on=date(2027, 12, 31)).execute()

    page = reader.get("/portal/agreements?language=en").text
    assert "Ends on 31 December 2027" in page
    assert "Ends on 31 December 2027" in reader.get(f"{address}?language=en").text


@pytest.mark.parametrize("state", ["draft", "internal_check", "cancelled"])
def test_what_was_not_sent_is_nowhere(reader, agreement, address, state):
    agreement.state = state
    agreement.save()
    engagement = Engagement.get(Engagement.reference == ENGAGEMENT)

    assert state not in SENT_STATES
    for page in (address, f"{address}/text"):
        assert reader.get(page).status_code == 404
    for page in ("/portal", "/portal/agreements", f"/portal/engagements/{engagement.public_id}"):
        assert agreement.public_id not in reader.get(page).text


def test_an_agreement_of_another_client_is_not_there(app, address):
    other = sign_in(app, a_person_of(a_client(legal_name="Drukkerij Zwin BV")))

    for page in (address, f"{address}/text"):
        assert other.get(page).status_code == 404


def test_a_sent_agreement_waits_for_whoever_has_to_do_something(app, agreement):
    reader = sign_in(app, a_person_of(Client.get()))
    signatory = sign_in(app, a_person_of(Client.get(), "client-signatory"))

    assert "To read:" in reader.get("/portal?language=en").text
    agreement.state = "signing"
    agreement.save()
    assert "To sign:" in signatory.get("/portal?language=en").text
    assert "To sign:" not in reader.get("/portal?language=en").text


def test_a_number_that_comes_twice_is_one_anchor():
    clauses = [Paragraph("clause", number, ()) for number in ("1.1", "1.2", "1.1", "")]

    page = with_clause_anchors(Page(tuple(clauses), ()))

    assert [block.anchors for block in page.blocks] == [("1.1",), ("1.2",), (), ()]
