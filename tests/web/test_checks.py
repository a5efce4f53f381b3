"""Checking one's answers, and drafting the agreement from the page."""

from dpa_manager.actions.engaging import change_terms, end_engagement
from dpa_manager.models import Agreement, AgreementVersion, Document
from dpa_manager.queries.lookup import find_engagement
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = 'Because A & B <"Sons"> ask'


def address():
    return f"/engagements/{find_engagement(ENGAGEMENT).public_id}/check"


def ask(house, **terms):
    """Have the engagement say something that its rules warn about, or refuse."""
    change_terms(find_engagement(ENGAGEMENT), terms, by=ACTOR, toolbox=house)


def test_every_answer_has_a_way_to_change_it(visitor):
    page = visitor.get(address()).text
    base = address().removesuffix("/check")

    for part in ("parties", "terms", "activities/1/role", "flows/1", "retention", "measures"):
        assert f'href="{base}/{part}' in page


def test_the_button_drafts_a_version_with_its_documents(visitor):
    answer = visitor.submit(address(), {"language": "nl"})

    agreement = Agreement.get()
    assert answer.status_code == 303
    assert answer.location == f"/agreements/{agreement.public_id}"
    assert f"/documents/{Document.get().public_id}" in visitor.get(answer.location).text


def test_what_blocks_drafts_nothing(house, visitor):
    ask(house, breach_notice_hours=73)

    answer = visitor.submit(address(), {"language": "nl"})

    assert answer.status_code == 400
    assert "R-F-1" in answer.text
    assert not AgreementVersion.select().exists()
    assert 'type="radio" name="language"' not in visitor.get(address()).text


def test_a_warning_asks_for_its_reason_and_nothing_typed_is_lost(house, visitor):
    ask(house, breach_notice_hours=60)

    without = visitor.submit(address(), {"language": "nl"})
    strange = visitor.submit(address(), {"language": "xx", "reason_R-F-1w": HOSTILE})

    assert (without.status_code, strange.status_code) == (400, 400)
    assert "Because A &amp; B &lt;&#34;Sons&#34;&gt; ask" in strange.text
    assert not AgreementVersion.select().exists()


def test_the_reason_is_kept_with_the_version(house, visitor):
    ask(house, breach_notice_hours=60)

    visitor.submit(address(), {"language": "nl", "reason_R-F-1w": HOSTILE})

    assert AgreementVersion.get().reasons == {"R-F-1w": HOSTILE}


def test_an_agreement_beyond_drafting_is_not_drafted_anew(drafted, visitor):
    Agreement.update(state="in_force").execute()

    assert visitor.submit(address(), {"language": "fr"}).status_code == 403


def test_who_may_only_read_cannot_draft(app):
    reader = sign_in(app, a_member_of_staff("signatory"))

    assert reader.get(address()).status_code == 403


def test_an_engagement_that_ended_changes_no_more(house, visitor):
    end_engagement(find_engagement(ENGAGEMENT), by=ACTOR, toolbox=house)

    answer = visitor.submit(address().replace("/check", "/measures"), {"measures": []})

    assert answer.status_code == 400
