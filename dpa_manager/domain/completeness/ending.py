"""Rules about the end, the costs, liability, insurance and special terms."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
)
from dpa_manager.domain.completeness.sensitive import holds_data

book = Rulebook()

# Data Act (EU) 2023/2854, Art. 25: a window of at least 30 days to fetch one's data.
RETRIEVAL_DAYS = 30


@book.rule(
    "R-G-2",
    BLOCK,
    article="28(3)(g)",
    field="legal_retention",
    applies=lambda case: bool(case.facts.legal_retention),
)
def retention_after_the_end_has_a_statute(case: DraftCase) -> Iterator[Finding]:
    """Only a law that binds KBITS allows it to keep data after the end."""
    for place, row in enumerate(case.facts.legal_retention, start=1):
        if not row.statute:
            yield found(
                f"legal_retention.{place}.statute",
                subject=str(place),
                data=row.data or name_of("data"),
            )


@book.rule("R-G-3", WARN, article="28(3)(g)", field="terms.backup_expiry_days")
def backups_expire(case: DraftCase) -> Iterator[Finding]:
    """The agreement says when backups are gone."""
    if (case.facts.terms.backup_expiry_days or 0) < 1:
        yield found("terms.backup_expiry_days")


@book.rule("R-G-4", BLOCK, article="28(3)(g)", field="terms.return_format")
def return_has_a_format(case: DraftCase) -> Iterator[Finding]:
    """Unless data are only erased, the format of their return is agreed."""
    terms = case.facts.terms
    may_return = terms.end_choice in ("return_then_delete", "decide_at_end")
    if may_return and not terms.return_format.strip():
        yield found("terms.return_format")


@book.rule(
    "R-G-5",
    BLOCK,
    article="28(3)(g)",
    field="legal_retention",
    applies=lambda case: bool(case.facts.legal_retention),
)
def retention_after_the_end_is_described(case: DraftCase) -> Iterator[Finding]:
    """Data kept by law are named, with an end and with those who have access."""
    for place, row in enumerate(case.facts.legal_retention, start=1):
        for name in ("data", "until", "access"):
            if not getattr(row, name):
                yield found(
                    f"legal_retention.{place}.{name}", subject=str(place), missing=name_of(name)
                )


@book.rule("R-END-1", WARN, article="EU 2023/2854, 25", field="terms.end_days")
def services_leave_time_to_fetch_data(case: DraftCase) -> Iterator[Finding]:
    """Hosting, mail, software and backup leave 30 days before data are erased."""
    days = case.facts.terms.end_days
    if days is not None and days < RETRIEVAL_DAYS and any(map(holds_data, case.activities)):
        yield found("terms.end_days", days=str(days))


@book.rule("R-COST-1", BLOCK, article="28(3)(e)-(h)", field="terms.cost_model")
def cost_model_can_be_printed(case: DraftCase) -> Iterator[Finding]:
    """Fair use has its hours; the Principal Contract's rates need such a contract."""
    terms = case.facts.terms
    if terms.cost_model == "fair_use" and (terms.included_hours_per_year or 0) < 1:
        yield found("terms.included_hours_per_year", missing=name_of("included_hours_per_year"))
    if terms.cost_model == "principal_contract" and case.facts.principal_contract is None:
        yield found("principal_contract", missing=name_of("principal_contract"))


@book.rule("R-LIA-1", BLOCK, article="82", field="terms.liability_clause")
def liability_can_be_printed(case: DraftCase) -> Iterator[Finding]:
    """An own cap has an amount; the Principal Contract's rules need a contract that has some."""
    terms = case.facts.terms
    if terms.liability_clause == "own_cap" and (terms.liability_cap_euro or 0) < 1:
        yield found("terms.liability_cap_euro", missing=name_of("liability_cap_euro"))
    if terms.liability_clause == "principal_contract":
        has_contract = case.facts.principal_contract is not None
        if not has_contract or not terms.principal_contract_limits_liability:
            yield found("terms.liability_clause", missing=name_of("principal_contract_with_limits"))


@book.rule("R-INS-1", BLOCK, article="28(1)", field="terms.insurance_kind")
def insurance_is_whole(case: DraftCase) -> Iterator[Finding]:
    """Insurance that is agreed has a kind of cover and a sum."""
    terms = case.facts.terms
    if terms.insurance_kind.strip() and (terms.insurance_euro or 0) < 1:
        yield found("terms.insurance_euro", missing=name_of("insurance_euro"))
    if terms.insurance_euro and not terms.insurance_kind.strip():
        yield found("terms.insurance_kind", missing=name_of("insurance_kind"))


@book.rule(
    "R-SPEC-1",
    BLOCK,
    article="28(3)",
    field="special_terms",
    applies=lambda case: bool(case.facts.special_terms),
)
def special_terms_are_whole(case: DraftCase) -> Iterator[Finding]:
    """A special term names the clause that it changes, and has a text."""
    for place, term in enumerate(case.facts.special_terms, start=1):
        for name, value in (("reference", term.reference.strip()), ("text", term.text)):
            if not value:
                yield found(
                    f"special_terms.{place}.{name}",
                    subject=term.reference,
                    missing=name_of(f"special_{name}"),
                )


@book.rule(
    "R-SPEC-2",
    BLOCK,
    article="28(3), 28(4), 32",
    field="special_terms",
    applies=lambda case: bool(case.facts.special_terms),
)
def special_terms_lower_nothing(case: DraftCase) -> Iterator[Finding]:
    """No special term goes below Arts. 28(3), 28(4) or 32."""
    for place, term in enumerate(case.facts.special_terms, start=1):
        if term.is_contradicting:
            yield found(
                f"special_terms.{place}.text",
                subject=term.reference,
                reference=term.reference or str(place),
            )
