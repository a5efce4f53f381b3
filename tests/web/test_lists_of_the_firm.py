"""The firm's lists on the screen: written in three languages, kept with their history."""

import lxml.html
import pytest

from dpa_manager.models import Event
from dpa_manager.queries.list_sheets import EDITABLE
from dpa_manager.queries.lists import read_lists
from tests.web.signed_in import a_member_of_staff, sign_in

RULE = "/dpo/lists/retention_rules/RET-LOG"
HOSTILE = 'A & B <"Sons"> {{7*7}}'


def fields_of(page):
    """What the form of a page would send as it came."""
    form = next(f for f in lxml.html.fromstring(page).forms if "seen" in f.fields)
    fields = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    del fields["csrf_token"]
    return fields


def rule(key="RET-LOG"):
    return read_lists("retention_rules").retention_rules[key]


@pytest.mark.parametrize("name", EDITABLE)
def test_every_entry_can_be_opened_and_kept_as_it_is(name, visitor):
    entries = getattr(read_lists(name), name)
    key = next(iter(entries))
    page = visitor.get(f"/dpo/lists/{name}/{key}").text

    answer = visitor.submit(f"/dpo/lists/{name}/{key}", fields_of(page))

    assert answer.status_code == 303, answer.text
    assert getattr(read_lists(name), name)[key] == entries[key]


def test_a_changed_sentence_is_kept_word_for_word_and_told(visitor):
    fields = fields_of(visitor.get(RULE).text) | {"sentence_nl": HOSTILE}

    visitor.submit(RULE, fields)

    assert rule().sentence.nl == HOSTILE
    assert Event.select().where(Event.act == "list item changed").count() == 1
    assert visitor.get(RULE).text.count('class="history-list__entry"') == 1


def test_a_new_entry_is_offered_at_once(visitor):
    page = visitor.get("/dpo/lists/retention_rules/new").text
    fields = fields_of(page) | {
        "key": "RET-NEW",
        "label_nl": "Nieuw",
        "label_fr": "Nouveau",
        "label_en": "New",
        "sentence_nl": "Eén dag.",
        "start": "end_of_contract",
        "action": "return_or_delete",
    }

    answer = visitor.submit("/dpo/lists/retention_rules/new", fields)

    assert answer.status_code == 303
    assert rule("RET-NEW").label.fr == "Nouveau"


def test_an_entry_that_is_offered_no_more_stays_readable(house, visitor):
    until = house.today().replace(year=house.today().year - 1)
    fields = fields_of(visitor.get(RULE).text) | {"active_to": until.isoformat()}
    visitor.submit(RULE, fields)

    assert not rule().is_active(on=house.today())
    assert "RET-LOG" in visitor.get("/dpo/lists/retention_rules").text


@pytest.mark.parametrize(
    "change",
    [{"label_fr": ""}, {"start": "never"}, {"period_days": "-3"}, {"order": "x"}],
    ids=lambda change: next(iter(change)),
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(change, visitor):
    before = rule()
    fields = fields_of(visitor.get(RULE).text) | {"note_nl": HOSTILE} | change

    answer = visitor.submit(RULE, fields)

    assert answer.status_code == 400
    assert "A &amp; B &lt;" in answer.text
    assert f'href="#{next(iter(change))}"' in answer.text
    assert rule() == before


@pytest.mark.parametrize("key", ["RET-LOG", "ret log", "<b>", ""])
def test_a_code_is_new_and_plain(key, visitor):
    fields = {"key": key, "label_nl": "a", "label_fr": "b", "label_en": "c", "order": "1"}

    answer = visitor.submit("/dpo/lists/retention_rules/new", fields)

    assert answer.status_code == 400
    assert 'href="#key"' in answer.text


def test_a_list_is_searched_without_accents_of_case_and_saved_as_a_file(visitor):
    found = visitor.get("/dpo/lists/retention_rules?q=ret-log").text

    assert "RET-LOG" in found
    assert "RET-BACKUP" not in found
    assert visitor.get("/dpo/lists/retention_rules.xlsx").data.startswith(b"PK")
    assert "RET-LOG" in visitor.get("/dpo/lists/retention_rules.csv").text


@pytest.mark.parametrize("name", ["countries", "adequacy_decisions", "nothing", "__class__"])
def test_other_lists_are_not_written_here(name, visitor):
    assert visitor.get(f"/dpo/lists/{name}").status_code == 404
    assert visitor.get(f"/dpo/lists/{name}/new").status_code == 404


def test_an_account_manager_reads_lists_and_writes_none(app):
    browser = sign_in(app, a_member_of_staff("account-manager"))

    assert browser.get("/dpo/lists/measures").status_code == 200
    assert browser.get("/dpo/lists/measures/new").status_code == 403
