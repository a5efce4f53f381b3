"""The whole of the rules: what a complete case gives, what is counted, and that nothing raises."""

import time
from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.completeness import (
    RULES,
    DraftCase,
    DuplicateRule,
    Severity,
    blocks,
    collected,
    completeness,
    is_complete,
    problems,
    warnings,
)
from dpa_manager.domain.completeness import parties as party_rules
from dpa_manager.domain.completeness.days import months_before
from dpa_manager.domain.completeness.printed_texts import printed_texts
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts, Worded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.sentences import field_names
from tests.domain.completeness.changed_cases import FACTS, with_party, with_terms
from tests.domain.completeness.complete_case import TODAY
from tests.domain.completeness.complete_template import TEMPLATES, complete_case

NOTHING = DraftCase(
    AgreementFacts(
        "", "", ClientFacts(Party()), ProcessorFacts(Party()), AgreementTerms(subproc_mode="")
    ),
    templates=(),
    languages=("nl",),
    today=TODAY,
)


def test_no_rule_fires_on_the_complete_case():
    assert problems(complete_case()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_complete_case_is_complete_in_one_language_alone(language):
    assert problems(complete_case(languages=(language,))) == ()


def test_everything_is_missing_from_nothing():
    found = {problem.rule for problem in blocks(problems(NOTHING))}
    assert {"R-ENG-1", "R-PRE-1", "R-PRE-2", "R-PRE-3", "R-ROLE-1", "R-C-1", "R-TPL-2"} <= found


def test_blocks_and_warnings_part_the_problems_by_severity():
    found = problems(with_terms(breach_notice_hours=None, backup_expiry_days=None))
    assert [problem.rule for problem in blocks(found)] == ["R-F-1"]
    assert [problem.rule for problem in warnings(found)] == ["R-G-3"]


def test_a_warning_leaves_a_draft_complete():
    assert is_complete(problems(with_terms(backup_expiry_days=None)))


def test_a_block_makes_a_draft_incomplete():
    assert not is_complete(problems(with_terms(end_choice="")))


def test_completeness_counts_the_blocking_rules_that_concern_the_draft():
    whole = completeness(complete_case())
    assert whole.passed == whole.applicable > 60
    assert whole.share == 1


def test_completeness_falls_by_one_for_each_blocking_rule_that_fires():
    whole = completeness(complete_case())
    lacking = completeness(with_terms(breach_notice_hours=None, backup_expiry_days=None))
    assert (lacking.passed, lacking.applicable) == (whole.passed - 1, whole.applicable)


def test_rules_about_what_is_not_there_are_not_counted():
    without = complete_case(certificates=(), special_terms=(), access_functions=())
    # R-CERT-2, R-SPEC-1, R-SPEC-2 and R-SENS-6.
    assert completeness(complete_case()).applicable - completeness(without).applicable == 4


def test_problems_come_in_the_order_of_the_rules():
    order = list(RULES)
    places = [order.index(problem.rule) for problem in problems(NOTHING)]
    assert places == sorted(places)


def test_a_problem_carries_rule_severity_article_field_and_subject():
    (problem,) = problems(with_party(register_no=""))
    assert (problem.rule, problem.severity, problem.article) == ("R-PRE-1", "BLOCK", "28(3)")
    assert (problem.field, problem.subject) == ("client.register_no", "Lichtpunt Energie CV")
    assert problem.sentence.nl == (
        "Bij Lichtpunt Energie CV ontbreekt: het ondernemings- of registratienummer."
    )


def test_words_of_a_person_with_braces_are_printed_as_they_are():
    (problem,) = problems(with_party(legal_name="{party} {0} NV", register_no=""))
    assert problem.sentence.en == ("Missing for {party} {0} NV: the enterprise or register number.")


def test_two_rules_with_one_id_are_refused():
    with pytest.raises(DuplicateRule, match="R-ENG-1"):
        collected((party_rules.book, party_rules.book))


def test_severities_are_the_three_of_the_domain():
    assert {rule.severity for rule in RULES.values()} == set(Severity)


def test_an_unconfirmed_authority_to_sign_stops_no_draft_and_asks_for_no_reason():
    signatories = tuple(
        replace(signatory, is_authority_confirmed=False)
        for signatory in FACTS.client.party.signatories
    )
    found = problems(with_party(signatories=signatories))
    assert {problem.rule for problem in found} == {"R-SIGN-1i"}
    assert blocks(found) == warnings(found) == ()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
    ],
)
def test_months_are_reckoned_back_to_a_day_that_exists(day, months, expected):
    assert months_before(day, months) == expected


