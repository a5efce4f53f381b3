"""Page 1: title, the two parties, reference, and the box with the key terms."""

from dpa_manager.documents.building.blocks import (
    Row,
    Value,
    Words,
    blocks,
    cell,
    fact,
    row_when,
    table,
    value,
    when,
)
from dpa_manager.documents.building.look import LOOK

_HALF = LOOK.text_width / 2
_BRIEF_LABEL = 42.0
_BRIEF = ("service", "subjects", "sensitive", "subprocessors", "outside_eea", "breach", "audit",
          "end", "call")  # fmt: skip


def _party(name: str) -> tuple[Words | Value, ...]:
    return (
        Value("DPALabel", "{{ " + name + ".role_label }}"),
        Value("DPAParty", "{{ " + name + ".legal_name }}"),
        Value("DPAPartyLine", "{{ " + name + ".address }}"),
        Value(
            "DPAPartyLine",
            "{{ " + f"{name}.register_kind_label" + " }} {{ " + f"{name}.register_no" + " }}",
        ),
        Words("DPAPartyLine", f"front.{name}_represented_by"),
    )


_PARTIES = table(
    "DPAColumns",
    (_HALF, _HALF),
    "front.parties",
    Row((cell(_party("client")), cell(_party("kbits")))),
    Row(
        (
            cell(
                Words("DPALabelLower", "front.reference_label"),
                Words("DPAPartyLine", "front.reference"),
                Words("DPACellSmall", "front.fingerprint"),
            ),
            cell(
                when(
                    "has_principal_contract",
                    Words("DPALabelLower", "front.contract_label"),
                    Value("DPAPartyLine", "{{ principal_contract.line }}"),
                ),
                Words("DPALabelLower", "front.language_label"),
                Value("DPAPartyLine", "{{ language_name }}"),
            ),
        )
    ),
)

_SUMMARY = table(
    "DPASummary",
    (_BRIEF_LABEL, LOOK.text_width - _BRIEF_LABEL),
    "brief.heading",
    *(fact(f"brief.{name}", value(f"brief.{name}")) for name in _BRIEF),
    row_when(
        "is_translation",
        fact("brief.translation", Words("DPACell", "brief.translation_note")),
    ),
    fact("brief.aid", Words("DPACell", "brief.aid_note")),
    has_label_column=True,
)

FRONT = blocks(
    Words("Title", "document.title"),
    Words("Subtitle", "document.subtitle"),
    _PARTIES,
    Words("DPASummaryTitle", "brief.heading"),
    _SUMMARY,
)
