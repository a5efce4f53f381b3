"""The measures of an engagement on a screen: ticked, limited, explained, and renewed."""

import json
import re
from html import unescape

import pytest

from dpa_manager.actions.measuring import chosen_measures, measures_of, publish_measure_set
from dpa_manager.models import Engagement, HeadingReason, MeasureSet
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR
from tests.web.signed_in import a_member_of_staff, sign_in

HOSTILE = 'A & B <"Sons"> {{7*7}}'


def address():
    return f"/engagements/{find_engagement(ENGAGEMENT).public_id}/measures"


def seen(page):
    return unescape(re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1])


def chosen():
    return {
        choice.key: choice.activities for choice in chosen_measures(find_engagement(ENGAGEMENT))
    }


def newer_set(house, *, without=()):
    measures = measures_of(MeasureSet.select().order_by(MeasureSet.version.desc()).first())
    kept = [measure for measure in measures if measure.key not in without]
    return publish_measure_set(
        Phrase.same("Newer"), kept, dated_on=house.today(), by=ACTOR, toolbox=house
    )


def test_what_is_ticked_is_chosen_for_all_or_for_some_activities(visitor):
    keys = sorted(chosen())[:2]
    fields = {"measures": keys, "only": [f"{keys[1]}|1"]}

    answer = visitor.submit(address(), fields)

    assert answer.status_code == 303
    assert chosen() == {keys[0]: (), keys[1]: (1,)}


def test_the_page_shows_each_measure_with_its_concrete_text(visitor):
    page = visitor.get(address()).text

    assert page.count('name="measures"') >= len(chosen())
    assert f'id="measure-{next(iter(chosen()))}"' in page


def test_a_reason_for_a_bare_heading_is_kept_word_for_word(visitor):
    fields = {"measures": sorted(chosen()), "reason_A_nl": HOSTILE}

    visitor.submit(address(), fields)

    assert HeadingReason.get(HeadingReason.heading == "A").reason.nl == HOSTILE
    assert "&lt;&#34;Sons&#34;&gt; {{7*7}}" in visitor.get(address()).text


def test_saving_by_itself_answers_with_what_changed_on_the_page(visitor):
    keys = sorted(chosen())

    answer = visitor.submit(address(), {"measures": keys[1:]}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "saved"
    assert all(f'id="{part}"' in answer.text for part in ("saved", "seen", "checklist", "tasks"))
    assert "<html" not in answer.text


@pytest.mark.parametrize("field", ["measures", "only"])
def test_a_measure_that_the_set_lacks_is_refused_beside_the_field(visitor, field):
    before = chosen()

    answer = visitor.submit(address(), {field: ["no-such|1"]})

    assert answer.status_code == 400
    assert chosen() == before


def test_two_people_who_tick_the_same_form_see_both_choices(app, visitor):
    other, keys = sign_in(app, a_member_of_staff(name="Jan Peeters")), sorted(chosen())
    loaded = seen(other.get(address()).text)
    visitor.submit(address(), {"measures": keys[1:]})

    answer = other.submit(address(), {"measures": keys[:-1], "seen": loaded})

    assert answer.status_code == 409
    assert chosen() == dict.fromkeys(keys[1:], ())
    assert json.loads(seen(answer.text)) != json.loads(loaded)


def test_the_newest_set_is_taken_over_with_what_it_still_has(house, visitor):
    gone, *kept = sorted(chosen())
    newest = newer_set(house, without=(gone,))

    page = visitor.get(address()).text
    answer = visitor.submit(f"{address()}/renew", on=address())

    assert f"{address()}/renew" in page
    assert answer.status_code == 303
    assert find_engagement(ENGAGEMENT).measure_set_id == newest.id
    assert sorted(chosen()) == kept


def test_an_engagement_without_a_set_begins_with_the_newest(visitor):
    Engagement.update(measure_set=None).execute()

    refused = visitor.submit(address(), {})
    taken = visitor.submit(f"{address()}/renew", on=address())

    assert refused.status_code == 400
    assert taken.status_code == 303
    assert find_engagement(ENGAGEMENT).measure_set_id
