"""The portal: what somebody of a client reads about their own client, and nothing else."""

import pytest

from dpa_manager.models import Agreement, Client, Engagement
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import a_client, an_engagement
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in

PAGES = (
    "/portal",
    "/portal/clients",
    "/portal/engagements",
    "/portal/agreements",
    "/portal/subprocessors",
    "/portal/measures",
    "/portal/rights",
    "/portal/team",
)
LANGUAGES = ("nl", "fr", "en")


@pytest.fixture
def reader(app):
    """A browser in which a reader of the complete client is signed in."""
    return sign_in(app, a_person_of(Client.get()))


@pytest.fixture
def stranger_to_it(app):
    """A browser in which somebody of another client is signed in, who has nothing yet."""
    return sign_in(app, a_person_of(a_client(legal_name="Drukkerij Zwin BV")))


@pytest.fixture
def engagement(house):
    return Engagement.get(Engagement.reference == ENGAGEMENT)


@pytest.fixture
def sent(drafted):
    """The agreement of the complete engagement, sent to its client."""
    agreement = Agreement.get()
    agreement.state = "sent_for_review"
    agreement.save()
    return agreement


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_portal_answers_in_every_language(page, language, reader, sent):
    answer = reader.get(f"{page}?language={language}")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_a_client_without_anything_reads_calm_pages(page, stranger_to_it):
    answer = stranger_to_it.get(f"{page}?language=en")

    assert answer.status_code == 200
    assert "Gezinshulp" not in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_staff_have_no_portal(page, app):
    assert sign_in(app, a_member_of_staff()).get(page).status_code == 403


def test_the_home_says_in_a_sentence_what_is_done_with_the_data(reader):
    page = reader.get("/portal?language=en").text

    assert "What KBITS does with your data" in page
    assert "sub-processor" in page
