"""How long data are kept, on one page for all activities of an engagement."""

import pytest
from markupsafe import escape

from dpa_manager.models import Activity, ActivityData, Engagement, EngagementMeasure, Flow
from dpa_manager.models.event import Event
from dpa_manager.vocabulary.phrase import Phrase
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} %s </textarea>'


@pytest.fixture
def row(house):
    return Engagement.get(Engagement.title == "Planningsapp")


@pytest.fixture
def path(row):
    return f"/engagements/{row.public_id}/retention"


def send(browser, path, changes, *, of=None):
    page = of or browser.get(path).text
    return browser.post(path, data=sent(page, changes, holding="rule-1-health"))


def kept(activity, category):
    return (
        ActivityData.select()
        .join(Activity)
        .where(Activity.number == activity, ActivityData.category_key == category)
        .get()
    )


def last():
    return Event.select().order_by(Event.id.desc()).first().id


def rules():
    rows = ActivityData.select(ActivityData, Activity).join(Activity)
    return {(one.activity.number, one.category_key): one.retention_key for one in rows}


def test_each_category_of_each_activity_has_a_place_that_the_checklist_leads_to(visitor, path):
    ActivityData.update(retention_key="").where(ActivityData.category_key == "health").execute()

    page = visitor.get(path).text

    assert f'href="{path}#retention-1-health"' in page
    for name in ("1-health", "1-name", "2-email"):
        assert f'id="retention-{name}"' in page
        assert f'id="rule-{name}"' in page


def test_the_form_sent_as_it_is_changes_nothing(visitor, path):
    before, event = list(ActivityData.select().dicts()), last()

    assert send(visitor, path, {}).status_code == 303

    assert list(ActivityData.select().dicts()) == before
    assert last() == event


def test_all_that_is_typed_is_kept_in_one_act(visitor, path):
    event = last()
    typed = {
        "rule-1-name": "RET-LOG",
        "words-1-name_fr": "Deux ans",
        "rule-1-health": "RET-CONTRACT",
        "reason-1-health_nl": "Zonder kan het niet.",
        "safeguards-1-health": ["TOM-S-ACCESSLIST"],
        "rule-2-email": "RET-TICKET",
    }

    assert send(visitor, path, typed).status_code == 303

    assert (kept(1, "name").retention_key, kept(1, "name").retention_words) == (
        "RET-LOG",
        Phrase(fr="Deux ans"),
    )
    health = kept(1, "health")
    assert health.sensitive_reason.nl == "Zonder kan het niet."
    assert (health.retention_key, health.safeguard_keys) == ("RET-CONTRACT", ["TOM-S-ACCESSLIST"])
    assert [one.act for one in Event.select().where(Event.id > event)] == ["data described"]


def test_what_a_category_needs_is_asked_and_nothing_else(visitor, path):
    ActivityData.update(category_key="nrn").where(ActivityData.category_key == "account").execute()
    Flow.update(category_key="nrn").where(Flow.category_key == "account").execute()
    ActivityData.update(category_key="volunteered").where(
        ActivityData.category_key == "phone"
    ).execute()
    Flow.update(category_key="volunteered").where(Flow.category_key == "phone").execute()

    page = visitor.get(path).text

    asked = {
        name
        for part in ("description", "reason", "legal_basis", "safeguards")
        for category in ("nrn", "volunteered", "name", "health")
        if f'id="{part}-1-{category}' in page
        for name in (f"{part} {category}",)
    }
    assert asked == {
        "description volunteered",
        "reason nrn",
        "legal_basis nrn",
        "safeguards nrn",
        "reason health",
        "safeguards health",
    }


def test_hostile_words_come_back_as_they_were_typed(visitor, path):
    texts = {f"reason-1-health_{code}": HOSTILE for code in ("nl", "fr", "en")}
    texts |= {f"words-1-name_{code}": HOSTILE for code in ("nl", "fr", "en")}

    assert send(visitor, path, texts).status_code == 303

    assert visitor.get(path).text.count(str(escape(HOSTILE))) >= 6
    assert kept(1, "name").retention_words == Phrase.same(HOSTILE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rule-1-name", "RET-FOREVER"),
        ("rule-1-name", "RET-ACC-BE"),
        ("words-1-name_nl", "x" * 1001),
        ("words-2-email_fr", "a\u202eb"),
        ("reason-1-health_nl", "x" * 2001),
        ("safeguards-1-health", ["TOM-MFA"]),
    ],
)
def test_a_wrong_value_stands_beside_its_field_and_nothing_typed_is_lost(
    visitor, path, field, value
):
    before = list(ActivityData.select().dicts())

    answer = send(visitor, path, {"words-1-phone_nl": "Blijft staan.", field: value})

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert "Blijft staan." in answer.text
    assert list(ActivityData.select().dicts()) == before


