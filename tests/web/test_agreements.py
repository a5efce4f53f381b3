"""The agreement's page, versions compared, and the engagement that they are about."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import escape

from dpa_manager.domain.facts_json import facts_from_json, facts_sha256, facts_to_json
from dpa_manager.models import Agreement, AgreementVersion, Assignment, Client, Engagement
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import Phrase
from tests.access.counting import statements
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import AT
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'
SHORT, LONG = "3 maanden", "Een lange tekst die in geen enkele regel past. " * 4


@pytest.fixture
def agreement(drafted):
    return Agreement.get()


@pytest.fixture
def address(agreement):
    return f"/agreements/{agreement.public_id}"


@pytest.fixture
def compared(address):
    return f"{address}/compare"


def frozen(agreement):
    """The facts of its first version."""
    return facts_from_json(AgreementVersion.get(AgreementVersion.agreement == agreement).facts)


def add_version(agreement, *, reasons=None, **changes):
    """A next version, whose facts are those of the first one with `changes`."""
    count = AgreementVersion.select().where(AgreementVersion.agreement == agreement).count()
    facts = replace(frozen(agreement), **changes)
    return AgreementVersion.create(
        agreement=agreement,
        number=count + 1,
        dated_on=AT.date() + timedelta(days=count),
        facts=facts_to_json(facts),
        facts_sha256=facts_sha256(facts),
        reasons=reasons or {},
        created_at=AT,
    )


def with_breach_hours(agreement, hours):
    return replace(frozen(agreement).terms, breach_notice_hours=hours)


def plain(page):
    """The words of a page as they are read, one line."""
    words = re.sub(r"<[^>]+>", " ", page.replace("\u00a0", " ").replace("\u202f", " "))
    return " ".join(words.split())


def heading(page):
    return plain(re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)[1])


def test_each_version_tells_what_it_changed(visitor, agreement, address):
    add_version(agreement, terms=with_breach_hours(agreement, 48))

    page = plain(visitor.get(f"{address}?language=en").text)

    assert "1 change since version 1" in page
    assert "Breach notice: from 24 hours → to 48 hours" in page
    assert "Compare version 2 with version 1" in page


def test_why_a_warning_was_passed_over_is_told(visitor, agreement, address):
    add_version(agreement, title="Other", reasons={"R-B-1w": HOSTILE})

    page = visitor.get(address).text

    assert "R-B-1w" in page
    assert str(escape(HOSTILE)) in page


def test_many_versions_are_folded_and_only_the_newest_told(visitor, agreement, address):
    for hours in range(30, 40):
        add_version(agreement, terms=with_breach_hours(agreement, hours))

    page = plain(visitor.get(f"{address}?language=en").text)

    assert "Older versions (8)" in page
    assert page.count("1 change since version") == 5
    assert page.count("Compare version ") == 11


def test_data_that_changed_since_are_the_next_step(visitor, agreement, address):
    Engagement.update(title="Anders genoemd").execute()

    page = plain(visitor.get(f"{address}?language=en").text)

    assert "The data changed since version 1." in page
    assert "→ to Anders genoemd" in page
    assert "Compare version 1 with today" in page


def test_where_nothing_changed_nothing_is_asked(visitor, address):
    assert "Version 1 says what holds today." in plain(visitor.get(f"{address}?language=en").text)


def test_an_engagement_that_ended_asks_nothing(visitor, address):
    Engagement.update(is_active=False, title="Anders genoemd").execute()

    page = plain(visitor.get(f"{address}?language=en").text)

    assert "The engagement has ended." in page
    assert "The data changed" not in page


@pytest.mark.parametrize(
    ("asked", "before", "after"),
    [
        ("", "Version 2", "Version 3"),
        ("?a=2&b=1", "Version 1", "Version 2"),
        ("?a=3&b=now", "Version 3", "The data of today"),
        ("?a=²&b=<script>99999999999999999999", "Version 2", "Version 3"),
    ],
)
def test_two_editions_are_compared_the_older_first(
    visitor, agreement, compared, asked, before, after
):
    for hours in (36, 48):
        add_version(agreement, terms=with_breach_hours(agreement, hours))

    answer = visitor.get(f"{compared}{asked}{'&' if asked else '?'}language=en")

    assert answer.status_code == 200
    told_before, told_after = heading(answer.text).split("→ compared with")
    assert told_before.startswith(before)
    assert told_after.strip().startswith(after)


def test_the_only_version_is_compared_with_today(visitor, compared):
    page = visitor.get(f"{compared}?language=en").text

    assert "The data of today" in heading(page)
    assert "Nothing changed: both say the same." in page


def test_an_agreement_without_versions_has_nothing_to_compare(visitor, house, agreement):
    empty = Agreement.create(
        client=agreement.client_id,
        engagement=agreement.engagement_id,
        reference="KBITS-2026-0099",
        created_at=AT,
    )

    for page in ("", "/compare", "/compare?a=1&b=now"):
        answer = visitor.get(f"/agreements/{empty.public_id}{page}")
        assert answer.status_code == 200


def test_what_matters_most_stands_first(visitor, agreement, compared):
    facts = frozen(agreement)
    named = facts.recipients[:0]
    add_version(
        agreement,
        recipients=named,
        flows=tuple(flow for flow in facts.flows if flow.target != "recipient"),
        terms=with_breach_hours(agreement, 48),
        title="Anders",
    )

    page = visitor.get(f"{compared}?language=en").text

    parts = re.findall(r'<h2 id="part-(\w+)">', page)
    assert parts == [part for part in ("receivers", "terms", "small") if part in parts]
    assert parts[-2:] == ["terms", "small"]


def test_a_value_that_changed_is_marked_and_said(visitor, agreement, compared):
    add_version(agreement, terms=with_breach_hours(agreement, 48))

    page = visitor.get(f"{compared}?language=en").text.replace("\u00a0", " ")

    assert '<del><span class="for-ears">from </span>24 hours</del>' in page
    assert '<ins><span class="for-ears">to </span>48 hours</ins>' in page
    assert '<span class="for-ears">Changed:</span>' in page


def test_a_long_text_is_shown_word_by_word(visitor, agreement, compared):
    add_version(agreement, subject_matter=Phrase(LONG, LONG, LONG))
    add_version(agreement, subject_matter=Phrase.same(LONG.replace("enkele", "andere")))

    page = plain(visitor.get(f"{compared}?language=en").text)

    assert "Subject matter: the text changed" in page
    assert "[removed: enkele ]" in page
    assert "[added: andere ]" in page


def test_whatever_was_typed_is_shown_as_it_is(visitor, agreement, compared, address):
    facts = frozen(agreement)
    recipients = (*facts.recipients, replace(facts.recipients[0], key="x", name=HOSTILE))
    add_version(
        agreement,
        title=HOSTILE,
        recipients=recipients,
        subject_matter=Phrase.same(f"{HOSTILE} {LONG}"),
    )

    for page in (compared, address):
        text = visitor.get(page).text
        assert str(escape(HOSTILE)) in text
        assert "Söhne <" not in text
        assert "49 NV" not in text


def test_each_page_speaks_the_readers_language(visitor, agreement, address, compared):
    add_version(agreement, terms=with_breach_hours(agreement, 48))
    name = {
        "nl": "Melding van een inbreuk",
        "fr": "Notification d’une violation",
        "en": "Breach notice",
    }

    for page in (address, compared):
        for language, words in name.items():
            assert words in visitor.get(f"{page}?language={language}").text


def test_a_foreign_agreement_is_not_there(visitor):
    assert visitor.get("/agreements/none/compare").status_code == 404


@pytest.mark.parametrize("page", ["agreement", "comparison", "engagement", "client"])
def test_a_page_asks_at_most_twelve_things(app, agreement, page):
    visitor = sign_in(app, manager_of(Client.get()))
    Engagement.update(title="Anders genoemd").execute()
    for hours in range(30, 36):
        add_version(agreement, terms=with_breach_hours(agreement, hours))
    addresses = {
        "agreement": f"/agreements/{agreement.public_id}",
        "comparison": f"/agreements/{agreement.public_id}/compare?a=1&b=now",
        "engagement": f"/engagements/{find_engagement(ENGAGEMENT).public_id}",
        "client": f"/clients/{Client.get().public_id}",
    }

    with statements() as asked:
        assert visitor.get(addresses[page]).status_code == 200

    assert len(asked) <= 12, "\n".join(asked)


def manager_of(client):
    """An account manager who looks after `client`."""
    user = a_member_of_staff("account-manager")
    Assignment.create(client=client, user=user, created_at=AT)
    return user


def engagement_page(browser, language="en"):
    return browser.get(f"/engagements/{find_engagement(ENGAGEMENT).public_id}?language={language}")


def test_an_engagement_tells_what_its_newest_version_does_not_know(visitor, agreement):
    Engagement.update(title=HOSTILE).execute()

    page = engagement_page(visitor).text

    assert "Differs from version 1 (1)</h2>" in page
    assert f"{escape(HOSTILE)}</ins>" in page
    assert f"/agreements/{agreement.public_id}/compare?a=1&amp;b=now" in page


def test_who_looks_after_an_engagement_is_named(app, drafted):
    page = engagement_page(sign_in(app, manager_of(Client.get()))).text

    assert "Looked after by Els Maes" in page


def test_what_is_missing_leads_to_its_field_for_whoever_may_write(app, drafted):
    Engagement.update(subject_matter={"nl": "", "fr": "", "en": ""}).execute()
    found = find_engagement(ENGAGEMENT)
    mine = engagement_page(sign_in(app, manager_of(Client.get()))).text
    others = engagement_page(sign_in(app, a_member_of_staff("account-manager"))).text

    assert f'href="/engagements/{found.public_id}/parties#subject_matter"' in mine
    assert f'href="/engagements/{found.public_id}/parties#' not in others


def test_a_client_tells_what_happened_by_month(visitor, drafted):
    page = visitor.get(f"/clients/{Client.get().public_id}?language=en").text

    months = re.findall(r"<summary>(\w+ \d{4}) \(\d+\)</summary>", page)
    assert months
    assert len(set(months)) == len(months)
    assert str(escape(find_engagement(ENGAGEMENT).title)) in page[page.index('id="history"') :]
