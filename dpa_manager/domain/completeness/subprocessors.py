"""Rules about Annex IV.A: authorisation, the rows, their contracts and their chains."""

from collections.abc import Iterator
from datetime import timedelta

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import (
    activity_code,
    activity_name,
    subprocessor_name,
)
from dpa_manager.domain.completeness.parties import missing_of_address
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
)
from dpa_manager.domain.facts import SubprocessorFacts
from dpa_manager.vocabulary.phrase import Phrase

book = Rulebook()

# Their notice to us must leave this many days for our notice to the client.
DAYS_BEFORE_OUR_NOTICE = 5


def has_subprocessors(case: DraftCase) -> bool:
    """Annex IV.A has rows."""
    return bool(case.facts.subprocessors)


def _asks_authorisation(case: DraftCase) -> bool:
    return case.facts.terms.subproc_mode in ("general", "specific")


def _about(row: SubprocessorFacts, path: str, **values: str | Phrase) -> Finding:
    name = subprocessor_name(row)
    return found(f"subprocessors.{row.number}.{path}", subject=name, name=name, **values)


@book.rule("R-SUB-1", BLOCK, article="28(2)", field="terms.subproc_mode")
def authorisation_is_agreed(case: DraftCase) -> Iterator[Finding]:
    """The mode of authorisation is chosen, with periods where the client must be told first."""
    if not case.facts.terms.subproc_mode:
        yield found("terms.subproc_mode", missing=name_of("subproc_mode"))
    if _asks_authorisation(case):
        for name in ("notice_days", "objection_days"):
            if not getattr(case.facts.terms, name):
                yield found(f"terms.{name}", missing=name_of(name))


@book.rule(
    "R-SUB-2", BLOCK, article="28(2), 28(4)", field="subprocessors", applies=has_subprocessors
)
def rows_are_whole(case: DraftCase) -> Iterator[Finding]:
    """A sub-processor has a name, an address, a contact person, a task and a place."""
    for row in case.facts.subprocessors:
        for path, name in _missing_of(row):
            yield _about(row, path, missing=name_of(name))


def _missing_of(row: SubprocessorFacts) -> Iterator[tuple[str, str]]:
    if not row.party.legal_name.strip():
        yield "legal_name", "legal_name"
    yield from missing_of_address(row.party)
    if row.contact is None or not row.contact.name.strip():
        yield "contact.name", "contact_person"
    elif not row.contact.email.strip():
        yield "contact.email", "email_of_contact"
    if not row.service:
        yield "service", "service"
    if not row.locations:
        yield "locations", "locations"
    for place, link in enumerate(row.chain, start=1):
        if not link.name.strip():
            yield f"chain.{place}.name", "name_in_chain"


@book.rule("R-SUB-3", BLOCK, article="28(4)", field="subprocessors", applies=has_subprocessors)
def rows_have_a_mirror_contract(case: DraftCase) -> Iterator[Finding]:
    """A sub-processor has signed a contract with the same duties, checked duty by duty."""
    for row in case.facts.subprocessors:
        signed_on = row.contract_signed_on
        if signed_on is None or signed_on > case.today:
            yield _about(row, "contract_signed_on", missing=name_of("signed_contract"))
        if not row.is_mirror_check_complete:
            yield _about(row, "is_mirror_check_complete", missing=name_of("mirror_check"))


@book.rule("R-SUB-4", BLOCK, article="28(2)", field="flows")
def used_rows_are_on_the_list(case: DraftCase) -> Iterator[Finding]:
    """An activity uses only sub-processors on this client's list."""
    rows = {row.key: row for row in case.facts.subprocessors}
    activities = {activity.number: activity for activity in case.activities}
    used = {
        (flow.activity, flow.target_key): None
        for flow in case.flows
        if flow.target == "subprocessor" and flow.activity in activities
    }
    for number, key in used:
        row = rows.get(key)
        if row is None or not row.is_authorised:
            activity = activities[number]
            yield found(
                f"activities.{number}.subprocessors.{key or 'unknown'}",
                subject=activity_code(activity),
                activity=activity_name(activity),
                name=subprocessor_name(row) if row else key or name_of("unknown_subprocessor"),
            )


