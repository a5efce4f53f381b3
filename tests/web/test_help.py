"""The user guide in the program: open to everybody signed in, its own files alone, no HTML."""

from dataclasses import replace

import pytest

from dpa_manager.app import create_app
from dpa_manager.config import PROJECT
from dpa_manager.models import Client
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.web.guide import read_guide
from dpa_manager.web.help import CHAPTERS
from tests.actions.complete_house import ENGAGEMENT
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in

GUIDE = read_guide(PROJECT / "docs" / "handleiding")
NAMES = [chapter.name for chapter in GUIDE.chapters]
STRANGE_NAMES = ["..", "README", "beginnen.md", "%2e%2e%2fREADME", "..%2f..%2fREADME", "img", "é"]
STRANGE_PICTURES = ["..%2fREADME.md", "%2e%2e/README.md", "..%5cREADME.md", "no.png", "vandaag"]
PARTS = {
    "parties": "partijen-en-afspraken",
    "terms": "partijen-en-afspraken",
    "activities": "activiteiten-en-rol",
    "activities/1": "activiteiten-en-rol",
    "activities/1/role": "activiteiten-en-rol",
    "flows": "de-matrix",
    "flows/1": "de-matrix",
    "subprocessors": "subverwerkers-en-ontvangers",
    "measures": "beveiliging",
    "retention": "bewaartermijnen",
    "check": "nakijken-en-opstellen",
}
HOSTILE = """# Titel <script>alert(1)</script>

Tekst <b onclick="x()">dik</b> & [weg](https://example.org/) <https://example.org/>
[js](javascript:alert(1)) [boven](../README.md) ![elders](//example.org/a.png)

## Een & ander

<script>alert(2)</script>
"""


@pytest.fixture(params=["staff", "client"])
def reader(request, app):
    """A browser of somebody of the firm, or of a client."""
    is_staff = request.param == "staff"
    return sign_in(app, a_member_of_staff("admin") if is_staff else a_person_of(Client.get()))


def app_over(house, folder):
    return create_app(replace(house, config=replace(house.config, guide=folder)))


def test_everybody_signed_in_reads_every_chapter(reader):
    for name in NAMES:
        answer = reader.get(f"/help/{name}?language=nl")

        assert answer.status_code == 200
        assert f'<h1 lang="nl">{GUIDE.chapter(name).title}</h1>' in answer.text
        assert f'href="/help/{name}" aria-current="page"' in answer.text


def test_the_index_leads_to_every_chapter(reader):
    page = reader.get("/help").text

    assert [name for name in NAMES if f'href="/help/{name}"' not in page] == []
    assert NAMES[0] == "beginnen"


def test_every_page_leads_to_the_guide(reader):
    assert 'href="/help"' in reader.get("/me").text


def test_every_picture_of_a_chapter_is_served(reader):
    pictures = {picture for chapter in GUIDE.chapters for picture in chapter.pictures}
    answers = {name: reader.get(f"/help/img/{name}") for name in pictures}

    assert {answer.mimetype for answer in answers.values()} == {"image/png"}
    assert {answer.status_code for answer in answers.values()} == {200}


def test_nobody_else_reads_it(stranger):
    for path in ("/help", "/help/beginnen", "/help/img/vandaag.png"):
        assert stranger.get(path).headers["Location"].startswith("/login")


def test_a_chapter_that_is_none_is_not_found(reader):
    statuses = {name: reader.get(f"/help/{name}").status_code for name in STRANGE_NAMES}
    assert statuses == dict.fromkeys(STRANGE_NAMES, 404)


def test_a_picture_that_no_chapter_shows_is_not_found(reader):
    statuses = {name: reader.get(f"/help/img/{name}").status_code for name in STRANGE_PICTURES}
    assert statuses == dict.fromkeys(STRANGE_PICTURES, 404)


@pytest.mark.parametrize(("language", "is_told"), [("nl", False), ("fr", True), ("en", True)])
def test_who_reads_another_language_is_told_that_it_is_dutch(reader, language, is_told):
    page = reader.get(f"/help/beginnen?language={language}").text

    assert ('<p class="note">' in page) is is_told
    assert 'guide-text" lang="nl"' in page


def test_nothing_of_a_text_is_html_or_leads_elsewhere(tmp_path):
    (tmp_path / "README.md").write_text(HOSTILE + "\n[hoofdstuk](een.md#een-ander)\n")
    (tmp_path / "een.md").write_text(HOSTILE)
    chapter = read_guide(tmp_path).chapter("een")

    assert "<script" not in chapter.body
    assert "<b " not in chapter.body
    assert "<a " not in chapter.body
    assert "<img" not in chapter.body
    assert '<h2 id="een-ander">Een &amp; ander</h2>' in chapter.body


def test_a_title_is_shown_as_words(house, tmp_path):
    (tmp_path / "README.md").write_text(HOSTILE)
    page = sign_in(app_over(house, tmp_path), a_member_of_staff()).get("/help").text

    assert '<h1 lang="nl">Titel &lt;script&gt;alert(1)&lt;/script&gt;</h1>' in page


def test_a_guide_that_is_not_there_is_told_with_its_folder(house, tmp_path):
    folder = tmp_path / "nowhere"
    answer = sign_in(app_over(house, folder), a_member_of_staff()).get("/help?language=nl")

    assert answer.status_code == 503
    assert str(folder) in answer.text


def test_a_part_of_drafting_leads_to_the_chapter_that_explains_it(visitor):
    engagement = find_engagement(ENGAGEMENT).public_id
    for part, chapter in PARTS.items():
        page = visitor.get(f"/engagements/{engagement}/{part}?language=nl").text

        assert f'<a href="/help/{chapter}">Uitleg</a>' in page


def test_what_explains_a_part_is_a_chapter(app):
    assert set(CHAPTERS.values()) - set(NAMES) == set()
    assert set(CHAPTERS) - set(app.blueprints) == set()
