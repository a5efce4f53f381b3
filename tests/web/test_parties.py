"""The parties of an engagement: described, with its own people, ended and opened again."""

import pytest

from dpa_manager.models import Client, Contact, ContactRole, Engagement
from dpa_manager.models.event import Event
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import a_client
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = '</textarea><script>alert(1)</script> {{ 7*7 }} %s "'


@pytest.fixture
def row(house):
    return Engagement.get(Engagement.title == "Planningsapp")


@pytest.fixture
def path(row):
    return f"/engagements/{row.public_id}/parties"


@pytest.fixture
def an(row):
    """A person of the client who does nothing yet."""
    return Contact.create(client=row.client_id, name="An Peeters", email="an@ghd.example")


def send(browser, path, changes, *, of=None, **options):
    page = of or browser.get(path).text
    return browser.post(path, data=sent(page, changes, holding="subject_matter_nl"), **options)


def here(row):
    rows = ContactRole.select().where(ContactRole.engagement == row)
    return {(one.role, one.contact_id) for one in rows}


def now(row):
    return Engagement.get_by_id(row.id)


def test_the_page_shows_both_parties_as_they_are_printed(visitor, path):
    page = visitor.get(path).text

    for words in ("Gezinshulp Dijlevallei", "0999.002.010", "Hopperank 3", "0544.651.634"):
        assert words in page
    assert f"/clients/{Client.get().public_id}/edit" in page


def test_the_form_sent_as_it_is_changes_nothing(visitor, path, row):
    before, events = Engagement.select().where(Engagement.id == row.id).dicts().get(), last()

    assert send(visitor, path, {}).status_code == 303

    assert Engagement.select().where(Engagement.id == row.id).dicts().get() == before
    assert last() == events


def last():
    return Event.select().order_by(Event.id.desc()).first().id


def test_all_that_is_typed_is_kept(visitor, path, row):
    typed = {
        "title": "Planning",
        "controller_duties_fr": "retirer les comptes",
        "contract_name": "Raamovereenkomst",
        "contract_signed_on": "2026-02-01",
        "duration_kind": "fixed",
        "start_on": "2026-03-01",
        "end_on": "2027-02-28",
        "effective_on": "2026-03-01",
        "replaces": "overeenkomst van 25 mei 2018",
    }

    assert send(visitor, path, typed).status_code == 303

    kept = now(row)
    assert (kept.title, kept.duration_kind, str(kept.end_on)) == ("Planning", "fixed", "2027-02-28")
    assert kept.controller_duties == Phrase(fr="retirer les comptes")
    assert (kept.contract_name, kept.replaces) == ("Raamovereenkomst", typed["replaces"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("subject_matter_nl", "x" * 6001),
        ("subject_matter_fr", "a\u202eb"),
        ("contract_signed_on", "gisteren"),
        ("end_on", "2020-01-01"),
        ("client-audits", "nobody"),
    ],
)
def test_a_wrong_value_stands_beside_its_field(visitor, path, row, field, value):
    changes = {"start_on": "2026-03-01", "replaces": "blijft staan", field: value}

    answer = send(visitor, path, changes)

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert "blijft staan" in answer.text
    assert now(row).replaces == ""


def test_a_person_stands_in_for_the_client_in_this_engagement_alone(visitor, path, row, an):
    assert send(visitor, path, {"client-audits": an.public_id}).status_code == 303
    assert here(row) == {("audits", an.id)}

    page = visitor.get(path).text
    assert f'<option selected value="{an.public_id}">An Peeters' in page

    assert send(visitor, path, {"client-audits": ""}).status_code == 303
    assert here(row) == set()


def test_several_people_sign_in_their_own_engagement(visitor, path, row, an):
    kim = Contact.create(client=row.client_id, name="Kim Bos")

    send(visitor, path, {"client-signatory": [an.public_id, kim.public_id]})

    assert here(row) == {("signatory", an.id), ("signatory", kim.id)}
    act = Event.select().order_by(Event.id.desc()).first()
    assert (act.act, act.subject) == ("contacts assigned", "engagement")


def test_a_person_of_another_client_is_never_offered_nor_taken(visitor, path, row):
    other = Contact.create(client=a_client(legal_name="Ander NV"), name="Iemand Anders")

    assert "Iemand Anders" not in visitor.get(path).text
    for field in ("client-audits", "client-signatory"):
        assert send(visitor, path, {field: [other.public_id]}).status_code == 400
    assert here(row) == set()