@book.rule("R-SUB-4w", WARN, article="28(2), 28(4)", field="subprocessors")
def chain_is_on_the_list(case: DraftCase) -> Iterator[Finding]:
    """A known sub-processor of a sub-processor is on the list too."""
    for row in case.facts.subprocessors:
        for place, link in enumerate(row.chain, start=1):
            if not link.is_listed:
                yield _about(row, f"chain.{place}", link=link.name)


@book.rule("R-SUB-5", WARN, article="28(4)", field="subprocessors", applies=has_subprocessors)
def tasks_are_delimited(case: DraftCase) -> Iterator[Finding]:
    """Several sub-processors have their tasks marked off from each other."""
    if len(case.facts.subprocessors) < 2:
        return
    for row in case.facts.subprocessors:
        if not row.delimitation:
            yield _about(row, "delimitation")


@book.rule(
    "R-SUB-6", BLOCK, article="28(2)", field="terms.objection_days", applies=_asks_authorisation
)
def objection_fits_the_notice(case: DraftCase) -> Iterator[Finding]:
    """The time to object ends within the notice, and nobody new starts before it is over."""
    terms = case.facts.terms
    notice = terms.notice_days or 0
    if (terms.objection_days or 0) > notice:
        yield found("terms.objection_days", what=name_of("objection_days"))
    window_ends_on = case.today + timedelta(days=notice)
    for row in case.facts.subprocessors:
        if row.since_on is None and row.starts_on and row.starts_on < window_ends_on:
            yield found(
                f"subprocessors.{row.number}.starts_on",
                subject=subprocessor_name(row),
                what=subprocessor_name(row),
            )


@book.rule("R-SUB-7", BLOCK, article="28(2)", field="terms.subproc_mode")
def nobody_is_listed_when_nobody_is_allowed(case: DraftCase) -> Iterator[Finding]:
    """An agreement that allows no sub-processors lists none."""
    if case.facts.terms.subproc_mode == "none_allowed":
        for row in case.facts.subprocessors:
            yield _about(row, "key")


@book.rule("R-SUB-8", WARN, article="28(4)", field="subprocessors", applies=has_subprocessors)
def chain_can_be_reached(case: DraftCase) -> Iterator[Finding]:
    """Every known link of the chain has an address, a contact and a country (Opinion 22/2024)."""
    for row in case.facts.subprocessors:
        for place, link in enumerate(row.chain, start=1):
            if not (link.address.strip() and link.contact.strip() and link.country):
                yield _about(row, f"chain.{place}", link=link.name)


@book.rule("R-SUB-9", BLOCK, article="28(2)", field="subprocessors", applies=has_subprocessors)
def rows_say_since_when(case: DraftCase) -> Iterator[Finding]:
    """Annex IV prints since when, or from when, a sub-processor works."""
    for row in case.facts.subprocessors:
        if row.since_on is None and row.starts_on is None:
            yield _about(row, "since_on")


@book.rule("R-SUB-10", WARN, article="28(2)", field="subprocessors", applies=_asks_authorisation)
def their_notice_leaves_room_for_ours(case: DraftCase) -> Iterator[Finding]:
    """A sub-processor tells us of changes at least five days before we must tell the client."""
    needed = (case.facts.terms.notice_days or 0) + DAYS_BEFORE_OUR_NOTICE
    for row in case.facts.subprocessors:
        if row.notice_days is not None and row.notice_days < needed:
            yield _about(row, "notice_days", theirs=str(row.notice_days), needed=str(needed))


@book.rule("R-SUB-11", BLOCK, article="28(2)", field="terms.has_emergency_replacement")
def emergency_goes_with_general_authorisation(case: DraftCase) -> Iterator[Finding]:
    """An emergency replacement with a short window exists only under a general authorisation."""
    terms = case.facts.terms
    if terms.has_emergency_replacement and terms.subproc_mode in ("specific", "none_allowed"):
        yield found("terms.has_emergency_replacement")
