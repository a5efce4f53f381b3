"""Annex I: the parties, the controllers behind the Client, contacts by subject, the authority."""

from dpa_manager.documents.building.blocks import (
    Block,
    Nested,
    Row,
    Table,
    Value,
    Words,
    blocks,
    cell,
    fact,
    head,
    row_each,
    row_when,
    table,
    value,
    when,
)
from dpa_manager.documents.building.look import LOOK

_LABEL = 50.0
_FACTS = (_LABEL, LOOK.text_width - _LABEL)
_CONTACTS = (38.0, 60.0, 60.0)


def _label(markup: str, *content: Value) -> Row:
    return Row((cell(Value("DPACellLabel", markup)), cell(*content)))


def _party_table(name: str, caption: str, *further: Nested) -> Table:
    return table(
        "DPAFacts",
        _FACTS,
        caption,
        fact("anParties.name", value(f"{name}.legal_name")),
        *(
            row_when(f"{name}.has_{part}", fact(f"anParties.{part}", value(f"{name}.{part}")))
            for part in ("trade_name", "legal_form")
        ),
        _label("{{ " + name + ".register_kind_label }}", value(f"{name}.register_no")),
        _label("{{ " + name + ".address_label }}", value(f"{name}.address")),
        fact("anParties.role", value(f"{name}.role_label")),
        fact("anParties.represented_by", value(f"{name}.represented_by")),
        fact("anParties.contact", value(f"{name}.contact.line")),
        *further,
        has_label_column=True,
    )


_CLIENT = _party_table(
    "client",
    "anParties.client",
    row_when("client.has_dpo", fact("anParties.dpo", value("client.dpo.line"))),
    row_when("not client.has_dpo", fact("anParties.dpo", Words("DPACell", "anParties.no_dpo"))),
    row_when(
        "client.has_eu_representative",
        fact("anParties.eu_representative", value("client.eu_representative.line")),
    ),
)

_KBITS = _party_table(
    "kbits",
    "anParties.kbits",
    row_when("kbits.has_formal_dpo", fact("anParties.dpo", value("kbits.dpo.line"))),
)

_END_CONTROLLERS = blocks(
    Words("Heading2", "anParties.end_controllers"),
    when(
        "end_controllers",
        table(
            "DPARules",
            (48.0, 60.0, 50.0),
            "anParties.end_controllers",
            head("anParties.name", "anParties.address", "anParties.contact_head"),
            row_each(
                "controller in end_controllers",
                Row(
                    (
                        cell(Value("DPACellLabel", "{{ controller.name }}")),
                        cell(
                            when("controller.address", value("controller.address")),
                            when("not controller.address", Value("DPACell", "–")),
                        ),
                        cell(
                            when("controller.contact", value("controller.contact")),
                            when("not controller.contact", Value("DPACell", "–")),
                        ),
                    )
                ),
            ),
        ),
    ),
    when("has_end_controllers_note", Value("DPANote", "{{ end_controllers_note }}")),
)


def _person(name: str) -> tuple[Block, ...]:
    """Name, then position, e-mail and phone on small lines as far as they are known."""
    return blocks(
        when(f"{name}.name", value(f"{name}.name")),
        when(f"not {name}.name", Value("DPACell", "–")),
        *(
            when(f"{name}.{part}", Value("DPACellSmall", "{{ " + f"{name}.{part}" + " }}"))
            for part in ("position", "email", "phone")
        ),
    )


_BY_SUBJECT = table(
    "DPARules",
    _CONTACTS,
    "anParties.contacts",
    head("anParties.subject", "anParties.client", "anParties.kbits"),
    row_each(
        "contact in contacts",
        Row(
            (
                cell(Value("DPACellLabel", "{{ contact.subject }}")),
                cell(_person("contact.client")),
                cell(_person("contact.kbits")),
            )
        ),
    ),
    has_label_column=True,
)

_AUTHORITY = table(
    "DPAFacts",
    _FACTS,
    "anParties.authority",
    fact("anParties.name", value("authority.name")),
    fact("anParties.address", value("authority.address")),
    row_when("authority.has_email", fact("anParties.email", value("authority.email"))),
    has_label_column=True,
)

PARTIES = blocks(
    Words("DPAAnnex", "anParties.heading", bookmark="anParties"),
    Words("BodyText", "anParties.belongs_to"),
    Words("Heading2", "anParties.client"),
    _CLIENT,
    when("client_is_processor", _END_CONTROLLERS),
    Words("Heading2", "anParties.kbits"),
    _KBITS,
    Words("Heading2", "anParties.contacts"),
    _BY_SUBJECT,
    Words("DPANote", "anParties.contacts_note"),
    Words("Heading2", "anParties.authority"),
    _AUTHORITY,
)
