"""Rules about sensitive data: Art. 9, Art. 10 and the national register number."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import activity_code, activity_name
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
)
from dpa_manager.domain.facts import ActivityFacts, DataCategoryUse, SensitiveData
from dpa_manager.vocabulary.phrase import Phrase

book = Rulebook()

NEEDS_ACCESS_LIST = frozenset({"genetic", "biometric", "health"})
# Services in which KBITS holds the client's data for it.
HOLDING_SERVICES = frozenset({"hosting", "mail_hosting", "software_app", "backup"})

_NOTHING = SensitiveData()


def sensitive_uses(case: DraftCase) -> Iterator[tuple[ActivityFacts, DataCategoryUse]]:
    """Every use of a sensitive category in an activity of the agreement."""
    for activity in case.activities:
        for use in activity.data:
            if use.nature:
                yield activity, use


def has_sensitive(case: DraftCase) -> bool:
    """The agreement covers data of Art. 9, Art. 10 or national register numbers."""
    return any(True for _ in sensitive_uses(case))


def holds_data(activity: ActivityFacts) -> bool:
    """KBITS keeps the client's data in this activity: hosting, mail, software or backup."""
    return any(kind.key in HOLDING_SERVICES for kind in activity.service_kinds)


def _about(activity: ActivityFacts, use: DataCategoryUse, part: str) -> Finding:
    return found(
        f"activities.{activity.number}.data.{use.category.key}.{part}",
        subject=activity_code(activity),
        activity=activity_name(activity),
        category=use.category.words or Phrase.same(use.category.key),
    )


@book.rule("R-SENS-1", BLOCK, article="9, 10, 87, 28(3)", field="activities", applies=has_sensitive)
def sensitive_data_have_safeguards(case: DraftCase) -> Iterator[Finding]:
    """Each sensitive category has at least one extra safeguard."""
    for activity, use in sensitive_uses(case):
        if not (use.sensitive or _NOTHING).safeguards:
            yield _about(activity, use, "safeguards")


@book.rule("R-SENS-2", WARN, article="9(4), 10", field="access_functions", applies=has_sensitive)
def functions_with_access_are_listed(case: DraftCase) -> Iterator[Finding]:
    """The Belgian Act of 30 July 2018 (Arts. 9-10) wants a list of functions with access."""
    if case.facts.access_functions:
        return
    named = {
        use.category.key: use.category.words
        for _, use in sensitive_uses(case)
        if use.category.key in NEEDS_ACCESS_LIST or use.nature == "art10"
    }
    for key, words in named.items():
        yield found("access_functions", subject=key, category=words or Phrase.same(key))


@book.rule("R-SENS-3", BLOCK, article="87", field="activities", applies=has_sensitive)
def register_number_has_a_legal_basis(case: DraftCase) -> Iterator[Finding]:
    """The national register number needs a statute or an authorisation of the client."""
    for activity, use in sensitive_uses(case):
        if use.nature == "nrn" and not (use.sensitive or _NOTHING).legal_basis:
            yield _about(activity, use, "legal_basis")


@book.rule("R-SENS-4", WARN, article="9(4)", field="activities", applies=has_sensitive)
def french_health_data_need_a_certified_host(case: DraftCase) -> Iterator[Finding]:
    """French law wants a certified host for health data (Code de la santé publique L.1111-8)."""
    country = case.facts.client.party.address.country
    if country is None or country.key != "FR":
        return
    for activity, use in sensitive_uses(case):
        if use.category.key == "health" and holds_data(activity):
            yield _about(activity, use, "safeguards")


@book.rule("R-SENS-5", BLOCK, article="9, 10, 87", field="activities", applies=has_sensitive)
def sensitive_data_say_why(case: DraftCase) -> Iterator[Finding]:
    """Annex II says for each sensitive category why it is needed."""
    for activity, use in sensitive_uses(case):
        if not (use.sensitive or _NOTHING).reason:
            yield _about(activity, use, "reason")


@book.rule(
    "R-SENS-6",
    BLOCK,
    article="9(4), 10",
    field="access_functions",
    applies=lambda case: bool(case.facts.access_functions),
)
def access_list_is_whole(case: DraftCase) -> Iterator[Finding]:
    """A row of the access list has a function and its tasks."""
    for place, row in enumerate(case.facts.access_functions, start=1):
        for name in ("function", "tasks"):
            if not getattr(row, name):
                yield found(
                    f"access_functions.{place}.{name}",
                    subject=str(place),
                    row=str(place),
                    missing=name_of(name),
                )
