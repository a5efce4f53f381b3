"""Every rule: the case that fires, the nearest that does not, its sentence and its place."""

import re
from collections import Counter

import pytest

from dpa_manager.domain.completeness import RULES, Severity, problems
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.sentences import sentences
from tests.domain.completeness import (
    table_annexes,
    table_description,
    table_parties,
    table_template,
    table_terms,
    table_transfers,
)
from tests.domain.completeness.changed_cases import RuleCase
from tests.domain.completeness.rule_list import RULE_LIST

CASES: tuple[RuleCase, ...] = (
    *table_parties.CASES,
    *table_description.CASES,
    *table_template.CASES,
    *table_annexes.CASES,
    *table_transfers.CASES,
    *table_terms.CASES,
)


def _name(case: RuleCase) -> str:
    return f"{case.rule}: {case.claim}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_rule_fires_at_its_field(case):
    found = [problem for problem in problems(case.fires) if problem.rule == case.rule]
    assert case.field in [problem.field for problem in found]


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_rule_is_quiet_on_the_nearest_case(case):
    assert [p.field for p in problems(case.quiet) if p.rule == case.rule] == []


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_problem_is_told_in_three_languages(case):
    for problem in problems(case.fires):
        for words in problem.sentence.as_dict().values():
            assert words.strip()
            assert "{" not in words
            assert "  " not in words
            assert words[0].isupper() or problem.sentence.en.startswith(words[0])


def test_every_rule_has_a_case():
    assert Counter(case.rule for case in CASES).keys() == RULES.keys()


def test_the_rules_are_those_of_the_written_list():
    assert {rule.id: (rule.severity, rule.article) for rule in RULES.values()} == RULE_LIST


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_has_one_sentence_with_the_same_places_in_each_language(rule):
    sentence = sentences()[rule.id]
    places = [sorted(re.findall(r"{(\w+)}", words)) for words in sentence.as_dict().values()]
    assert places[0] == places[1] == places[2]
    assert all(words.endswith(".") for words in sentence.as_dict().values())


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_names_its_field(rule):
    assert rule.field
    assert rule.findings.__doc__


def test_the_milder_grade_of_a_rule_is_marked_in_its_id():
    for rule_id, rule in RULES.items():
        if rule_id.endswith("w"):
            assert rule.severity is Severity.WARN
        if rule_id.endswith("i"):
            assert rule.severity is Severity.INFO


def test_no_sentence_is_left_over_from_a_rule_that_is_gone():
    written = {key for key in sentences() if key.startswith("R-")}
    assert written == RULES.keys()


def test_the_library_reads_the_same_sentences():
    assert vocabulary().sentences == sentences()
