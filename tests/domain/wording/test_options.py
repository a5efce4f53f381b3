"""Options: of each set of variants exactly one holds, and it is the chosen one."""

from dataclasses import replace

import pytest

from tests.domain.completeness.complete_case import complete_facts, complete_terms
from tests.domain.wording.spoken import LANGUAGES, plain, spoken

VARIANTS = [
    ("subproc_mode", "general", "subproc_is_general"),
    ("subproc_mode", "specific", "subproc_is_specific"),
    ("subproc_mode", "none_allowed", "subproc_is_none"),
    ("objection_effect", "client_exit", "objection_is_client_exit"),
    ("objection_effect", "mutual_exit", "objection_is_mutual_exit"),
    ("objection_effect", "no_exit", "objection_is_no_exit"),
    ("cost_model", "fair_use", "cost_is_fair_use"),
    ("cost_model", "all_included", "cost_is_all_included"),
    ("cost_model", "principal_contract", "cost_is_principal"),
    ("liability_clause", "law", "liability_is_law"),
    ("liability_clause", "principal_contract", "liability_is_principal"),
    ("liability_clause", "own_cap", "liability_is_own_cap"),
    ("end_choice", "delete", "end_is_delete"),
    ("end_choice", "return_then_delete", "end_is_return"),
    ("end_choice", "decide_at_end", "end_is_open"),
    ("court_choice", "kbits_seat", "court_is_kbits"),
    ("court_choice", "defendant_seat", "court_is_defendant"),
    ("court_choice", "client_seat", "court_is_client"),
]


def with_terms(**changes):
    """The complete case with other terms."""
    return complete_facts(terms=complete_terms(**changes))


@pytest.mark.parametrize(("name", "choice", "word"), VARIANTS)
def test_of_each_set_of_variants_exactly_the_chosen_one_holds(name, choice, word):
    words = spoken(with_terms(**{name: choice}))
    siblings = [other for field, _, other in VARIANTS if field == name]
    assert [other for other in siblings if words[other]] == [word]


@pytest.mark.parametrize("mode", ["specific", "none_allowed"])
def test_without_general_authorisation_no_variant_of_objection_holds(mode):
    words = spoken(with_terms(subproc_mode=mode))
    assert not any(words[word] for word in words if word.startswith("objection_is_"))
    assert words["emergency_replacement"] is False


@pytest.mark.parametrize("kind", ["principal", "fixed", "open"])
def test_exactly_one_duration_holds(kind):
    words = spoken(replace(complete_facts(), duration_kind=kind))
    kinds = ("principal", "fixed", "open")
    assert [name for name in kinds if words[f"duration_is_{name}"]] == [kind]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Vanaf 1 januari 2027, tot en met 31 december 2028 en zolang"),
        ("fr", "À partir du 1er janvier 2027, jusqu’au 31 décembre 2028 inclus et"),
        ("en", "From 1 January 2027, until 31 December 2028 inclusive and"),
    ],
)
def test_a_fixed_term_says_from_when_until_when(language, line):
    facts = complete_facts()
    ends = replace(facts, duration_kind="fixed", end_on=facts.effective_on.replace(2028, 12, 31))
    assert plain(spoken(ends, language=language)["duration_line"]).startswith(line)


def test_without_a_stated_date_the_last_signature_starts_the_agreement():
    words = spoken(replace(complete_facts(), effective_on=None))
    assert words["has_effective_date"] is False
    assert words["duration_line"].startswith("Vanaf de laatste handtekening, zolang")


def test_a_cap_is_printed_only_where_it_was_agreed():
    agreed = with_terms(liability_clause="own_cap", liability_cap_euro=25_000)
    other = with_terms(liability_clause="law", liability_cap_euro=25_000)
    assert plain(spoken(agreed)["liability_cap"]) == "25.000 euro"
    assert spoken(other)["liability_cap"] == ""


def test_a_format_of_return_is_not_printed_where_nothing_is_returned():
    assert spoken(with_terms(end_choice="delete"))["has_return_format"] is False
    assert spoken(with_terms())["return_format"] == "CSV, SQL-dump"


