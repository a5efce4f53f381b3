"""New engagements on pages: from services, as a copy, or blank; for one's own clients alone."""

import pytest

from dpa_manager.models import Activity, Assignment, Client, Engagement, EngagementMeasure
from tests.access.counting import statements
from tests.factories import AT, a_client, an_engagement
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

NEW = "/engagements/new"


@pytest.fixture
def client(house):
    """Another client than the one whose engagement is complete."""
    return a_client(legal_name="Brouwershof Retail", city="Mechelen", register_no="0999003097")


def path_of(client, **asked):
    words = "".join(f"&{name.rstrip('_')}={value}" for name, value in asked.items())
    return f"{NEW}?client={client.public_id}{words}"


def begin(browser, path, changes):
    return browser.post(path, data=sent(browser.get(path).text, changes, holding="title"))


def newest():
    return Engagement.select().order_by(Engagement.id.desc()).get()


def test_services_fill_activities_data_and_measures(visitor, client):
    chosen = {"service_kinds": ["hosting", "mailing"], "title": "Website 2026", "way": "presets"}

    answer = begin(visitor, path_of(client), chosen)

    row = newest()
    assert answer.location == f"/engagements/{row.public_id}/parties"
    assert (row.title, row.client_id) == ("Website 2026", client.id)
    kinds = [one.service_kinds for one in Activity.select().where(Activity.engagement == row)]
    assert kinds == [["hosting"], ["mailing"]]
    assert EngagementMeasure.select().where(EngagementMeasure.engagement == row).exists()


def test_without_a_name_it_is_called_after_its_services_in_the_clients_language(visitor, client):
    Client.update(language="fr").where(Client.id == client.id).execute()

    begin(visitor, path_of(client), {"service_kinds": ["hosting", "mailing"], "way": "presets"})

    assert newest().title.startswith("Hébergement web, ")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"way": "presets"}, "service_kinds"),
        ({"way": "presets", "service_kinds": ["witchcraft"]}, "service_kinds"),
        ({"way": "blank"}, "title"),
        ({"way": "blank", "title": "x" * 201}, "title"),
        ({"way": "blank", "title": "a\x00b"}, "title"),
    ],
)
def test_what_is_missing_stands_beside_its_field(visitor, client, changes, field):
    before = Engagement.select().count()

    answer = begin(visitor, path_of(client), changes)

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert Engagement.select().count() == before


def test_a_blank_engagement_has_no_activities(visitor, client):
    assert begin(visitor, path_of(client), {"way": "blank", "title": "Leeg"}).status_code == 303

    assert not Activity.select().where(Activity.engagement == newest()).exists()


def test_a_service_in_the_address_is_ticked(visitor, client):
    page = visitor.get(path_of(client, from_="hosting")).text

    assert sent(page, {}, holding="title")["service_kinds"] == ["hosting"]


def test_each_service_says_what_it_fills(visitor, client):
    page = visitor.get(path_of(client, language="en")).text

    assert page.count('class="preset"') > 10
    assert "host the Client’s websites" in page
    assert "37 measures" in page


def test_a_good_engagement_is_found_and_copied(visitor, client):
    source = Engagement.get(Engagement.title == "Planningsapp")
    found = visitor.get(path_of(client, way="copy", q="planning")).text
    path = path_of(client, from_=source.public_id)

    answer = begin(visitor, path, {})

    assert f"from={source.public_id}" in found
    assert answer.status_code == 303
    row = newest()
    assert (row.title, row.client_id) == ("Planningsapp", client.id)
    assert Activity.select().where(Activity.engagement == row).exists()


def test_a_search_that_finds_nothing_says_so(visitor, client):
    assert "zzzz" in visitor.get(path_of(client, way="copy", q="zzzz")).text
    assert "zzzz" in visitor.get(f"{NEW}?q=zzzz").text


@pytest.mark.parametrize("search", ["brouw", "mechelen", "0999.003.097"])
def test_without_a_client_one_is_picked_by_name_city_or_number(visitor, client, search):
    page = visitor.get(f"{NEW}?q={search}").text

    assert f"client={client.public_id}" in page
    assert f"client={Client.get().public_id}" not in page
    assert f"/clients/new?name={search}" in page


def test_sent_without_a_client_it_asks_for_one(visitor, client):
    answer = visitor.submit(NEW, {"title": "x"}, on=path_of(client))

    assert answer.status_code == 400
    assert f"client={client.public_id}" in answer.text


def test_who_looks_after_one_client_has_nothing_to_choose(app, client):
    user = a_member_of_staff("account-manager")
    Assignment.create(client=client, user=user, created_at=AT)

    page = sign_in(app, user).get(NEW).text

    assert f'action="/engagements/new?client={client.public_id}"' in page


def test_a_manager_begins_work_for_own_clients_alone(app, client):
    manager = sign_in(app, a_member_of_staff("account-manager"))

    assert client.public_id not in manager.get(NEW).text
    assert manager.get(path_of(client)).status_code == 403


@pytest.mark.parametrize("asked", ["client=nobody", "client=nobody&from=nothing"])
def test_a_strange_client_or_source_is_not_found(visitor, client, asked):
    assert visitor.get(f"{NEW}?client=nobody").status_code == 404
    assert visitor.get(path_of(client, from_="nothing")).status_code == 404
    assert visitor.submit(f"{NEW}?{asked}", {"title": "x"}, on=path_of(client)).status_code == 404


@pytest.mark.parametrize("asked", ["", "client", "copy", "from"])
def test_beginning_asks_the_database_seldom_however_much_there_is(visitor, client, asked):
    source = Engagement.get()
    path = {
        "": NEW,
        "client": path_of(client),
        "copy": path_of(client, way="copy"),
        "from": path_of(client, from_=source.public_id),
    }[asked]
    visitor.get(path)
    with statements() as few:
        visitor.get(path)
    for number in range(30):
        other = a_client(legal_name=f"Klant {number:02}", register_no=f"{number}")
        an_engagement(other, reference=f"KBITS-2031-{number:04}")

    with statements() as many:
        page = visitor.get(path).text

    assert len(many) == len(few) <= 12
    assert page.count('class="row-list__row"') == (20 if asked in ("", "copy") else 0)
