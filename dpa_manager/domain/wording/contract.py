"""Words about the contract around the agreement: services, subject matter, duration."""

from dpa_manager.domain.facts import AgreementFacts, PrincipalContract
from dpa_manager.domain.wording.order import in_order
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.domain.wording.voice import Voice, capital

Words = dict[str, object]


def contract_words(reading: Reading) -> Words:
    """Principal Contract, subject matter, services and duration."""
    facts, voice = reading.facts, reading.voice
    services = service_labels(reading)
    contract = facts.principal_contract
    return {
        "has_principal_contract": contract is not None,
        "principal_contract": {
            "line": _contract_line(contract, voice=voice) if contract else "",
            "name": contract.name if contract else "",
        },
        "subject_matter": voice.of(facts.subject_matter),
        "service_kinds": services,
        "service_line": voice.labels(services),
        **_duration(facts, voice=voice),
        "end_choice_line": _end_choice(facts, voice=voice),
    }


def service_labels(reading: Reading) -> list[str]:
    """The services of all activities in the agreement, sorted."""
    return in_order(
        reading.voice.term(kind)
        for activity in reading.activities
        for kind in activity.service_kinds
    )


def _contract_line(contract: PrincipalContract, *, voice: Voice) -> str:
    is_named = contract.reference in contract.name
    reference = "" if is_named else f"({contract.reference})"
    day = voice.day(contract.signed_on)
    dated = f"{voice.word('of_date')} {day}" if day else ""
    return " ".join(part for part in (contract.name, reference, dated) if part)


def _duration(facts: AgreementFacts, *, voice: Voice) -> Words:
    kind = facts.duration_kind
    has_start = facts.effective_on is not None
    return {
        "duration_is_principal": kind == "principal",
        "duration_is_fixed": kind == "fixed",
        "duration_is_open": kind == "open",
        "has_effective_date": has_start,
        "effective_on": voice.day(facts.effective_on),
        "end_on": voice.day(facts.end_on) if kind == "fixed" else "",
        "duration_line": _duration_line(facts, voice=voice),
    }


def _duration_line(facts: AgreementFacts, *, voice: Voice) -> str:
    """Start and duration; "" while the kind of duration is open."""
    lasts = {
        "principal": voice.word("duration_principal"),
        "open": voice.word("duration_open"),
        "fixed": voice.line("duration_fixed", day=voice.day(facts.end_on)),
    }.get(facts.duration_kind, "")
    if not lasts:
        return ""
    start = voice.day(facts.effective_on)
    begins = (
        voice.line("starts_on_date", day=start) if start else voice.word("starts_with_signature")
    )
    return capital(f"{begins}, {lasts}")


def _end_choice(facts: AgreementFacts, *, voice: Voice) -> str:
    choice = facts.terms.end_choice
    return voice.opening(f"end_{choice}") if choice else ""