@pytest.mark.parametrize(
    ("nature", "has_sensitive", "has_nrn"),
    [("", False, False), ("art9", True, False), ("art10", True, False), ("nrn", True, True)],
)
def test_sensitive_data_are_those_of_article_9_and_10_and_register_numbers(
    nature, has_sensitive, has_nrn
):
    facts = complete_facts()
    hosting, *others = facts.activities
    use = next(use for use in hosting.data if use.sensitive)
    facts = replace(
        facts, activities=(replace(hosting, data=(replace(use, nature=nature),)), *others)
    )
    words = spoken(facts)
    assert (words["has_sensitive"], words["has_nrn"]) == (has_sensitive, has_nrn)
    assert bool(words["sensitive"]) is has_sensitive


def test_data_of_an_activity_of_kbits_itself_switch_nothing():
    facts = complete_facts()
    hosting, support, own = facts.activities
    facts = replace(facts, activities=(support, replace(own, data=hosting.data)))
    assert spoken(facts)["has_sensitive"] is False


def test_a_transfer_is_by_place_access_recipient_or_activity():
    facts = complete_facts()
    belgian, american = facts.subprocessors
    inside = replace(facts, subprocessors=(belgian,))
    assert spoken(facts)["has_transfers"] is True
    assert spoken(inside)["has_transfers"] is False
    assert spoken(inside)["brief"]["outside_eea"] == "Nee"
    access = replace(inside, subprocessors=(replace(belgian, access_from=american.access_from),))
    assert spoken(access)["has_transfers"] is True
    assert spoken(access)["subprocessors"][0]["is_outside_eea"] is True
    recipient = replace(inside, recipients=(replace(facts.recipients[0], is_eea=False),))
    assert spoken(recipient)["has_transfers"] is True
    hosting, *others = facts.activities
    place = replace(hosting, locations=american.locations)
    words = spoken(replace(inside, activities=(place, *others)))
    assert words["has_transfers"] is True
    assert words["activities"][0]["locations"] == ["Verenigde Staten (datacenter), buiten de EER"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_box_says_the_same_figures_as_the_clauses(language):
    words = spoken(with_terms(breach_notice_hours=36, audit_notice_days=21), language=language)
    box, terms = words["brief"], words["terms"]
    assert terms["breach_notice_hours"] in box["breach"]
    assert terms["audit_notice_days"] in box["audit"]
    assert terms["audit_max_per_year"] in box["audit"]
    assert terms["notice_days"] in box["subprocessors"]
    assert terms["objection_days"] in box["subprocessors"]
    assert terms["end_days"] in box["end"]
    assert terms["backup_expiry_days"] in box["end"]


def test_backups_without_a_period_are_left_out_of_the_box():
    words = spoken(with_terms(backup_expiry_days=None))
    assert "back-up" not in words["brief"]["end"]
    assert words["terms"]["backup_expiry_days"] == "zonder vaste termijn"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Onderhoudscontract 2025 (OC-2025-14) van 4 maart 2025"),
        ("fr", "Onderhoudscontract 2025 (OC-2025-14) du 4 mars 2025"),
        ("en", "Onderhoudscontract 2025 (OC-2025-14) of 4 March 2025"),
    ],
)
def test_the_principal_contract_is_named_with_reference_and_date(language, line):
    assert plain(spoken(language=language)["principal_contract"]["line"]) == line


def test_a_reference_that_the_name_holds_already_is_not_repeated():
    facts = complete_facts()
    contract = replace(facts.principal_contract, name="Contract OC-2025-14", signed_on=None)
    words = spoken(replace(facts, principal_contract=contract))
    assert words["principal_contract"]["line"] == "Contract OC-2025-14"


def test_data_kept_by_law_are_seen_by_kbits_alone_unless_said_otherwise():
    facts = complete_facts()
    row = replace(facts.legal_retention[0], access=type(facts.subject_matter)())
    words = spoken(replace(facts, legal_retention=(row,)))
    assert words["legal_retention"][0]["access"] == "alleen KBITS"
