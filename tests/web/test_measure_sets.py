"""Sets of measures on the screen: the list is written, the next set is published from it."""

from dataclasses import replace

from dpa_manager.actions.configuring import change_list_item
from dpa_manager.models import Measure, MeasureSet
from dpa_manager.queries.lists import read_lists
from dpa_manager.queries.measure_sheets import measure_sheet
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import ACTOR
from tests.web.signed_in import a_member_of_staff, sign_in

PAGE = "/dpo/measures"
NAMES = {"name_nl": "Set", "name_fr": "Ensemble", "name_en": "Set", "dated_on": "2026-11-24"}
WORDS = Phrase.same('A & B <"Sons"> lock the door')


def rewrite(house):
    """One measure of the list says something else; its code."""
    key = Measure.select().order_by(Measure.position).first().key
    term = replace(read_lists("measures").measures[key], text=WORDS)
    change_list_item("measures", term, by=ACTOR, toolbox=house)
    return key


def newest():
    return MeasureSet.select().order_by(MeasureSet.version.desc()).first()


def test_what_changed_in_the_list_waits_for_the_next_set(house, visitor):
    key = rewrite(house)
    label = read_lists("measures").measures[key].label

    assert label in measure_sheet(on=house.today()).unpublished.changed
    assert label.nl in visitor.get(PAGE).text


def test_the_next_set_says_what_the_list_says_and_the_older_one_stays(house, visitor):
    before, key = newest(), rewrite(house)
    old = Measure.get(Measure.measure_set == before, Measure.key == key)

    answer = visitor.submit(PAGE, NAMES)

    new = Measure.get(Measure.measure_set == newest(), Measure.key == key)
    assert answer.status_code == 303
    assert (newest().version, new.text, new.evidence) == (before.version + 1, WORDS, old.evidence)
    assert Measure.get_by_id(old.id).text == old.text
    assert not measure_sheet(on=house.today()).unpublished.changed


def test_an_older_set_can_be_read_and_a_strange_one_is_the_newest(house, visitor):
    rewrite(house)
    visitor.submit(PAGE, NAMES)

    assert "lock the door" not in visitor.get(f"{PAGE}?version=1").text
    assert all("lock the door" in visitor.get(f"{PAGE}?version={n}").text for n in ("", "9", "x"))


def test_a_set_without_a_date_or_a_name_is_refused_beside_the_field(visitor):
    version = newest().version

    answer = visitor.submit(PAGE, NAMES | {"dated_on": "soon", "name_fr": ""})

    assert answer.status_code == 400
    assert {f'href="#{name}"' in answer.text for name in ("dated_on", "name_fr")} == {True}
    assert newest().version == version


def test_who_only_reads_lists_publishes_nothing(app):
    browser = sign_in(app, a_member_of_staff("account-manager"))

    assert browser.get(PAGE).status_code == 200
    assert browser.submit(PAGE, NAMES, on="/me").status_code == 403
