"""Telling who receives data that did not, and who no longer does."""

from collections.abc import Iterator
from dataclasses import replace

from dpa_manager.domain.differences import paired
from dpa_manager.domain.facts import AgreementFacts, SubprocessorFacts
from dpa_manager.domain.telling_changes.change import Cause, Change, added, removed, words
from dpa_manager.domain.telling_changes.differing import Telling, tell_fields, tell_value
from dpa_manager.domain.telling_changes.names import recipient_name, subprocessor_name

_PART = "receivers"
_SUBPROCESSORS, _RECIPIENTS = "AgreementFacts.subprocessors", "AgreementFacts.recipients"


def tell_who_comes_and_goes(before: AgreementFacts, after: AgreementFacts) -> Iterator[Change]:
    """Sub-processors and recipients that are new or gone."""
    for old, new in paired(before.subprocessors, after.subprocessors):
        if old is None and new is not None:
            yield _new_subprocessor(new).because(Cause(_SUBPROCESSORS, None, new))
        elif old is not None and new is None:
            name = subprocessor_name(old)
            change = removed(_PART, name, words("subprocessor-removed", name=name))
            yield change.because(Cause(_SUBPROCESSORS, old, None))
    for gone, come in paired(before.recipients, after.recipients):
        if gone is None and come is not None:
            name = recipient_name(come)
            change = added(_PART, name, words("recipient-added", name=name))
            yield change.because(Cause(_RECIPIENTS, None, come))
        elif gone is not None and come is None:
            name = recipient_name(gone)
            change = removed(_PART, name, words("recipient-removed", name=name))
            yield change.because(Cause(_RECIPIENTS, gone, None))


def tell_inside_receivers(before: AgreementFacts, after: AgreementFacts) -> Iterator[Change]:
    """What differs about those who received data and still do, by the name they had."""
    for old, new in paired(before.subprocessors, after.subprocessors):
        if old is not None and new is not None:
            yield from _of(old, new)
    for gone, come in paired(before.recipients, after.recipients):
        if gone is not None and come is not None:
            telling = Telling(_PART, recipient_name(gone), "RecipientFacts", gone.key)
            yield from tell_fields(gone, come, telling=telling, but=("key",))


def _of(old: SubprocessorFacts, new: SubprocessorFacts) -> Iterator[Change]:
    """Who it is and whom to reach there matters less than what it does with the data."""
    name, who = subprocessor_name(old), ("party", "contact")
    telling = Telling(_PART, name, "SubprocessorFacts", old.key)
    yield from tell_fields(old, new, telling=telling, but=("key", *who))
    for field in who:
        yield from tell_value(
            getattr(old, field),
            getattr(new, field),
            name=f"SubprocessorFacts.{field}",
            telling=replace(telling, part="parties"),
        )


def _new_subprocessor(row: SubprocessorFacts) -> Change:
    name = subprocessor_name(row)
    if not row.service:
        return added(_PART, name, words("subprocessor-added", name=name))
    sentence = words("subprocessor-added-for", name=name, service=row.service)
    return added(_PART, name, sentence)
