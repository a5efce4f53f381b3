"""The activities of an engagement: cards, adding and taking out, and all that is said of one."""

import re
from datetime import date

import pytest
from markupsafe import escape

from dpa_manager.actions import engaging
from dpa_manager.models import Activity, ActivitySubject, Client, Engagement, Flow
from dpa_manager.models.event import Event
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.complete_house import doing
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} %s </textarea> NV'
HOSTING, SUPPORT = 1, 2
TEXTS = ("title", "purposes", "automated_decision")


@pytest.fixture
def row(house):
    return Engagement.get(Engagement.title == "Planningsapp")


@pytest.fixture
def path(row):
    return f"/engagements/{row.public_id}/activities"


@pytest.fixture
def blank(house):
    """An engagement without any activity."""
    typed = engaging.TypedEngagement("Leeg")
    return engaging.engage(Client.get(), typed, **doing(house))


def activity(number=HOSTING):
    return Activity.get(
        Activity.engagement == Engagement.get(Engagement.title == "Planningsapp"),
        Activity.number == number,
    )


def send(browser, path, changes, *, of=None):
    page = of or browser.get(path).text
    return browser.post(path, data=sent(page, changes, holding="title_nl"))


def last():
    return Event.select().order_by(Event.id.desc()).first()


def test_the_cards_stand_in_the_order_of_annex_ii(visitor, path):
    page = visitor.get(path).text

    names = re.findall(r'id="activity-(\d)-head"', page)
    assert names == ["1", "2"]
    for words in ("De planningsapp hosten", "Webhosting", "Gezondheidsgegevens", "Patiënten"):
        assert words in page
    assert "rol nog te bepalen" not in page


def test_a_card_shows_what_is_missing_in_it_and_leads_there(visitor, path, row):
    Activity.update(role_outcome="", role_answers=[]).where(Activity.number == SUPPORT).execute()
    Activity.update(operations=[]).where(Activity.number == HOSTING).execute()

    page = visitor.get(path).text

    cards = re.findall(r'<section class="card activity-card.*?</section>', page, re.DOTALL)
    assert f'href="{path}/1#operations"' in cards[0]
    assert f'href="{path}/2/role"' in cards[1]
    assert "rol nog te bepalen" in cards[1]
    assert "#operations" not in cards[1]


def test_an_engagement_without_activities_says_what_one_is(visitor, blank):
    page = visitor.get(f"/engagements/{blank.public_id}/activities").text

    assert "Er is nog geen activiteit" in page
    assert '<details class="more" open>' in page


def test_ticked_services_become_activities(visitor, blank):
    path = f"/engagements/{blank.public_id}/activities"

    visitor.submit(f"{path}/add", {"service_kinds": ["hosting", "mailing"]}, on=path)

    assert "II.2 is toegevoegd" in visitor.get(path).text
    kinds = [one.service_kinds for one in Activity.select().where(Activity.engagement == blank)]
    assert kinds == [["hosting"], ["mailing"]]
    assert Flow.select().where(Flow.engagement == blank).count() > 0


@pytest.mark.parametrize("chosen", [[], ["space travel"]])
def test_no_service_is_told_beside_the_services(visitor, path, chosen):
    before = Activity.select().count()

    answer = visitor.submit(f"{path}/add", {"service_kinds": chosen}, on=path)

    assert answer.status_code == 400
    assert 'id="service_kinds-error"' in answer.text
    assert Activity.select().count() == before


def test_an_activity_by_name_is_named_in_the_clients_language_and_described_next(visitor, path):
    answer = visitor.submit(f"{path}/blank", {"title": HOSTILE}, on=path)

    assert answer.headers["Location"] == f"{path}/3"
    assert activity(3).title == Phrase(nl=HOSTILE)
    assert str(escape(HOSTILE)) in visitor.get(path).text
    assert str(escape(HOSTILE)) in visitor.get(f"{path}/3").text


@pytest.mark.parametrize("title", ["", "x" * 201, "a\u202eb"])
def test_a_wrong_name_adds_nothing(visitor, path, title):
    answer = visitor.submit(f"{path}/blank", {"title": title}, on=path)

    assert answer.status_code == 400
    assert 'id="title-error"' in answer.text
    assert Activity.select().count() == 2


def test_a_copy_is_added_at_the_end(visitor, path):
    assert visitor.submit(f"{path}/1/copy", on=path).status_code == 303

    assert activity(3).title.nl == "De planningsapp hosten (3)"
    assert activity(3).role_outcome == ""


