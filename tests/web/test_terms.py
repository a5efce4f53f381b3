"""The terms of an agreement on their page: chosen, judged, supplemented, never half saved."""

import lxml.html
import pytest

from dpa_manager.domain.choices import TERM_NAMES
from dpa_manager.models import (
    AccessFunction,
    Engagement,
    LegalRetention,
    OnwardPermission,
    Setting,
    SpecialTerm,
)
from dpa_manager.models.event import Event
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import AT
from tests.web.sent_forms import sent
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = '</textarea><script>alert(1)</script> {{ 7*7 }} %s "'
SPECIAL = {"special_terms-0-reference": "clNotices", "special_terms-0-text_nl": "per post"}


@pytest.fixture
def row(house):
    return Engagement.get(Engagement.title == "Planningsapp")


@pytest.fixture
def path(row):
    return f"/engagements/{row.public_id}/terms"


def send(browser, path, changes, *, of=None, **options):
    page = of or browser.get(path).text
    return browser.post(path, data=sent(page, changes, holding="notice_days"), **options)


def terms(row):
    return Engagement.get_by_id(row.id).terms


def test_every_term_has_a_field_with_words(visitor, path):
    page = visitor.get(path).text

    fields = sent(page, {}, holding="notice_days")
    assert set(TERM_NAMES) <= set(fields)
    assert "Aankondiging van een nieuwe subverwerker" in page
    assert "zwijgen tot de laatste dag geldt als geen bezwaar" in page


def test_the_form_sent_as_it_is_changes_nothing(visitor, path, row):
    before, events = terms(row), Event.select().count()

    assert send(visitor, path, {}).status_code == 303

    assert terms(row) == before
    assert Event.select().count() == events


def test_one_save_keeps_terms_and_lists_together(visitor, path, row):
    typed = {
        "notice_days": "45",
        "subproc_mode": "specific",
        "sends_neutral_receipt": None,
        "hourly_rate_euro": "110",
        "return_format": "CSV",
        "access_functions-0-function_nl": "systeembeheerder",
        "access_functions-0-bound_by_key": "law",
        "legal_retention-0-data_nl": "facturen",
        "legal_retention-0-statute_nl": "art. 60 Btw-wetboek",
        "onward_permissions-0-scope_nl": "statistiek",
        "onward_permissions-0-document": "brief van 1 maart",
        "onward_permissions-0-given_on": "2026-03-01",
    }

    assert send(visitor, path, typed | SPECIAL).status_code == 303

    kept = terms(row)
    assert (kept["notice_days"], kept["subproc_mode"], kept["hourly_rate_euro"]) == (
        45, "specific", 110,
    )  # fmt: skip
    assert kept["sends_neutral_receipt"] is False
    assert AccessFunction.get().bound_by_key == "law"
    assert LegalRetention.get().statute == Phrase(nl="art. 60 Btw-wetboek")
    assert str(OnwardPermission.get().given_on) == "2026-03-01"
    assert (SpecialTerm.get().reference, SpecialTerm.get().text.nl) == ("clNotices", "per post")


def test_when_one_list_is_refused_no_term_is_kept(visitor, path, row):
    wrong = {"notice_days": "45", "special_terms-0-text_nl": "a\u202eb"}

    answer = send(visitor, path, SPECIAL | wrong)

    assert answer.status_code == 400
    assert 'id="special_terms-error"' in answer.text
    assert 'value="45"' in answer.text
    assert terms(row)["notice_days"] == 30


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notice_days", ""),
        ("notice_days", "soon"),
        ("end_days", ""),
        ("end_days", "-1"),
        ("end_days", "9" * 30),
        ("audit_max_per_year", "1.5"),
        ("subproc_mode", "anything"),
        ("cost_model", "free"),
        ("return_format", "x" * 301),
        ("return_format", "a\x00b"),
    ],
)
def test_a_wrong_value_stands_beside_its_field(visitor, path, row, field, value):
    answer = send(visitor, path, {"talk_days": "21", field: value})

    may_be_open = (field, value) == ("notice_days", "")
    assert answer.status_code == (303 if may_be_open else 400)
    assert (f'id="{field}-error"' in answer.text) is not may_be_open
    assert terms(row)["talk_days"] == (21 if may_be_open else 14)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"access_functions-1-tasks_nl": "back-ups"}, "access_functions"),
        ({"legal_retention-0-until_fr": "2030"}, "legal_retention"),
        ({"onward_permissions-0-scope_nl": "x"}, "onward_permissions"),
        ({"onward_permissions-0-given_on": "soon"}, "onward_permissions"),
        ({"special_terms-0-text_en": "x"}, "special_terms"),
        ({"special_terms-0-reference": "clNotices"}, "special_terms"),
        ({**SPECIAL, "special_terms-0-reference": "x" * 61}, "special_terms"),
    ],
)
def test_half_a_row_is_told_and_never_dropped(visitor, path, changes, field):
    answer = send(visitor, path, changes)

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    shown = sent(answer.text, {}, holding="notice_days")
    for name, value in changes.items():
        assert value in shown[name] or value == "soon"