def test_every_text_that_may_be_printed_has_a_name():
    unnamed = set(_names_of_texts(AgreementFacts)) - field_names().keys()
    assert unnamed == set()


def _names_of_texts(kind: type, name: str = "") -> set[str]:
    if kind in (Phrase, Worded):
        return {name}
    if get_args(kind):
        return {found for part in get_args(kind) for found in _names_of_texts(part, name)}
    if not is_dataclass(kind):
        return set()
    hints = get_type_hints(kind)
    hidden = {"role", "own_purposes", "reasons"}
    return {
        found
        for field in fields(kind)
        if field.name not in hidden
        for found in _names_of_texts(hints[field.name], field.name)
    }


def test_texts_of_an_activity_outside_the_agreement_are_not_printed():
    paths = [text.field for text in printed_texts(complete_case())]
    assert any(path.startswith("activities.1.") for path in paths)
    assert not any(path.startswith("activities.3.") for path in paths)


def test_the_contact_subjects_are_those_of_the_vocabulary():
    from_rules = {name for name in field_names() if name.startswith("contact_")}
    for subject in vocabulary().contact_subjects:
        assert f"contact_{subject}" in from_rules


def test_a_case_is_judged_in_a_few_milliseconds():
    problems(complete_case())
    rounds = []
    for _ in range(20):
        start = time.process_time()
        problems(DraftCase(FACTS, TEMPLATES, LANGUAGES, TODAY))
        rounds.append(time.process_time() - start)
    assert min(rounds) < 0.005


def _paths(thing: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of every field and row under a dataclass or a tuple."""
    if isinstance(thing, tuple):
        steps = [(place, item) for place, item in enumerate(thing)]
    elif is_dataclass(thing):
        steps = [(field.name, getattr(thing, field.name)) for field in fields(thing)]
    else:
        return []
    return [
        path for step, item in steps for path in ((*before, step), *_paths(item, (*before, step)))
    ]


def _emptied(thing: Any, path: tuple[Any, ...], hint: Any = None) -> Any:
    """The thing with what is at the path emptied, as its type allows."""
    if not path:
        return _empty(thing, hint)
    step, rest = path[0], path[1:]
    if isinstance(thing, tuple):
        if step >= len(thing):
            return thing
        return (*thing[:step], _emptied(thing[step], rest), *thing[step + 1 :])
    if not is_dataclass(thing):
        return thing
    hints = get_type_hints(type(thing))
    return replace(thing, **{step: _emptied(getattr(thing, step), rest, hints[step])})


def _empty(thing: Any, hint: Any) -> Any:
    if hint is not None and NoneType in get_args(hint):
        return None
    if isinstance(thing, Worded):
        return Worded("", Phrase())
    if isinstance(thing, str | tuple | int | Phrase):
        return type(thing)()
    return thing


PATHS = _paths(FACTS)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PATHS), min_size=1, max_size=12),
    st.sets(st.sampled_from(("nl", "fr", "en", "de", "")), max_size=4),
)
def test_facts_with_any_fields_emptied_are_judged_without_raising(paths, languages):
    facts = FACTS
    for path in paths:
        facts = _emptied(facts, path)
    case = DraftCase(facts, TEMPLATES, tuple(languages), TODAY)
    found = problems(case)
    counted = completeness(case)
    assert is_complete(found) == (counted.passed == counted.applicable)


def test_emptying_finds_every_field():
    assert len(PATHS) > 600
    assert _emptied(FACTS, ("client", "party", "dpo")).client.party.dpo is None
    assert _emptied(FACTS, ("activities", 0, "data")).activities[0].data == ()