def test_what_was_removed_can_be_taken_back_at_once_and_later(visitor, path):
    visitor.submit(f"{path}/2/remove", on=path)
    page = visitor.get(path).text
    assert page.count(f'action="{path}/2/restore"') == 2
    assert 'id="activity-2"' not in page
    assert visitor.get(f"{path}/2").status_code == 404

    later = visitor.get(path).text
    assert later.count(f'action="{path}/2/restore"') == 1

    assert visitor.submit(f"{path}/2/restore", on=path).status_code == 303
    assert visitor.get(f"{path}/2").status_code == 200
    assert visitor.submit(f"{path}/2/restore", on=path).status_code == 303


def test_the_last_activity_that_goes_leaves_its_way_back(visitor, path):
    for number in (1, 2):
        visitor.submit(f"{path}/{number}/remove", on=path)

    page = visitor.get(path).text

    assert "Er is nog geen activiteit" in page
    assert "2 verwijderde activiteiten" in page


def test_nothing_is_added_to_an_engagement_that_ended(visitor, path, row):
    page = visitor.get(path).text
    Engagement.update(is_active=False).where(Engagement.id == row.id).execute()

    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    visitor.post(f"{path}/1/copy", data={"csrf_token": token})

    after = visitor.get(path).text
    assert Activity.select().count() == 2
    assert "message--warn" in after
    assert f'action="{path}/add"' not in after


def test_a_number_that_is_no_activitys_is_not_found(visitor, path):
    for end in ("", "/role"):
        assert visitor.get(f"{path}/1{end}").status_code == 200
        for number in ("0", "3", "1000000", "-1", "01", "1e0", "x", "١", "9" * 40):
            assert visitor.get(f"{path}/{number}{end}").status_code == 404, number


def test_the_activity_of_another_engagement_is_not_found(visitor, path, blank):
    for end in ("", "/role", "/copy", "/remove", "/restore"):
        other = f"/engagements/{blank.public_id}/activities/1{end}"
        assert visitor.submit(other, on=path).status_code == 404, end


def test_who_may_not_write_here_sees_no_activity_to_write_on(app, path):
    for role in ("signatory", "admin"):
        answer = sign_in(app, a_member_of_staff(role)).get(path)
        assert answer.status_code in (403, 404), role


def test_the_form_sent_as_it_is_changes_nothing(visitor, path):
    before, event = Activity.select().dicts(), last().id
    before = list(before)

    for number in (HOSTING, SUPPORT):
        assert send(visitor, f"{path}/{number}", {}).status_code == 303

    assert list(Activity.select().dicts()) == before
    assert last().id == event


def test_all_that_is_typed_is_kept_in_one_act(visitor, path):
    event = last().id
    typed = {
        "title_fr": "Hébergement",
        "service_kinds": ["hosting", "backup"],
        "operations": ["store"],
        "channels": [],
        "own_purposes": ["statistics"],
        "country_1": "FR",
        "place_1": "office",
        "country_2": "",
        "place_2": "",
        "country_4": "LU",
        "place_4": "datacentre",
        "platform_1": "Microsoft 365",
        "contract_of_1": "client",
        "has_remote_access": "y",
        "runs_on_platform": "y",
        "automated_decision_nl": "neen",
        "client_role": "processor",
        "began_on": "2026-05-04",
        "count_patients": "2400",
        "count_client_staff": "",
    }

    assert send(visitor, f"{path}/1", typed).status_code == 303

    kept = activity()
    assert kept.title.fr == "Hébergement"
    assert (kept.service_kinds, kept.operations, kept.channels) == (
        ["hosting", "backup"],
        ["store"],
        [],
    )
    assert kept.locations == [
        {"country": "FR", "place": "office"},
        {"country": "LU", "place": "datacentre"},
    ]
    assert kept.platforms == [{"name": "Microsoft 365", "contract_of": "client"}]
    assert (kept.has_remote_access, kept.runs_on_platform) == (True, True)
    assert (kept.client_role, kept.began_on) == ("processor", date(2026, 5, 4))
    people = ActivitySubject.select().where(ActivitySubject.activity == kept)
    assert {one.category_key: one.approximate_count for one in people} == {
        "patients": 2400,
        "client_staff": None,
    }
    acts = [one.act for one in Event.select().where(Event.id > event)]
    assert acts == ["activity changed"]


