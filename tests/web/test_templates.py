"""Templates on the screen: uploaded, checked, compared, downloaded and put to use."""

import io
import zipfile

import pytest

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.models import Document, Template, TemplateVersion
from dpa_manager.queries.templates import PROCESSING_AGREEMENT, version_in_use
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR
from tests.web.signed_in import a_member_of_staff, sign_in

NEW = "/dpo/templates/new"
HOSTILE = b'A &amp; B &lt;"Sons"&gt; agree that'


def dutch():
    return Template.get(Template.key == PROCESSING_AGREEMENT, Template.language == "nl")


def newest():
    mine = TemplateVersion.select().where(TemplateVersion.template == dutch())
    return mine.order_by(TemplateVersion.number.desc()).first()


def changed(house, *, word=b"Partijen", by=HOSTILE):
    """The Dutch template with one word of its fixed text in other words."""
    old = zipfile.ZipFile(io.BytesIO(house.store.read(newest().sha256)))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            body = part.replace(word, by, 1) if name == "word/document.xml" else part
            new.writestr(old.getinfo(name), body)
    return data.getvalue()


def upload(browser, data, *, name="nl.docx"):
    fields = {"kind": PROCESSING_AGREEMENT, "language": "nl", "file": (io.BytesIO(data), name)}
    return browser.submit(NEW, fields)


@pytest.fixture
def uploaded(house, visitor):
    """A changed template that was uploaded and is not in use yet."""
    data = changed(house)
    answer = upload(visitor, data)
    assert answer.status_code == 303, answer.text
    return data


def page():
    return f"/dpo/templates/{dutch().public_id}"


def test_an_uploaded_template_waits_until_somebody_puts_it_to_use(uploaded, visitor):
    waits = version_in_use(PROCESSING_AGREEMENT, language="nl").number
    visitor.submit(f"{page()}/versions/{newest().public_id}/activate", on=page())

    assert waits == 1
    assert version_in_use(PROCESSING_AGREEMENT, language="nl").number == 2


def test_the_next_agreement_is_drafted_with_the_version_in_use(house, uploaded, visitor):
    visitor.submit(f"{page()}/versions/{newest().public_id}/activate", on=page())

    draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=house)

    assert Document.get().template_version_id == newest().id


def test_an_older_version_can_be_put_to_use_again(uploaded, visitor):
    first = TemplateVersion.get(
        TemplateVersion.template == dutch(), TemplateVersion.number == 1
    ).public_id
    visitor.submit(f"{page()}/versions/{newest().public_id}/activate", on=page())
    visitor.submit(f"{page()}/versions/{first}/activate", on=page())

    assert version_in_use(PROCESSING_AGREEMENT, language="nl").number == 1


def test_the_same_file_once_more_is_the_version_there_is(uploaded, visitor):
    before = newest()

    assert upload(visitor, uploaded).location == page()
    assert newest() == before


def test_what_is_downloaded_is_what_was_uploaded(uploaded, visitor):
    answer = visitor.get(f"{page()}/versions/{newest().public_id}.docx")

    assert answer.data == uploaded
    assert "attachment" in answer.headers["Content-Disposition"]


def test_what_differs_is_shown_word_by_word(uploaded, visitor):
    shown = visitor.get(f"{page()}/versions/{newest().public_id}/differences").text

    assert "A &amp; B &lt;&#34;Sons&#34;&gt; agree that" in shown
    assert "<del" in shown


def test_comparing_with_a_strange_version_is_no_error(uploaded, visitor):
    address = f"{page()}/versions/{newest().public_id}/differences?with="
    answers = [visitor.get(address + strange) for strange in ("", "0", "99", "x", "2")]

    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize(
    "data", [b"", b"no word file", b"PK\x03\x04 broken"], ids=["empty", "text", "broken"]
)
def test_a_file_that_is_no_template_is_refused_with_what_is_wrong(data, visitor):
    before = TemplateVersion.select().count()

    answer = upload(visitor, data)

    assert answer.status_code == 400
    assert "error-summary" in answer.text
    assert TemplateVersion.select().count() == before


def test_a_word_that_no_template_may_use_is_named_with_its_place(house, visitor):
    answer = upload(visitor, changed(house, by=b"{{ secret_of_the_house }}"))

    assert answer.status_code == 400
    assert "secret_of_the_house" in answer.text


def test_a_version_of_another_template_is_not_found(uploaded, visitor):
    other = Template.get(Template.key == PROCESSING_AGREEMENT, Template.language == "fr")
    version = newest().public_id

    answer = visitor.get(f"/dpo/templates/{other.public_id}/versions/{version}.docx")

    assert answer.status_code == 404


def test_an_account_manager_reads_templates_and_changes_none(app):
    browser = sign_in(app, a_member_of_staff("account-manager"))

    assert browser.get(page()).status_code == 200
    assert browser.get(NEW).status_code == 403
