"""The "In brief" box on page 1: nine whole values from the same facts as the clauses."""

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.wording.contract import service_labels
from dpa_manager.domain.wording.options import SENSITIVE_NATURES, has_transfers
from dpa_manager.domain.wording.order import in_order
from dpa_manager.domain.wording.reading import Reading, is_outside_eea
from dpa_manager.domain.wording.voice import Voice, joined, phone


def brief_words(reading: Reading) -> dict[str, object]:
    """The group `brief`."""
    terms, voice = reading.facts.terms, reading.voice
    return {
        "service": voice.labels(service_labels(reading)),
        "subjects": voice.labels(_subjects(reading)),
        "sensitive": _yes_or_no(voice.labels(_sensitive(reading)), voice=voice),
        "subprocessors": _subprocessors(terms, voice=voice),
        "outside_eea": _yes_or_no(voice.listed(_countries_outside(reading)), voice=voice),
        "breach": _breach(terms, voice=voice),
        "audit": voice.line(
            "box_audit",
            notice=voice.counted(terms.audit_notice_days, "day"),
            times=voice.times_a_year(terms.audit_max_per_year),
        ),
        "end": _end(terms, voice=voice),
        "call": _call(reading),
    }


def _yes_or_no(what: str, *, voice: Voice) -> str:
    """No, or yes with what."""
    return voice.labelled(voice.opening("yes"), what) if what else voice.opening("no")


def _subjects(reading: Reading) -> list[str]:
    return in_order(
        reading.voice.term(use.category)
        for activity in reading.activities
        for use in activity.subjects
    )


def _sensitive(reading: Reading) -> list[str]:
    return in_order(
        reading.voice.term(use.category)
        for activity in reading.activities
        for use in activity.data
        if use.nature in SENSITIVE_NATURES
    )


def _countries_outside(reading: Reading) -> list[str]:
    """The countries outside the EEA, of places, access and recipients, each once."""
    facts, voice = reading.facts, reading.voice
    if not has_transfers(reading):
        return []
    places = [place for activity in reading.activities for place in activity.locations]
    for sub in facts.subprocessors:
        places += sub.locations + sub.access_from
    countries = [voice.term(place.country) for place in places if not place.is_eea]
    countries += [voice.term(row.country) for row in facts.recipients if not row.is_eea]
    for sub in facts.subprocessors:
        if is_outside_eea(sub):
            countries += [
                voice.term(transfer.country)
                for transfer in sub.transfers
                if transfer.mechanism is None or transfer.mechanism.key != "none_eea"
            ]
    return in_order(countries) or [voice.word("none_known")]


def _subprocessors(terms: AgreementTerms, *, voice: Voice) -> str:
    if not terms.subproc_mode:
        return ""
    return voice.line(
        f"box_{terms.subproc_mode}",
        notice=voice.counted(terms.notice_days, "day"),
        objection=voice.counted(terms.objection_days, "day"),
    )


def _breach(terms: AgreementTerms, *, voice: Voice) -> str:
    if terms.breach_notice_hours is None:
        return ""
    return voice.line("box_breach", hours=voice.counted(terms.breach_notice_hours, "hour"))


def _end(terms: AgreementTerms, *, voice: Voice) -> str:
    if not terms.end_choice:
        return ""
    choice = voice.line(f"box_end_{terms.end_choice}", days=voice.counted(terms.end_days, "day"))
    if terms.backup_expiry_days is None:
        return choice
    backups = voice.line("box_backups", days=voice.counted(terms.backup_expiry_days, "day"))
    return voice.stacked((choice, backups))


def _call(reading: Reading) -> str:
    processor = reading.facts.processor
    contact = processor.party.contact
    if contact is None:
        return joined(processor.privacy_email, phone(processor.phone))
    return joined(
        contact.name,
        contact.email or processor.privacy_email,
        phone(contact.phone or processor.phone),
    )
