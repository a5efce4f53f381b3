"""Changes in plain words: every difference is told, once, in words that people know."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpa_manager.domain import agreement_terms, facts, parties
from dpa_manager.domain.differences import differences
from dpa_manager.domain.facts import AgreementFacts, FlowFacts
from dpa_manager.domain.telling_changes import PARTS, part_name, tell_changes
from dpa_manager.domain.telling_changes.values import SHOWN
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import change_words
from tests.domain.completeness.complete_case import complete_facts, complete_terms
from tests.domain.completeness.complete_words import word
from tests.domain.every_change import changed_facts, sample

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} {subject} NV'
CLIENT = replace(
    complete_facts().client, end_controllers=(parties.EndController("Stad Gent", "Botermarkt 1"),)
)
WHOLE = complete_facts(client=CLIENT)
EVERY_CHANGE = dict(changed_facts(WHOLE))
KINDS = [
    kind
    for module in (facts, parties, agreement_terms)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
]
FIELD_NAMES = {field.name for kind in KINDS for field in fields(kind) if "_" in field.name}


def told(before, after, *, language="nl"):
    """The sentences, in one language."""
    return [change.sentence.in_language(language) for change in tell_changes(before, after)]


def plain(sentence):
    """A sentence without the spaces that must not break."""
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def with_activity(number, **changes):
    """The complete case with another activity of this number."""
    activities = complete_facts().activities
    return complete_facts(
        activities=tuple(replace(a, **changes) if a.number == number else a for a in activities)
    )


def test_equal_facts_have_nothing_to_tell():
    assert tell_changes(complete_facts(), complete_facts()) == ()


def test_the_changes_reach_every_field_of_every_kind_of_fact():
    touched = {name for path in EVERY_CHANGE for name in re.findall(r"/([A-Z]\w+\.\w+)", path)}
    every = {f"{kind.__name__}.{field.name}" for kind in KINDS for field in fields(kind)}
    assert every - touched == set()


@pytest.mark.parametrize("path", EVERY_CHANGE)
def test_a_change_of_any_one_field_is_told_in_three_languages(path):
    changes = tell_changes(WHOLE, EVERY_CHANGE[path])

    assert changes
    assert len({change.sentence for change in changes}) == len(changes)
    for change in changes:
        assert change.part in PARTS
        assert change.sentence != change_words()["other"]
        for language, sentence in change.sentence.as_dict().items():
            assert sentence.strip(), language
            assert not set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b(?!§)", sentence)) & FIELD_NAMES
            assert not re.search(r"[{}]|\w+\(\w+=|None|True|False|datetime", sentence), sentence


@pytest.mark.parametrize("path", EVERY_CHANGE)
def test_a_change_is_told_in_both_directions(path):
    there, back = (
        tell_changes(WHOLE, EVERY_CHANGE[path]),
        tell_changes(EVERY_CHANGE[path], WHOLE),
    )

    counted = Counter(change.kind for change in there)
    counted_back = Counter(change.kind for change in back)
    assert counted["added"] == counted_back["removed"]
    assert counted["removed"] == counted_back["added"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(EVERY_CHANGE)), min_size=2, max_size=2))
def test_between_any_two_versions_something_is_told_exactly_when_they_differ(paths):
    one, other = (EVERY_CHANGE[path] for path in paths)
    changes = tell_changes(one, other)

    assert bool(changes) == bool(differences(one, other))
    assert len(set(changes)) == len(changes)
    assert [PARTS.index(c.part) for c in changes] == sorted(PARTS.index(c.part) for c in changes)


def test_from_nothing_to_everything_is_told_and_back():
    empty = sample(AgreementFacts)

    assert len(tell_changes(empty, complete_facts())) > 20
    assert len(tell_changes(complete_facts(), empty)) > 20


def test_the_order_of_rows_is_no_change():
    whole = complete_facts()
    turned = complete_facts(flows=whole.flows[::-1], subprocessors=whole.subprocessors[::-1])
    assert tell_changes(whole, turned) == ()


def test_a_row_that_is_there_twice_is_still_told():
    twice = complete_facts(certificates=complete_facts().certificates * 2)
    assert tell_changes(complete_facts(), twice)


def test_a_period_is_told_with_its_unit():
    after = complete_facts(terms=complete_terms(breach_notice_hours=48))
    (sentence,) = told(complete_facts(), after)
    assert plain(sentence) == "Melding van een inbreuk: 24 uur → 48 uur"


def test_a_choice_is_told_by_its_label():
    after = complete_facts(terms=complete_terms(end_choice="delete"))
    (sentence,) = told(complete_facts(), after, language="en")
    assert sentence.endswith(": the client chooses at the end → erase")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Mailwind Inc. (Verenigde Staten – buiten de EER) is geen subverwerker meer"),
        ("fr", "Mailwind Inc. (États-Unis – hors EEE) n’est plus sous-traitant ultérieur"),
        ("en", "Mailwind Inc. (United States – outside the EEA) is no longer a sub-processor"),
    ],
)
def test_a_sub_processor_that_goes_takes_its_flows_along(language, sentence):
    whole = complete_facts()
    after = complete_facts(
        subprocessors=whole.subprocessors[:1],
        flows=tuple(flow for flow in whole.flows if flow.target_key != "mailwind"),
    )
    assert told(whole, after, language=language) == [sentence]


def test_a_sub_processor_that_comes_is_told_with_its_service_and_what_it_gets():
    whole = complete_facts()
    before = complete_facts(
        subprocessors=whole.subprocessors[:1],
        flows=tuple(flow for flow in whole.flows if flow.target_key != "mailwind"),
    )
    first, *others = told(before, whole)
    assert first.startswith("Mailwind Inc. (Verenigde Staten – buiten de EER) wordt subverwerker: ")
    assert others
    assert all(" krijgt: " in sentence for sentence in others)


def test_new_flows_are_told_together_by_receiver_and_activity():
    whole = complete_facts()
    support = whole.activities[1]
    people = [use.category.key for use in support.subjects]
    data = [use.category for use in support.data]
    flows = tuple(
        FlowFacts(2, subject, category.key, "recipient", "pakket")
        for subject in people
        for category in data
    )
    (sentence,) = told(whole, complete_facts(flows=(*whole.flows, *flows)))
    assert sentence.startswith("Pakketdienst CV (België) krijgt voortaan ook: ")
    assert all(category.words.nl in sentence for category in data)
    assert sentence.endswith("(II.2 Helpdesk)")


def test_data_that_come_with_their_flows_are_told_once():
    whole = complete_facts()
    support = whole.activities[1]
    use = next(
        use
        for use in whole.activities[0].data
        if use.category.key not in {known.category.key for known in support.data}
    )
    flow = FlowFacts(2, support.subjects[0].category.key, use.category.key)
    after = replace(with_activity(2, data=(*support.data, use)), flows=(*whole.flows, flow))
    (sentence,) = told(whole, after)
    assert sentence == f"II.2 Helpdesk, gegevens: voortaan ook {use.category.words.nl}"


def test_the_same_period_of_one_category_in_every_activity_is_told_once():
    shared = complete_facts().activities[1].data[0]
    before = replace(
        with_activity(2, data=(shared,)),
        activities=tuple(
            replace(activity, number=number, data=(shared,))
            for number, activity in enumerate(complete_facts().activities, 1)
        ),
    )
    shorter = replace(shared, retention=replace(shared.retention, words=Phrase.same("3 maanden")))
    after = replace(
        before,
        activities=tuple(replace(activity, data=(shorter,)) for activity in before.activities),
    )
    (change,) = tell_changes(before, after)
    assert change.part == "retention"
    assert change.sentence.nl == (
        f"{shared.category.words.nl}, bewaard: {shared.retention.words.nl} → 3 maanden"
    )


def test_one_person_for_several_subjects_is_told_once():
    client = complete_facts().client
    party = replace(
        client.party,
        contacts=tuple(
            replace(point, person=replace(point.person, phone="09 999 99 99"))
            for point in client.party.contacts
        ),
    )
    changes = tell_changes(complete_facts(), complete_facts(client=replace(client, party=party)))
    assert len(changes) == 1


def test_a_term_under_another_name_is_told_last_and_once():
    whole = complete_facts()
    key = whole.subprocessors[0].locations[0].country.key
    new = word(key, "Het Rijk België", "Le Royaume de Belgique", "The Kingdom of Belgium")
    client = whole.client
    renamed_party = replace(client.party, address=replace(client.party.address, country=new))
    processor = whole.processor
    other_party = replace(processor.party, address=replace(processor.party.address, country=new))
    after = complete_facts(
        client=replace(client, party=renamed_party),
        processor=replace(processor, party=other_party),
        end_on=date(2030, 1, 1),
    )
    first, last = tell_changes(whole, after)
    assert first.part == "duration"
    assert last.part == "renamed"
    assert last.sentence.nl == "België heet nu Het Rijk België; verder verandert er niets"


def test_a_long_text_is_only_said_to_differ_and_kept_beside():
    text = Phrase.same("A long text about what is done. " * 9)
    (change,) = tell_changes(complete_facts(), complete_facts(subject_matter=text))
    assert change.is_text
    assert change.after == text
    assert change.sentence.en == "Subject matter: the text changed"


def test_a_text_that_changed_in_one_language_says_which():
    old = complete_facts().subject_matter
    after = complete_facts(subject_matter=replace(old, fr="Autre chose"))
    (change,) = tell_changes(complete_facts(), after)
    assert change.sentence.en == "Subject matter: the text changed, in French only"


def test_whatever_people_typed_is_told_as_it_is():
    named = replace(complete_facts().recipients[0], key="new", name=HOSTILE)
    after = complete_facts(recipients=(*complete_facts().recipients, named), title=HOSTILE)
    sentences = told(complete_facts(), after)
    assert len(sentences) == 2
    assert all(HOSTILE in sentence for sentence in sentences)


def test_every_group_has_a_name():
    assert all(all(part_name(part).as_dict().values()) for part in PARTS)


def test_what_is_told_on_one_line_names_fields_that_are_there():
    for kind, names in SHOWN.items():
        assert set(names) <= {field.name for field in fields(kind)}


def test_no_label_stands_for_a_fact_that_is_no_longer_there():
    every = {f"{kind.__name__}.{field.name}" for kind in KINDS for field in fields(kind)}
    labels = {key for key in change_words() if key[:1].isupper()}
    assert labels - every == set()


@pytest.mark.parametrize("phrase", change_words().values())
def test_the_words_are_typed_with_care(phrase):
    places = [sorted(re.findall(r"\{\w+\}", text)) for text in phrase.as_dict().values()]
    assert places[0] == places[1] == places[2]
    for text in phrase.as_dict().values():
        assert "'" not in text
        assert "  " not in text