def test_a_person_is_added_on_the_spot_for_this_engagement(visitor, path, row):
    client = Client.get_by_id(row.client_id)
    page = f"/clients/{client.public_id}/contacts/new?engagement={row.public_id}&role=audits"

    typed = sent(visitor.get(page).text, {"name": "Nora", "email": "n@g.be"}, holding="email")
    answer = visitor.post(page, data=typed)

    nora = Contact.get(Contact.name == "Nora")
    assert answer.location == path
    assert here(row) == {("audits", nora.id)}


def test_a_person_is_never_added_to_another_clients_engagement(visitor, row):
    client = a_client(legal_name="Ander NV")
    page = f"/clients/{client.public_id}/contacts/new?engagement={row.public_id}"

    assert visitor.get(page).status_code == 404


def test_a_text_is_proposed_where_none_was_typed(visitor, path, row):
    typed = {"subject_matter_nl": "mijn eigen woorden", "subject_matter_fr": ""}

    answer = send(visitor, path, typed | {"add": "subject_matter"})

    assert answer.status_code == 200
    shown = sent(answer.text, {}, holding="subject_matter_nl")
    assert shown["subject_matter_nl"] == ["mijn eigen woorden"]
    assert shown["subject_matter_fr"][0].startswith("maintenir disponible")
    assert now(row).subject_matter == row.subject_matter


def test_hostile_words_stand_on_the_page_as_they_were_typed(visitor, path):
    typed = dict.fromkeys(("title", "subject_matter_nl", "contract_name", "replaces"), HOSTILE)

    assert send(visitor, path, typed).status_code == 303

    page = visitor.get(path).text
    assert "<script>alert" not in page
    assert sent(page, {}, holding="title")["subject_matter_nl"] == [HOSTILE]


def test_two_people_who_change_the_same_text_see_both(app, visitor, path, row):
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, {"contract_name": "De hunne"}, of=theirs)
    answer = send(visitor, path, {"contract_name": "De mijne"}, of=mine)

    assert answer.status_code == 409
    assert "De hunne" in answer.text
    assert "De mijne" in answer.text
    assert now(row).contract_name == "De hunne"


def test_two_people_who_choose_another_person_see_their_names(app, visitor, path, row, an):
    kim = Contact.create(client=row.client_id, name="Kim Bos")
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, {"client-end": an.public_id}, of=theirs)
    answer = send(visitor, path, {"client-end": kim.public_id}, of=mine)

    assert answer.status_code == 409
    assert f'<div class="clash-list__text">{an.name}</div>' in answer.text
    assert f'<div class="clash-list__text">{kim.name}</div>' in answer.text


def test_two_people_who_change_different_fields_both_are_kept(app, visitor, path, row):
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, {"title": "De hunne"}, of=theirs)
    assert send(visitor, path, {"replaces": "De mijne"}, of=mine).status_code == 303

    assert (now(row).title, now(row).replaces) == ("De hunne", "De mijne")


def test_the_page_saves_itself_with_a_fragment(visitor, path, row):
    headers = {"HX-Request": "true"}

    answer = send(visitor, path, {"title": "Planning"}, headers=headers)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert now(row).title == "Planning"


def test_what_cannot_be_understood_is_told_in_a_line_where_the_page_saves_itself(
    visitor, path, row
):
    answer = visitor.post(path, data={"title": "No token"}, headers={"HX-Request": "true"})

    assert answer.status_code == 400
    assert 'id="saved"' in answer.text
    assert "<html" not in answer.text


def test_an_engagement_is_ended_and_opened_again(visitor, path, row):
    base = f"/engagements/{row.public_id}"

    visitor.submit(f"{base}/end", on=path)
    ended = now(row).is_active
    refused = send(visitor, path, {"title": "Te laat"})
    visitor.submit(f"{base}/reopen", on=path)

    assert (ended, refused.status_code, now(row).is_active) == (False, 400, True)
    assert now(row).title == "Planningsapp"


def test_a_manager_who_does_not_look_after_the_client_does_not_come_in(app, path):
    manager = sign_in(app, a_member_of_staff("account-manager"))

    assert manager.get(path).status_code == 403
