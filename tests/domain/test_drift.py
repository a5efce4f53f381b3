"""Drift: every difference is told with its class, and nothing is told where nothing differs."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpa_manager.domain import agreement_terms, facts, parties
from dpa_manager.domain.differences import differences
from dpa_manager.domain.drift import DriftClass, class_of_cause, drift_between
from dpa_manager.domain.drift.classes import explanation, gravest
from dpa_manager.domain.drift.fields import FIELDS
from dpa_manager.domain.facts import FlowFacts
from dpa_manager.domain.telling_changes import Cause, tell_changes
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import drift_words
from tests.domain.completeness.complete_case import complete_facts, complete_terms
from tests.domain.completeness.complete_words import word
from tests.domain.every_change import changed_facts

AMENDMENT, NOTICE, ANNEX, HARMLESS = DriftClass
WHOLE = complete_facts()
EVERY_CHANGE = dict(changed_facts(WHOLE))
KINDS = [
    kind
    for module in (facts, parties, agreement_terms)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
]
EVERY_FIELD = {f"{kind.__name__}.{field.name}" for kind in KINDS for field in fields(kind)}


def found(after, *, before=WHOLE):
    """The class of the whole."""
    return drift_between(before, after).gravest


def in_row(name, place, **changes):
    """The complete case with changes in one row of a list."""
    rows = getattr(WHOLE, name)
    changed = replace(rows[place], **changes)
    return complete_facts(**{name: (*rows[:place], changed, *rows[place + 1 :])})


def in_first_use(**changes):
    """The complete case with changes to the first category of data of the first activity."""
    data = WHOLE.activities[0].data
    return in_row("activities", 0, data=(replace(data[0], **changes), *data[1:]))


def in_measure(**changes):
    """The complete case with changes to its first measure."""
    rows = WHOLE.measures.measures
    return with_measures((replace(rows[0], **changes), *rows[1:]))


def in_party(**changes):
    """The complete case with changes to the client as a party."""
    client = WHOLE.client
    return complete_facts(client=replace(client, party=replace(client.party, **changes)))


def with_measures(measures):
    """The complete case with these measures."""
    return complete_facts(measures=replace(WHOLE.measures, measures=measures))


def with_recipient(**changes):
    """The complete case with one recipient more, like its first one but for these changes."""
    new = replace(WHOLE.recipients[0], key="new", **changes)
    return complete_facts(recipients=(*WHOLE.recipients, new))


# --- Nothing is forgotten


def test_every_fact_has_a_class():
    assert EVERY_FIELD - set(FIELDS) == set()


def test_no_class_stands_for_a_fact_that_is_no_longer_there():
    named = {name.rpartition(":")[2] for name in FIELDS} - {"AgreementFacts"}
    holders = {name.partition(":")[0] for name in FIELDS if ":" in name}

    assert named - EVERY_FIELD == set()
    assert holders <= {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("path", EVERY_CHANGE)
def test_each_change_of_one_field_is_told_with_the_facts_behind_it_and_a_class(path):
    before, after = WHOLE, EVERY_CHANGE[path]
    drift = drift_between(before, after)

    assert drift
    for one in drift.told:
        assert one.change.causes
        classes = [class_of_cause(c, before=before, after=after) for c in one.change.causes]
        assert gravest(classes) is one.drift_class
    assert drift.gravest is gravest(one.drift_class for one in drift.told)


def test_a_fact_without_a_class_is_refused():
    with pytest.raises(KeyError):
        class_of_cause(Cause("Nobody.knows", 1, 2), before=WHOLE, after=WHOLE)


# --- No difference untold, none told that is none


def edited(places):
    """The complete facts after edits of any fields of any rows, one after another."""
    after = WHOLE
    for place in places:
        changes = [changed for _, changed in changed_facts(after)]
        after = changes[place % len(changes)]
    return after


EDITS = st.lists(st.integers(0, 2000), max_size=3)


@settings(max_examples=15, deadline=None)
@given(EDITS, EDITS)
def test_facts_are_equal_exactly_when_nothing_drifted_and_every_difference_is_told(one, other):
    tell_all_and_no_more(edited(one), edited(other))


@pytest.mark.prove
@settings(max_examples=400, deadline=None)
@given(EDITS, EDITS)
def test_nothing_is_untold_between_many_pairs_of_edited_facts(one, other):
    tell_all_and_no_more(edited(one), edited(other))


def tell_all_and_no_more(before, after):
    """The claim about two facts: equal or drifted, all told, classed, and in groups."""
    drift = drift_between(before, after)
    causes = [cause for one in drift.told for cause in one.change.causes]
    different = differences(before, after)

    assert bool(drift) is bool(different)
    assert not (before == after and drift)
    assert [one.place for one in different if not _is_told(one, causes)] == []
    assert all(cause.before != cause.after for cause in causes)
    assert [one.change for one in drift.told] == list(tell_changes(before, after))
    grouped = [change for group in drift.groups for change in group.changes]
    assert sorted(map(repr, grouped)) == sorted(repr(one.change) for one in drift.told)
    assert [group.drift_class for group in drift.groups] == sorted(
        {one.drift_class for one in drift.told}, key=lambda one: one.gravity
    )


def _is_told(difference, causes) -> bool:
    """Whether some cause holds both values of a difference, or the row of its flow came or went."""
    old, new = difference.before, difference.after
    if any(_turns(cause, old, new) for cause in causes):
        return True
    flow = old or new
    return isinstance(flow, FlowFacts) and _goes_with_a_row(flow, causes)


def _turns(cause, old, new) -> bool:
    """A cause in which the old value stood and the new one stands; None stood or stands nowhere."""
    had = not _holds(cause.before, new) if old is None else _holds(cause.before, old)
    has = not _holds(cause.after, old) if new is None else _holds(cause.after, new)
    return had and has


def _goes_with_a_row(flow: FlowFacts, causes) -> bool:
    """Its activity, its receiver, its data or its people came or went, and this is told."""
    keys = {flow.target_key, flow.category, flow.subject}
    for cause in causes:
        row = cause.after if cause.before is None else cause.before
        if cause.before is not None and cause.after is not None:
            continue
        if getattr(row, "number", None) == flow.activity or getattr(row, "key", None) in keys:
            return True
        if getattr(getattr(row, "category", None), "key", None) in keys:
            return True
    return False


def _holds(whole: Any, part: Any) -> bool:
    if whole == part:
        return True
    if isinstance(whole, tuple):
        return any(_holds(one, part) for one in whole)
    if is_dataclass(whole):
        return any(_holds(getattr(whole, field.name), part) for field in fields(whole))
    return False


# --- What the law asks for


HOSTER, MAILER = WHOLE.subprocessors
SHIPPER = WHOLE.recipients[0]
FIRST_RULE = WHOLE.activities[0].data[0].retention
SHOUTED = {key: f"{text.upper()}." for key, text in WHOLE.subject_matter.as_dict().items()}
ASKS_FOR = {
    AMENDMENT: {
        "terms": complete_facts(terms=complete_terms(breach_notice_hours=48)),
        "duration": complete_facts(end_on=date(2030, 1, 1)),
        "an activity less": complete_facts(activities=WHOLE.activities[1:]),
        "purpose": in_row("activities", 0, purposes=Phrase.same("Reclame")),
        "retention": in_first_use(retention=replace(FIRST_RULE, words=Phrase.same("99 jaar"))),
        "another party": in_party(register_no="0999.999.922"),
        "a measure no longer in place": in_measure(status="planned"),
        "a measure for fewer activities": in_measure(activities=(1,)),
        "a measure less": with_measures(WHOLE.measures.measures[1:]),
        "a certificate less": complete_facts(certificates=()),
        "a recipient without instruction": with_recipient(instruction_on=None),
    },
    NOTICE: {
        "access from elsewhere": in_row("subprocessors", 0, access_from=MAILER.locations),
        "another task": in_row("subprocessors", 0, service=Phrase.same("Iets anders")),
        "chain": in_row("subprocessors", 0, chain=(facts.ChainLink("Onder BV"),)),
        "a ground less": in_row("subprocessors", 1, transfers=()),
        "one more": complete_facts(subprocessors=(HOSTER, MAILER, replace(HOSTER, key="new"))),
        "our platform": in_row("activities", 0, platforms=(facts.Platform("Wolk", "kbits"),)),
    },
    ANNEX: {
        "a recipient by instruction": with_recipient(instruction_on=date(2026, 1, 2)),
        "contact": complete_facts(processor=replace(WHOLE.processor, phone="09 111 11 11")),
        "new name of the same party": in_party(legal_name="Lichtpunt Groep CV"),
        "a measure in other words": in_measure(text=Phrase.same("Nog beter beschreven")),
    },
    HARMLESS: {
        "title": complete_facts(title="Klantencontact 2027"),
        "spelling": complete_facts(subject_matter=Phrase.of(SHOUTED)),
    },
}


@pytest.mark.parametrize(
    ("after", "drift_class"),
    [
        pytest.param(after, drift_class, id=f"{drift_class}: {name}")
        for drift_class, cases in ASKS_FOR.items()
        for name, after in cases.items()
    ],
)
def test_a_difference_asks_for_what_the_law_and_the_agreement_ask(after, drift_class):
    assert found(after) is drift_class


def test_what_is_called_otherwise_is_harmless():
    key = WHOLE.subprocessors[0].locations[0].country.key
    new = word(key, "Het Rijk België", "Le Royaume de Belgique", "The Kingdom of Belgium")
    party = WHOLE.client.party
    assert found(in_party(address=replace(party.address, country=new))) is HARMLESS


def test_data_to_a_known_sub_processor_are_announced_and_to_the_firm_itself_agreed():
    support = WHOLE.activities[1]
    use = next(
        use
        for use in WHOLE.activities[0].data
        if use.category.key not in {known.category.key for known in support.data}
    )
    flow = FlowFacts(2, support.subjects[0].category.key, support.data[0].category.key)
    to_mailer = replace(flow, target="subprocessor", target_key=MAILER.key)
    without = complete_facts(flows=tuple(one for one in WHOLE.flows if one != to_mailer))

    assert without != WHOLE
    assert found(WHOLE, before=without) is NOTICE
    assert found(without) is ANNEX
    assert found(in_row("activities", 1, data=(*support.data, use))) is AMENDMENT


def test_a_new_sub_processor_needs_an_amendment_where_none_are_allowed():
    before = complete_facts(terms=complete_terms(subproc_mode="none_allowed"), subprocessors=())
    after = replace(before, subprocessors=WHOLE.subprocessors[:1])
    assert found(after, before=before) is AMENDMENT


def test_the_gravest_class_is_that_of_the_whole_and_stands_first():
    after = complete_facts(
        title="Anders",
        end_on=date(2030, 1, 1),
        processor=replace(WHOLE.processor, phone="09 111 11 11"),
        subprocessors=(*WHOLE.subprocessors, replace(WHOLE.subprocessors[0], key="new")),
    )
    drift = drift_between(WHOLE, after)

    assert drift.gravest is AMENDMENT
    assert [group.drift_class for group in drift.groups] == list(DriftClass)


def test_the_firms_own_activities_are_no_matter_of_the_agreement():
    places = [n for n, a in enumerate(WHOLE.activities) if a.role.outcome == "controller"]
    assert places
    assert found(in_row("activities", places[0], purposes=Phrase.same("Iets anders"))) is HARMLESS


def test_an_activity_that_becomes_the_firms_own_is_a_matter_of_the_agreement():
    role = replace(WHOLE.activities[0].role, outcome="controller")
    assert found(in_row("activities", 0, role=role)) is AMENDMENT


def test_an_activity_of_which_nobody_decided_the_role_is_not_played_down():
    new = replace(WHOLE.activities[0], number=9, role=facts.RoleDecision())
    assert found(complete_facts(activities=(*WHOLE.activities, new))) is AMENDMENT


def test_a_measure_that_is_planned_later_protects_less():
    rows = WHOLE.measures.measures
    place = next(n for n, row in enumerate(rows) if row.planned_on)
    for days, drift_class in ((30, AMENDMENT), (-30, ANNEX)):
        moved = replace(rows[place], planned_on=rows[place].planned_on + timedelta(days=days))
        after = with_measures((*rows[:place], moved, *rows[place + 1 :]))
        assert found(after) is drift_class


@pytest.mark.parametrize("text", ["48 uur", "Beheer en 0nderhoud", "Pêcheur", "1.5 jaar"])
def test_other_words_and_figures_are_no_spelling(text):
    before = complete_facts(
        subject_matter=Phrase.same("Beheer en onderhoud 24 uur Pecheur 15 jaar")
    )
    after = complete_facts(subject_matter=Phrase.same(text))
    assert found(after, before=before) is AMENDMENT


def test_a_translation_that_was_missing_is_harmless_and_one_that_goes_is_not():
    subject = WHOLE.subject_matter
    without = complete_facts(subject_matter=replace(subject, fr=""))
    assert found(WHOLE, before=without) is HARMLESS
    assert found(without) is AMENDMENT


# --- How it is said


def test_a_notice_is_explained_by_the_terms_of_the_version():
    general = explanation(NOTICE, complete_terms(notice_days=45))
    specific = explanation(NOTICE, complete_terms(subproc_mode="specific"))

    assert "45 dagen" in general.nl.replace("\u00a0", " ")
    assert "zwijgen is neen" in specific.nl
    assert "geen termijn" in explanation(NOTICE, complete_terms(notice_days=None)).nl


def test_every_class_has_a_name_and_an_explanation():
    for one in DriftClass:
        assert all(one.label.as_dict().values())
        assert all(explanation(one, WHOLE.terms).as_dict().values())


@pytest.mark.parametrize("phrase", drift_words().values())
def test_the_words_are_typed_with_care(phrase):
    places = [sorted(re.findall(r"\{\w+\}", text)) for text in phrase.as_dict().values()]
    assert places[0] == places[1] == places[2]
    assert all("'" not in text and "  " not in text for text in phrase.as_dict().values())
