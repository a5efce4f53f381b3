"""The signature block: one heading, one sentence, two columns, never split (PAPER 7)."""

from dpa_manager.documents.building.blocks import (
    Block,
    Row,
    Value,
    Words,
    blocks,
    cell,
    row_when,
    table,
    when,
)
from dpa_manager.documents.building.look import LOOK

_HALF = LOOK.text_width / 2


def _party(name: str) -> tuple[Block, ...]:
    return (
        Value("DPALabelLower", "{{ " + name + ".role_label }}"),
        Value("DPAParty", "{{ " + name + ".legal_name }}"),
    )


def _first(name: str) -> tuple[Block, ...]:
    return (Value("DPAPartyLine", "{{ " + name + ".first_signatory }}", keeps_next=True),)


def _places(name: str) -> tuple[Block, ...]:
    second = when(
        f"{name}.has_second_signatory",
        Value("DPAPartyLineLower", "{{ " + name + ".second_signatory }}", keeps_next=True),
        Words("DPASignatureLine", "signatures.place", bookmark=f"sig{name}2"),
    )
    return blocks(Words("DPASignatureLine", "signatures.place", bookmark=f"sig{name}"), second)


def _by_hand(name: str) -> Row:
    line = cell(Words("DPAWritingLine", f"signatures.{name}"))
    return Row((line, line))


def _note(name: str) -> Row:
    return Row((cell(Words("DPANote", f"signatures.{name}")),), spans=True)


SIGNATURES = blocks(
    Words("DPAHeadingPlain", "signatures.heading", bookmark="signatures"),
    Words("BodyText", "signatures.closing", keeps_next=True),
    table(
        "DPAColumns",
        (_HALF, _HALF),
        "signatures.heading",
        Row((cell(_party("client")), cell(_party("kbits")))),
        Row((cell(_first("client")), cell(_first("kbits")))),
        Row((cell(_places("client")), cell(_places("kbits")))),
        # Each line in a row of its own: borders of neighbouring paragraphs would become one.
        row_when("signature_on_paper", _by_hand("town"), _by_hand("date")),
        # The note is a row: a paragraph after the table could end up on a page of its own.
        row_when("not signature_on_paper", _note("electronic_note")),
        row_when("signature_on_paper", _note("paper_note")),
    ),
)
