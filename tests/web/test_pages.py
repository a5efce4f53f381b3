"""The first pages: what they show, in which language, and how they answer what is not there."""

import pytest
from markupsafe import escape

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.models import Client, Document, Engagement
from dpa_manager.queries.lookup import find_engagement
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR
from tests.web.signed_in import token_of

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'
TITLES = {"nl": "Opdrachten", "fr": "Missions", "en": "Engagements"}
LIST = "/engagements"
SIGN_IN = {"nl": "Aanmelden", "fr": "Se connecter", "en": "Sign in"}


def address(name=ENGAGEMENT):
    return f"/engagements/{find_engagement(name).public_id}"


def without_address(page, path):
    """A page without the address that was asked for, the part of the house, and its token.

    The token names the second in which it was made, and two pages may fall into two seconds.
    """
    page = page.replace(token_of(page), "")
    return page.replace(f'value="{path}"', 'value=""').replace(' aria-current="page"', "")


def test_the_list_shows_each_engagement_with_its_version(visitor, drafted):
    page = visitor.get(f"{LIST}?language=en").text

    assert find_engagement(ENGAGEMENT).title in page
    assert f"Version {drafted.version}<" in page


@pytest.mark.parametrize("language", TITLES)
def test_a_page_speaks_the_language_that_was_asked_for(visitor, drafted, language):
    answer = visitor.get(f"{LIST}?language={language}")

    assert f'<html lang="{language}"' in answer.text
    assert f"<h1>{TITLES[language]}</h1>" in answer.text
    assert answer.headers["Content-Language"] == language


def test_the_language_that_was_asked_for_stays(stranger):
    stranger.get("/login?language=fr")

    assert f"<h1>{SIGN_IN['fr']}</h1>" in stranger.get("/login").text


@pytest.mark.parametrize(
    ("accepted", "language"), [("fr-BE,fr;q=0.9", "fr"), ("en-GB", "en"), ("de", "nl"), ("", "nl")]
)
def test_the_first_visit_speaks_the_browsers_language(stranger, accepted, language):
    page = stranger.get("/login", headers={"Accept-Language": accepted}).text

    assert f'<html lang="{language}"' in page


def test_who_is_signed_in_is_spoken_to_in_their_own_language(visitor):
    visitor.get(f"{LIST}?language=fr")

    page = visitor.get(LIST, headers={"Accept-Language": "en"}).text

    assert '<html lang="nl"' in page


def test_an_unknown_language_is_no_language(stranger):
    assert '<html lang="nl"' in stranger.get("/login?language=xx").text


@pytest.mark.parametrize("language", TITLES)
def test_an_engagement_tells_its_versions_and_its_history(visitor, drafted, language):
    page = visitor.get(f"{address()}?language={language}").text

    assert drafted.facts_sha256[:12] in page
    assert str(escape(Client.get().legal_name)) in page


def test_what_is_missing_is_named_with_its_rule_and_article(visitor, house):
    Engagement.update(duration_kind="").execute()

    page = visitor.get(f"{address()}?language=en").text

    assert "R-PRE-3" in page
    assert "GDPR" in page


def test_a_hostile_name_is_shown_as_it_was_typed_and_escaped_once(visitor, drafted):
    Client.update(legal_name=HOSTILE).execute()

    for page in (visitor.get(LIST).text, visitor.get(address()).text):
        assert str(escape(HOSTILE)) in page
        assert HOSTILE not in page
        assert "&amp;amp;" not in page


def test_the_history_tells_a_hostile_name_as_it_was_at_the_time(visitor, house):
    Client.update(legal_name=HOSTILE).execute()
    draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=house)
    Client.update(legal_name="Gewoon NV").execute()

    page = visitor.get(address()).text

    history = page[page.index('aria-labelledby="history"') :]
    assert history.count(str(escape(HOSTILE))) == 1
    assert HOSTILE not in page


@pytest.mark.parametrize("path", ["/engagements/nothing", "/documents/nothing", "/nothing"])
def test_what_is_not_there_is_one_and_the_same_page(visitor, drafted, path):
    answer = visitor.get(path)

    assert answer.status_code == 404
    assert without_address(answer.text, path) == without_address(visitor.get("/x").text, "/x")


def test_a_document_comes_as_a_file_with_a_safe_name(visitor, drafted, house):
    answer = visitor.get(f"/documents/{drafted.docx.public_id}")

    assert answer.data == house.store.read(drafted.docx.sha256)
    expected = f"{drafted.reference}-v1-{drafted.language}.docx"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={expected}"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda path: path.write_bytes(b"something else"), "no longer what was stored"),
        (lambda path: path.unlink(), "missing from the store"),
    ],
    ids=["changed", "gone"],
)
def test_a_damaged_document_is_told_and_not_served(visitor, drafted, house, damage, told):
    damage(house.store.path_of(drafted.docx.sha256))

    answer = visitor.get(f"/documents/{drafted.docx.public_id}?language=en")

    assert answer.status_code == 500
    assert told in answer.text
    assert "Traceback" not in answer.text
    assert b"something else" not in answer.data


def test_a_document_row_names_a_file_that_the_page_serves(visitor, drafted):
    for row in list(Document.select()):
        assert visitor.get(f"/documents/{row.public_id}").status_code == 200
