"""The portal: what somebody of a client reads about their own client, and nothing else."""

import re
from urllib.parse import quote

import pytest
from markupsafe import escape

from dpa_manager.domain.data_map.summing_up import sentence_of
from dpa_manager.models import (
    ActivityData,
    Agreement,
    Client,
    Credential,
    Engagement,
    Measure,
    Membership,
    OwnOrganisation,
)
from dpa_manager.models.base import database
from dpa_manager.queries.portal_facts import engaged, together
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import AT, a_client, an_engagement, tell
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


def test_the_home_says_in_a_sentence_what_is_done_with_the_data(reader, house):
    found = engaged(list(Engagement.select()), on=house.today())
    sentence = sentence_of(together(found)).en

    assert sentence.endswith(".")
    assert str(escape(sentence)) in reader.get("/portal?language=en").text


def test_the_home_leads_to_the_map_where_there_is_one(reader, stranger_to_it):
    assert "See your data map" in reader.get("/portal?language=en").text
    assert "See your data map" not in stranger_to_it.get("/portal?language=en").text


def test_an_app_as_second_step_waits_until_it_is_there(app, house):
    user = a_person_of(Client.get())
    browser = sign_in(app, user)
    assert "Sign in more safely" in browser.get("/portal?language=en").text

    sealed = "no secret"
    Credential.create(user=user, totp_secret=sealed, password_changed_at=AT)

    page = browser.get("/portal?language=en").text
    assert "Sign in more safely" not in page
    assert "Nothing. You get a mail" in page


def test_an_engagement_says_whose_data_for_how_long_and_who_gets_them(reader, engagement):
    page = reader.get(f"/portal/engagements/{engagement.public_id}?language=nl").text
    (facts,) = (one.facts for one in engaged([engagement], on=AT.date()))

    for activity in facts.in_agreement():
        assert str(escape(activity.title.nl)) in page
        for use in activity.data:
            assert str(escape(use.category.words.nl)) in page
            assert str(escape(use.retention.words.nl)) in page
    for name in (row.party.legal_name for row in facts.subprocessors):
        assert str(escape(name)) in page


def test_an_engagement_tells_nothing_of_what_is_missing(reader, engagement):
    ActivityData.update(retention_key="", retention_words=Phrase()).execute()
    Engagement.update(subject_matter=Phrase()).execute()
    tell(Client.get())

    page = reader.get(f"/portal/engagements/{engagement.public_id}?language=en").text

    assert "not laid down yet" in page
    assert not re.search(r"R-[A-Z]+-\d|things? missing|not filled in", page)


def test_an_engagement_of_another_client_is_not_there(stranger_to_it, engagement):
    assert stranger_to_it.get(f"/portal/engagements/{engagement.public_id}").status_code == 404
    assert stranger_to_it.get("/portal/engagements/x").status_code == 404


def test_an_engagement_that_ended_stays_to_be_read_but_gets_no_data(reader, engagement):
    Engagement.update(is_active=False).where(Engagement.id == engagement.id).execute()
    tell(Client.get())

    assert "Ended" in reader.get("/portal/engagements?language=en").text
    assert reader.get(f"/portal/engagements/{engagement.public_id}").status_code == 200
    assert "Nobody." in reader.get("/portal/subprocessors?language=en").text


def test_who_gets_data_is_told_with_country_and_ground(reader, engagement):
    page = reader.get("/portal/subprocessors?language=en").text
    data_map = together(engaged([engagement], on=AT.date()))

    assert data_map.receivers
    for receiver in data_map.receivers:
        assert str(escape(receiver.name)) in page
        for country in receiver.countries:
            assert country.words.en in page
        for safeguard in receiver.safeguards:
            assert safeguard.words.en in page


def test_a_search_among_who_gets_data_keeps_the_words_and_finds_by_name(reader, engagement):
    first, *others = together(engaged([engagement], on=AT.date())).receivers
    page = reader.get(f"/portal/subprocessors?language=en&q={quote(first.name.upper())}").text

    assert f'<h3 class="engagement__title">{escape(first.name)}</h3>' in page
    assert all(f">{escape(other.name)}</h3>" not in page for other in others)
    assert "Nobody with these words." in reader.get("/portal/subprocessors?language=en&q=zz").text


def test_measures_are_those_that_clients_may_see(reader, engagement):
    (facts,) = (one.facts for one in engaged([engagement], on=AT.date()))
    page = reader.get("/portal/measures?language=nl").text
    shown = [one for one in facts.measures.measures if one.is_visible_to_clients]

    assert shown
    assert all(str(escape(one.label.nl)) in page for one in shown)


def test_a_measure_that_clients_may_not_see_is_not_there(reader, engagement):
    hidden = Measure.select().where(Measure.measure_set == engagement.measure_set_id).first()
    database.execute_sql('DROP TRIGGER "measure_refuses_update"')
    Measure.update(is_visible_to_clients=False).where(Measure.id == hidden.id).execute()
    tell(Client.get())

    assert str(escape(hidden.label.nl)) not in reader.get("/portal/measures?language=nl").text


@pytest.mark.parametrize(
    ("key", "mail"), [("gba", "contact@apd-gba.be"), ("vtc", "contact@toezichtcommissie.be")]
)
def test_a_complaint_goes_to_the_authority_of_the_client(reader, key, mail):
    Client.update(authority_key=key).execute()
    page = reader.get("/portal/rights?language=nl").text

    assert mail in page
    assert vocabulary().authorities[key].address.nl in page


def test_rights_are_exercised_by_mail_to_the_firm(reader):
    firm = OwnOrganisation.get()
    OwnOrganisation.update(privacy_email="gdpr@kbits.example").execute()
    page = reader.get("/portal/rights?language=en").text

    assert "mailto:gdpr@kbits.example" in page
    assert firm.street in page
    assert "Art. 18 GDPR" in page


def test_who_acts_for_two_clients_chooses_one_and_sees_that_one_alone(app, house):
    other = a_client(legal_name="Drukkerij Zwin BV")
    user = a_person_of(Client.get(Client.id != other.id))
    Membership.create(client=other, user=user, role="client-reader", created_at=AT)
    an_engagement(other, reference="KBITS-2026-0900", title="Etiketten drukken")
    browser = sign_in(app, user)
    assert "Etiketten" not in browser.get("/portal").text
    assert 'href="/portal/clients"' in browser.get("/portal").text

    answer = browser.submit("/me/seat", {"seat": other.public_id}, on="/portal/clients")

    assert answer.status_code == 303
    page = browser.get("/portal").text
    assert "Etiketten" in page
    assert "Gezinshulp" not in page


def test_who_acts_for_one_client_is_not_asked_which(reader):
    assert 'href="/portal/clients"' not in reader.get("/portal").text
