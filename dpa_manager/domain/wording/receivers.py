"""Words of Annex IV: sub-processors with their chain and transfers, and other recipients."""

from dpa_manager.domain.facts import ChainLink, RecipientFacts, SubprocessorFacts, Transfer
from dpa_manager.domain.wording.activities import place_line
from dpa_manager.domain.wording.order import in_order
from dpa_manager.domain.wording.parties import address_line, register_line
from dpa_manager.domain.wording.reading import Reach, Reading, is_outside_eea
from dpa_manager.domain.wording.voice import Voice, joined

Words = dict[str, object]


def receiver_words(reading: Reading) -> Words:
    """`subprocessors` (IV.A) and `recipients` (IV.B), both by number."""
    facts = reading.facts
    return {
        "has_subprocessors": bool(facts.subprocessors),
        "subprocessors": [
            _subprocessor(reading, row)
            for row in sorted(facts.subprocessors, key=lambda row: row.number)
        ],
        "recipients": [
            _recipient(reading, row) for row in sorted(facts.recipients, key=lambda row: row.number)
        ],
    }


def _reach(reading: Reading, *, kind: str, key: str) -> Words:
    """Which activities, data and people reach this row; "none" where no flow does."""
    reach = reading.reaches.get((kind, key), Reach())
    voice = reading.voice
    return {
        "activities": reading.activity_numbers(reach.activities) or voice.word("none_masculine"),
        "data": reading.data_labels(reach.data) or [voice.word("none_feminine")],
        "subjects": voice.labels(reading.subject_labels(reach.subjects))
        or voice.word("none_feminine"),
    }


def _subprocessor(reading: Reading, row: SubprocessorFacts) -> Words:
    voice = reading.voice
    register_no = register_line(row.party, voice=voice)
    delimitation = voice.of(row.delimitation)
    access_from = in_order(place_line(place, voice=voice) for place in row.access_from)
    contact = row.contact
    return {
        "number": f"IV.{row.number}",
        "name": row.party.legal_name,
        "register_no": register_no,
        "has_register_no": bool(register_no),
        "address": address_line(row.party.address, voice=voice),
        "contact": joined(contact.name, contact.position) if contact else "",
        "contact_email": contact.email if contact else "",
        "service": voice.of(row.service),
        "delimitation": delimitation,
        "has_delimitation": bool(delimitation),
        **_reach(reading, kind="subprocessor", key=row.key),
        "locations": in_order(place_line(place, voice=voice) for place in row.locations),
        "access_from": access_from,
        "has_access_from": bool(access_from),
        "is_outside_eea": is_outside_eea(row),
        "transfers": [_transfer(transfer, voice=voice) for transfer in row.transfers],
        "chain": [_link(link, voice=voice) for link in row.chain],
        "has_chain": bool(row.chain),
        "since": voice.day(row.since_on or row.starts_on) or voice.word("since_start"),
    }


def _transfer(transfer: Transfer, *, voice: Voice) -> Words:
    document = _document(transfer, voice=voice)
    checked_on = voice.day(transfer.checked_on)
    expires_on = voice.day(transfer.adequacy_expires_on)
    fallback = voice.term(transfer.fallback)
    assessment_on = voice.day(transfer.impact_assessment_on)
    return {
        "country": voice.term(transfer.country),
        "ground": voice.term(transfer.mechanism),
        "document": document,
        "has_document": bool(document),
        "checked_on": checked_on,
        "has_checked_on": bool(checked_on),
        "expires_on": expires_on,
        "has_expires_on": bool(expires_on),
        "fallback": fallback,
        "has_fallback": bool(fallback),
        "assessment_on": assessment_on,
        "has_assessment": bool(assessment_on),
    }


def _document(transfer: Transfer, *, voice: Voice) -> str:
    if not transfer.document or transfer.signed_on is None:
        return transfer.document
    day = voice.day(transfer.signed_on)
    return voice.line("transfer_signed", document=transfer.document, day=day)


def _link(link: ChainLink, *, voice: Voice) -> str:
    return joined(link.name, link.address, link.contact, voice.term(link.country))


def _recipient(reading: Reading, row: RecipientFacts) -> Words:
    voice = reading.voice
    reach = _reach(reading, kind="recipient", key=row.key)
    transfer = _transfer_line(row.transfer, voice=voice) if row.transfer else ""
    return {
        "number": f"R{row.number}",
        "name": row.name,
        "address": row.address,
        "has_address": bool(row.address),
        "group": voice.term(row.group),
        "role": voice.term(row.kind),
        "data": reach["data"],
        "subjects": reach["subjects"],
        "purpose": voice.of(row.purpose),
        "instruction": voice.day(row.instruction_on) or voice.word("none_feminine"),
        "country": voice.term(row.country) or voice.word("none_known"),
        "is_outside_eea": not row.is_eea,
        "has_transfer": bool(transfer),
        "transfer": transfer,
        "event": row.event,
        "has_event": bool(row.event),
    }


def _transfer_line(transfer: Transfer, *, voice: Voice) -> str:
    """Ground, document and date of the last check in one line."""
    checked_on = voice.day(transfer.checked_on)
    return joined(
        voice.term(transfer.mechanism),
        _document(transfer, voice=voice),
        f"{voice.word('checked_on')} {checked_on}" if checked_on else "",
    )
