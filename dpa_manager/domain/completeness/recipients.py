"""Rules about Annex IV.B: those who receive data and are not sub-processors."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import recipient_name
from dpa_manager.domain.completeness.rule import BLOCK, Finding, Rulebook, found, name_of
from dpa_manager.domain.facts import RecipientFacts
from dpa_manager.vocabulary.phrase import Phrase

book = Rulebook()

KINDS_OF_ANNEX_IV_A = frozenset({"sub_processor", "sub_sub_processor"})


def has_recipients(case: DraftCase) -> bool:
    """Annex IV.B has rows."""
    return bool(case.facts.recipients)


def _about(row: RecipientFacts, path: str, **values: str | Phrase) -> Finding:
    name = recipient_name(row)
    return found(f"recipients.{row.number}.{path}", subject=name, name=name, **values)


@book.rule("R-RCP-1", BLOCK, article="28(3)(a)", field="recipients", applies=has_recipients)
def rows_are_whole(case: DraftCase) -> Iterator[Finding]:
    """A recipient has a name, a purpose, a country and the client's dated instruction.

    Outside the EEA a missing instruction is R-A-2: there the instruction must cover the transfer.
    """
    for row in case.facts.recipients:
        if not row.name.strip():
            yield _about(row, "name", missing=name_of("name"))
        if not row.purpose:
            yield _about(row, "purpose", missing=name_of("purpose"))
        if row.country is None:
            yield _about(row, "country", missing=name_of("country"))
        if row.instruction_on is None and row.is_eea:
            yield _about(row, "instruction_on", missing=name_of("instruction_on"))


@book.rule("R-RCP-2", BLOCK, article="28(3)(a)", field="recipients", applies=has_recipients)
def partners_belong_to_an_event(case: DraftCase) -> Iterator[Finding]:
    """A commercial partner receives data for a named event only (seed F-18)."""
    for row in case.facts.recipients:
        if row.group.key == "commercial_partners" and not row.event.strip():
            yield _about(row, "event")


@book.rule("R-RCP-3", BLOCK, article="28(3)(a)", field="recipients", applies=has_recipients)
def nobody_takes_over_the_data(case: DraftCase) -> Iterator[Finding]:
    """A transfer of the business gives no right to the client's data."""
    for row in case.facts.recipients:
        if row.group.key == "business_transfer":
            yield _about(row, "group")


@book.rule("R-RCP-4", BLOCK, article="28(2), 28(4)", field="recipients", applies=has_recipients)
def subprocessors_are_in_their_own_table(case: DraftCase) -> Iterator[Finding]:
    """Who works on the client's behalf is a row of Annex IV.A."""
    for row in case.facts.recipients:
        if row.kind.key in KINDS_OF_ANNEX_IV_A:
            yield _about(row, "kind")


@book.rule(
    "R-ONW-1",
    BLOCK,
    article="28(3)(a)",
    field="onward_permissions",
    applies=lambda case: bool(case.facts.onward_permissions),
)
def permissions_are_written(case: DraftCase) -> Iterator[Finding]:
    """A permission for use by others has a scope, a document and a date (seed F-14)."""
    for place, permission in enumerate(case.facts.onward_permissions, start=1):
        for name, value in (
            ("scope", permission.scope),
            ("document", permission.document.strip()),
            ("given_on", permission.given_on),
        ):
            if not value:
                yield found(
                    f"onward_permissions.{place}.{name}",
                    subject=permission.document,
                    missing=name_of(name),
                )