def test_a_row_is_added_and_the_second_one_is_kept_too(visitor, path):
    more = send(visitor, path, SPECIAL | {"add": "special_terms"})
    second = {"special_terms-1-reference": "clEnd", "special_terms-1-text_fr": "au client"}

    answer = send(visitor, path, second, of=more.text)

    assert (more.status_code, answer.status_code) == (200, 303)
    assert [row.reference for row in SpecialTerm.select().order_by(SpecialTerm.id)] == [
        "clNotices", "clEnd",
    ]  # fmt: skip


def test_an_emptied_row_is_removed(visitor, path):
    send(visitor, path, SPECIAL)

    send(visitor, path, {"special_terms-0-reference": "", "special_terms-0-text_nl": ""})

    assert not SpecialTerm.select().exists()


def test_a_clause_that_was_written_otherwise_stays(visitor, path, row):
    SpecialTerm.create(engagement=row, reference="artikel 9.2", text=Phrase(nl="oud"))

    assert send(visitor, path, {"notice_days": "31"}).status_code == 303

    assert SpecialTerm.get().reference == "artikel 9.2"


def test_what_differs_from_what_is_usual_is_listed_and_marked(visitor, path):
    as_usual = visitor.get(f"{path}?language=en").text
    send(visitor, path, {"breach_notice_hours": "60", "subproc_mode": "specific"})

    page = visitor.get(f"{path}?language=en").text

    assert "general authorisation (usual)" in as_usual
    assert 'href="#breach_notice_hours"' in page
    assert "Usual: 24 hours" in page
    assert "usually general authorisation" in page


def test_the_firms_own_choice_is_what_is_usual(visitor, path):
    Setting.create(name="notice_days", value=60, changed_at=AT)

    page = visitor.get(f"{path}?language=en").text

    assert "Usual: 60 days" in page


@pytest.mark.parametrize(("hours", "rules"), [("24", 0), ("60", 1), ("73", 1)])
def test_what_a_rule_says_stands_beside_the_field(visitor, path, hours, rules):
    send(visitor, path, {"breach_notice_hours": hours})

    page = visitor.get(path).text

    beside = page.split('id="group-breaches"')[1].split("</section>")[0]
    assert beside.count("term__rule ") + beside.count('term__rule"') == rules


def test_hostile_words_stand_on_the_page_as_they_were_typed(visitor, path):
    typed = {"return_format": HOSTILE, "insurance_kind": HOSTILE}
    typed |= SPECIAL | {"special_terms-0-text_nl": HOSTILE}

    assert send(visitor, path, typed).status_code == 303

    page = visitor.get(path).text
    assert "<script>alert" not in page
    assert sent(page, {}, holding="notice_days")["special_terms-0-text_nl"] == [HOSTILE]


def test_two_people_who_change_the_same_term_or_list_see_both(app, visitor, path, row):
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, SPECIAL | {"notice_days": "40", "cost_model": "all_included"}, of=theirs)
    answer = send(
        visitor,
        path,
        {**SPECIAL, "special_terms-0-text_nl": "per fax", "notice_days": "50"},
        of=mine,
    )

    assert answer.status_code == 409
    clashes = answer.text.split('id="clashes"')[1].split("</section>")[0]
    for words in ("40", "50", "per post", "per fax"):
        assert words in clashes
    assert terms(row)["notice_days"] == 40


def test_two_people_who_change_different_terms_both_are_kept(app, visitor, path, row):
    other = sign_in(app, a_member_of_staff())
    mine, theirs = visitor.get(path).text, other.get(path).text

    send(other, path, SPECIAL | {"notice_days": "40"}, of=theirs)
    assert send(visitor, path, {"talk_days": "21"}, of=mine).status_code == 303

    assert (terms(row)["notice_days"], terms(row)["talk_days"]) == (40, 21)
    assert SpecialTerm.select().count() == 1


@pytest.mark.parametrize(
    "name", ["special_terms-²-text_nl", "special_terms-0-other", "special_terms-"]
)
def test_a_strange_name_of_a_row_is_no_fault(visitor, path, name):
    assert send(visitor, path, {name: "x"}).status_code in (303, 400)


def test_a_manager_who_does_not_look_after_the_client_does_not_come_in(app, path):
    manager = sign_in(app, a_member_of_staff("account-manager"))

    assert manager.get(path).status_code == 403


def test_no_browser_asks_for_what_an_empty_row_lacks(visitor, path):
    rows = ("special_terms", "access_functions", "legal_retention", "onward_permissions")

    page = lxml.html.fromstring(visitor.get(path).text)

    fields = [one for one in page.iter("input", "select", "textarea") if one.get("name")]
    inside = [one for one in fields if one.get("name").startswith(rows)]
    assert len(inside) > 20
    assert [one.get("name") for one in inside if one.get("required") is not None] == []
