"""Service presets, own purposes, retention rules and the role questions fit together."""

import pytest

from dpa_manager.vocabulary.library import vocabulary

HEADINGS_OF_ARTICLE_32 = [*"ABCDEF"]
PLATFORMS = {"m365", "domain_dns", "eshop", "mail_hosting", "mailing", "voip"}


@pytest.fixture(params=sorted(vocabulary().service_kinds))
def kind(request):
    return vocabulary().service_kinds[request.param]


def test_a_preset_gives_a_first_purpose_operations_and_a_retention_rule(kind):
    assert kind.purpose
    assert kind.operations
    assert kind.retention
    assert "assignment" in kind.channels


def test_a_preset_has_a_measure_in_place_under_each_heading_of_article_32(kind):
    measures = [vocabulary().measures[key] for key in kind.measures]
    covered = {m.heading for m in measures if m.status == "implemented"}
    assert covered >= set(HEADINGS_OF_ARTICLE_32)


def test_a_preset_never_keeps_clients_data_under_kbits_own_rules(kind):
    rules = [*kind.retention, *(pair.partition("=")[2] for pair in kind.retention_by_data)]
    assert [r for r in rules if vocabulary().retention_rules[r].is_own_controller_only] == []


def test_remote_access_brings_its_rules(kind):
    headings = {vocabulary().measures[key].heading for key in kind.measures}
    assert ("H" in headings) is kind.has_remote_access


def test_a_preset_offers_no_sensitive_data(kind):
    natures = {vocabulary().data_categories[key].nature for key in kind.data}
    assert natures <= {""}


def test_a_purpose_of_a_service_is_none_of_kbits_own(kind):
    own = {purpose.label.nl for purpose in vocabulary().own_purposes.values()}
    assert kind.purpose.nl not in own


def test_services_on_a_platform_ask_whose_contract_it_is():
    kinds = vocabulary().service_kinds
    assert {key for key, kind in kinds.items() if kind.runs_on_platform} == PLATFORMS


def test_kbits_has_the_nine_own_purposes_of_its_statement():
    assert list(vocabulary().own_purposes) == [
        "inquiries",
        "service_delivery",
        "inform",
        "crm_billing",
        "events",
        "improve",
        "statistics",
        "fraud",
        "legal",
    ]


@pytest.mark.parametrize(
    ("key", "days", "months"),
    [
        ("RET-CONTRACT", 0, None),
        ("RET-CONTRACT+30", 30, None),
        ("RET-BACKUP", 35, None),
        ("RET-LOG", None, 12),
        ("RET-TICKET", None, 24),
        ("RET-TEST", 30, None),
        ("RET-MIGRATION", 30, None),
        ("RET-REPAIR", 14, None),
        ("RET-UNSUB", 0, None),
        ("RET-ANALYTICS", None, 14),
        ("RET-ACC-BE", None, 120),
        ("RET-AGREEMENT", None, 120),
        ("RET-RECORD", None, 60),
        ("RET-BREACH", None, 60),
        ("RET-DSR", None, 60),
        ("RET-DISCLOSURE", None, 60),
        ("RET-CLIENT", None, None),
    ],
)
def test_a_retention_rule_has_its_period(key, days, months):
    rule = vocabulary().retention_rules[key]
    assert (rule.period_days, rule.period_months) == (days, months)
    assert rule.is_criteria is (days is None and months is None)


def test_a_printed_sentence_holds_the_period_of_its_rule():
    for rule in vocabulary().retention_rules.values():
        number = rule.period_days or (rule.period_months or 0)
        if number >= 60:
            number //= 12
        if number:
            for language, words in rule.sentence.as_dict().items():
                assert str(number) in words, (rule.key, language)
                assert str(number) in rule.period.in_language(language), (rule.key, language)


def test_accounting_rules_are_kbits_own_and_name_the_law():
    rule = vocabulary().retention_rules["RET-ACC-BE"]
    assert rule.is_own_controller_only
    assert "III.86" in rule.statute.nl


def answers_to_outcome(answers):
    """Walk the questions with the answers given, as the wizard does."""
    step = "question:q1"
    while step.startswith("question:"):
        key = step.removeprefix("question:")
        step = getattr(vocabulary().role_questions[key], answers[key])
    return step


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"q1": "no"}, "outcome:none"),
        ({"q1": "yes", "q2": "yes", "q3": "yes", "q4": "no"}, "outcome:processor"),
        ({"q1": "yes", "q2": "yes", "q3": "yes", "q4": "yes"}, "split:controller"),
        ({"q1": "yes", "q2": "yes", "q3": "no", "q5": "yes"}, "outcome:joint"),
        ({"q1": "yes", "q2": "no", "q5": "yes"}, "outcome:joint"),
        ({"q1": "yes", "q2": "no", "q5": "no", "q6": "yes"}, "outcome:controller"),
        ({"q1": "yes", "q2": "no", "q5": "no", "q6": "no"}, "outcome:controller"),
    ],
)
def test_the_role_questions_lead_to_the_outcome_of_the_domain(answers, outcome):
    assert answers_to_outcome(answers) == outcome


def test_a_flemish_public_body_speaks_dutch_and_answers_to_the_flemish_commission():
    body = vocabulary().public_bodies["flemish"]
    assert body.languages == ("nl",)
    assert body.authority == "vtc"


def test_the_belgian_authority_has_its_street_in_each_language():
    authority = vocabulary().authorities["gba"]
    assert authority.label.nl == "Gegevensbeschermingsautoriteit"
    assert authority.label.fr == "Autorité de protection des données"
    assert authority.address.nl == "Drukpersstraat 35, 1000 Brussel"
    assert authority.address.fr == "Rue de la Presse 35, 1000 Bruxelles"
    assert authority.email == "contact@apd-gba.be"


def test_every_land_of_germany_has_one_authority_for_companies():
    laender = [a for a in vocabulary().authorities.values() if a.country == "DE"]
    assert len(laender) == 16
    assert len({a.region for a in laender}) == 16


def test_only_a_proxy_holder_needs_a_mandate():
    needing = [key for key, c in vocabulary().capacities.items() if c.needs_mandate]
    assert needing == ["proxy_holder"]
