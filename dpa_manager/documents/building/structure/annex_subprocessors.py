"""Annex IV: sub-processors and other recipients, three columns with stacked lines (PAPER 7)."""

from dpa_manager.documents.building.blocks import (
    Nested,
    Row,
    Value,
    Words,
    blocks,
    cell,
    each,
    head,
    lines,
    row_each,
    table,
    value,
    when,
)
from dpa_manager.documents.building.look import LOOK

_COLUMNS = tuple(LOOK.text_width * share for share in (0.37, 0.31, 0.32))


def _s(name: str) -> str:
    return f"anSubprocessors.{name}"


def _small(variable: str) -> Value:
    return Value("DPACellSmall", "{{ " + variable + " }}")


def _labelled(key: str, *content: Nested) -> tuple[Nested, ...]:
    """A small bold label and what belongs to it."""
    return (Words("DPACellLead", _s(key)), *content)


def _eea_mark(name: str) -> tuple[Nested, ...]:
    return (
        when(f"{name}.is_outside_eea", Words("DPACellMark", "marks.outside_eea")),
        when(f"not {name}.is_outside_eea", Words("DPACellSmall", "marks.inside_eea")),
    )


_WHO = cell(
    Value("DPACellLabel", "{{ subprocessor.number }} {{ subprocessor.name }}"),
    when("subprocessor.has_register_no", _small("subprocessor.register_no")),
    _small("subprocessor.address"),
    Words("DPACellSmall", _s("contact")),
    _small("subprocessor.contact_email"),
    Words("DPACellSmall", _s("since")),
)

_WHAT = cell(
    value("subprocessor.service"),
    when("subprocessor.has_delimitation", _small("subprocessor.delimitation")),
    Words("DPACellSmall", _s("activities")),
    Words("DPACellSmall", _s("subjects")),
    _labelled("data", lines("subprocessor.data", style="DPACellSmall")),
)

_TRANSFER = each(
    "transfer in subprocessor.transfers",
    Words("DPACellLead", _s("transfer_country")),
    _small("transfer.ground"),
    when("transfer.has_document", _small("transfer.document")),
    *(
        when(f"transfer.has_{flag}", Words("DPACellSmall", _s(f"transfer_{flag}")))
        for flag in ("checked_on", "expires_on", "fallback", "assessment")
    ),
)

_WHERE = cell(
    lines("subprocessor.locations"),
    when(
        "subprocessor.has_access_from",
        _labelled("access_from", lines("subprocessor.access_from", style="DPACellSmall")),
    ),
    _eea_mark("subprocessor"),
    _TRANSFER,
    when(
        "subprocessor.has_chain",
        _labelled("chain", lines("subprocessor.chain", style="DPACellSmall")),
    ),
)

_SUBPROCESSORS = table(
    "DPARules",
    _COLUMNS,
    _s("subprocessors"),
    head(_s("who"), _s("what"), _s("where")),
    row_each("subprocessor in subprocessors", Row((_WHO, _WHAT, _WHERE))),
)

_RECIPIENTS = table(
    "DPARules",
    _COLUMNS,
    _s("recipients"),
    head(_s("recipient_who"), _s("recipient_what"), _s("where")),
    row_each(
        "recipient in recipients",
        Row(
            (
                cell(
                    Value("DPACellLabel", "{{ recipient.number }} {{ recipient.name }}"),
                    when("recipient.has_address", _small("recipient.address")),
                    _small("recipient.group"),
                    _small("recipient.role"),
                ),
                cell(
                    value("recipient.purpose"),
                    when("recipient.has_event", Words("DPACellSmall", _s("event"))),
                    Words("DPACellSmall", _s("instruction")),
                    Words("DPACellSmall", _s("recipient_subjects")),
                    _labelled("data", lines("recipient.data", style="DPACellSmall")),
                ),
                cell(
                    value("recipient.country"),
                    _eea_mark("recipient"),
                    when(
                        "recipient.has_transfer",
                        _labelled("transfer", _small("recipient.transfer")),
                    ),
                ),
            )
        ),
    ),
)

SUBPROCESSORS = blocks(
    Words("DPAAnnex", _s("heading"), bookmark="anSubprocessors"),
    Words("BodyText", _s("belongs_to")),
    Words("Heading2", _s("subprocessors")),
    when("subproc_is_general", Words("BodyText", _s("general"), keeps_next=True)),
    when("subproc_is_specific", Words("BodyText", _s("specific"), keeps_next=True)),
    when("subproc_is_none", Words("BodyText", _s("none_allowed"))),
    when("has_subprocessors", _SUBPROCESSORS),
    when(
        "not has_subprocessors and not subproc_is_none", Words("BodyText", _s("no_subprocessors"))
    ),
    Words("Heading2", _s("recipients")),
    when("has_recipients", _RECIPIENTS),
    when("not has_recipients", Words("BodyText", _s("no_recipients"))),
    Words("DPANote", _s("legend")),
)