def test_a_field_that_no_page_has_is_refused(visitor, path):
    for name in ("rule-3-health", "reason-1-name_nl", "every-9"):
        assert send(visitor, path, {name: "RET-LOG"}).status_code == 400, name


@pytest.mark.parametrize(("apply", "reached"), [("1", {1}), ("2", {2}), ("all", {1, 2})])
def test_one_rule_for_an_activity_or_for_all_and_what_was_typed_besides(
    visitor, path, apply, reached
):
    before, event = rules(), last()
    changes = {f"every-{apply}": "RET-BACKUP", "apply": apply, "words-1-name_nl": "Ook dit"}

    assert send(visitor, path, changes).status_code == 303

    assert rules() == {
        place: "RET-BACKUP" if place[0] in reached else rule for place, rule in before.items()
    }
    assert kept(1, "name").retention_words.nl == "Ook dit"
    assert Event.select().where(Event.id > event).count() == 1


def test_an_activity_with_one_category_is_saved_like_any_other(visitor, path):
    Flow.delete().where(Flow.category_key == "name").execute()
    page = visitor.get(path).text
    assert 'id="every-2"' not in page

    assert send(visitor, path, {"rule-2-email": "RET-LOG"}, of=page).status_code == 303

    assert kept(2, "email").retention_key == "RET-LOG"


def test_the_spaces_of_french_are_kept(visitor, path):
    words = "Jusqu’à 2\u202f300 jours\xa0; ensuite «\u202fsupprimées\u202f»."

    assert send(visitor, path, {"words-1-name_fr": words}).status_code == 303

    assert kept(1, "name").retention_words.fr == words


def test_one_rule_for_all_asks_which(visitor, path):
    before = rules()

    answer = send(visitor, path, {"apply": "1"})

    assert answer.status_code == 400
    assert 'id="every-1-error"' in answer.text
    assert rules() == before


def test_a_rule_chosen_for_all_does_nothing_without_its_button(visitor, path):
    before = rules()

    assert send(visitor, path, {"every-1": "RET-BACKUP"}).status_code == 303

    assert rules() == before


def test_the_usual_rule_says_that_it_is(visitor, path):
    page = visitor.get(path).text

    select = page.split('id="rule-2-email"')[1].split("</select>")[0]
    assert [line for line in select.split("<option")[1:] if "gebruikelijk" in line] == [
        line for line in select.split("<option")[1:] if 'value="RET-TICKET"' in line
    ]
    assert "RET-ACC-BE" not in page


def test_activities_outside_the_agreement_are_left_out(visitor, path):
    Activity.update(role_outcome="joint").where(Activity.number == 2).execute()
    assert "rule-2-email" not in visitor.get(path).text

    Activity.update(role_outcome="", role_answers=[]).where(Activity.number == 2).execute()
    page = visitor.get(path).text
    assert "rule-2-email" in page
    assert "nog niet bepaald" in page


def test_a_safeguard_that_is_no_measure_here_any_more_says_so(visitor, path):
    EngagementMeasure.delete().execute()

    page = visitor.get(path).text

    assert "niet meer bij de maatregelen" in page
    assert "heeft nog geen maatregelen voor gevoelige gegevens" in page
    assert send(visitor, path, {"safeguards-1-health": []}, of=page).status_code == 303
    assert kept(1, "health").safeguard_keys == []


def test_an_engagement_without_flows_says_where_they_come_from(visitor, path):
    Flow.delete().execute()

    page = visitor.get(path).text

    assert "Nog geen gegevens" in page
    assert 'name="seen"' not in page


def test_two_people_lose_nothing_to_each_other(app, visitor, path):
    page = visitor.get(path).text
    other = sign_in(app, a_member_of_staff("dpo"))
    send(other, path, {"rule-1-phone": "RET-LOG", "words-1-name_nl": "Van de ander."})

    answer = send(visitor, path, {"words-1-name_nl": "Van mij."}, of=page)

    assert answer.status_code == 409
    assert "Van de ander." in answer.text
    assert send(visitor, path, {}, of=answer.text).status_code == 303
    assert kept(1, "name").retention_words.nl == "Van mij."
    assert kept(1, "phone").retention_key == "RET-LOG"