def test_hostile_words_come_back_as_they_were_typed(visitor, path):
    texts = {f"{name}_{code}": HOSTILE for name in TEXTS for code in ("nl", "fr", "en")}

    send(visitor, f"{path}/1", texts | {"platform_1": HOSTILE})

    page = visitor.get(f"{path}/1").text
    # Nine fields, the platform, the title and the heading at least.
    assert page.count(str(escape(HOSTILE))) >= 12
    assert activity().purposes == Phrase.same(HOSTILE)
    assert str(escape(HOSTILE)) in visitor.get(path).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title_nl", "x" * 201),
        ("purposes_fr", "x" * 6001),
        ("purposes_en", "a\u202eb"),
        ("automated_decision_nl", "\x07"),
        ("service_kinds", ["space travel"]),
        ("operations", ["sell"]),
        ("channels", ["pigeon"]),
        ("own_purposes", ["world peace"]),
        ("client_role", "mixed"),
        ("country_1", "XX"),
        ("place_3", "datacentre"),
        ("country_3", "BE"),
        ("platform_1", "x" * 201),
        ("contract_of_1", "kbits"),
        ("began_on", "gisteren"),
        ("count_patients", "veel"),
        ("count_patients", "-1"),
        ("count_patients", "9" * 30),
    ],
)
def test_a_wrong_value_stands_beside_its_field_and_nothing_typed_is_lost(
    visitor, path, field, value
):
    before = list(Activity.select().dicts())
    half_row = {"place_3": "country_3", "country_3": "place_3", "contract_of_1": "platform_1"}
    told = half_row.get(field, field)

    answer = send(visitor, f"{path}/1", {"purposes_nl": "Blijft staan.", field: value})

    assert answer.status_code == 400
    assert f'id="{told}-error"' in answer.text
    assert "Blijft staan." in answer.text
    assert list(Activity.select().dicts()) == before


def test_an_activity_keeps_a_name_in_one_language_at_least(visitor, path):
    none = {f"title_{code}": "" for code in ("nl", "fr", "en")}

    answer = send(visitor, f"{path}/1", none)

    assert answer.status_code == 400
    assert 'id="title_nl-error"' in answer.text


def test_a_field_that_was_not_sent_is_never_a_fault(visitor, path):
    for name in ("title_nl", "operations", "country_1", "client_role", "seen"):
        assert send(visitor, f"{path}/1", {name: None}).status_code in (303, 400), name


def test_a_field_that_no_page_has_is_refused(visitor, path):
    for name in ("number", "role_outcome", "count_minors", "country_41"):
        assert send(visitor, f"{path}/1", {name: "1"}).status_code == 400, name


def test_there_is_always_a_row_to_spare(visitor, path):
    for count in range(3, 6):
        page = visitor.get(f"{path}/1").text
        assert f'id="country_{count + 1}"' in page
        send(visitor, f"{path}/1", {f"country_{count}": "NL", f"place_{count}": "office"}, of=page)
        Activity.update(locations=[{"country": "BE", "place": "office"}] * count).execute()


def test_what_is_usual_for_the_service_comes_first(visitor, path):
    page = visitor.get(f"{path}/2").text

    operations = page.split('id="operations"')[1].split("</fieldset>")[0]
    usual, others = operations.split("<details", 1)
    for key in vocabulary().service_kinds["support"].operations:
        assert f'value="{key}"' in usual
    assert 'value="disseminate"' in others


def test_two_people_lose_nothing_to_each_other(app, visitor, path):
    page = visitor.get(f"{path}/1").text
    other = sign_in(app, a_member_of_staff("dpo"))
    send(other, f"{path}/1", {"title_fr": "De l'autre", "purposes_nl": "Van de ander."})

    answer = send(visitor, f"{path}/1", {"purposes_nl": "Van mij."}, of=page)

    assert answer.status_code == 409
    assert "Van de ander." in answer.text
    assert "Van mij." in answer.text
    assert send(visitor, f"{path}/1", {}, of=answer.text).status_code == 303
    assert (activity().purposes.nl, activity().title.fr) == ("Van mij.", "De l'autre")


def test_the_page_saves_itself_and_gets_no_whole_page_back(visitor, path):
    page = visitor.get(f"{path}/1").text
    data = sent(page, {"title_fr": "Hébergement"}, holding="title_nl")

    answer = visitor.post(f"{path}/1", data=data, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert activity().title.fr == "Hébergement"
