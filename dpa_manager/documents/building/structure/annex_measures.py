"""Annex III: the measures under each heading of Art. 32, remote access, help, certificates."""

from dpa_manager.documents.building.blocks import (
    Nested,
    Row,
    Value,
    Words,
    blocks,
    cell,
    each,
    head,
    row_each,
    table,
    value,
    when,
)

_COLUMNS = (46.0, 84.0, 28.0)


def _m(name: str) -> str:
    return f"anMeasures.{name}"


_GROUPS = each(
    "group in measure_groups",
    Value("Heading2", "{{ group.title }} ~~({{ group.article }})~~"),
    when(
        "group.has_measures",
        table(
            "DPARules",
            _COLUMNS,
            _m("heading"),
            head(_m("measure"), _m("in_place"), _m("activities")),
            row_each(
                "measure in group.measures",
                Row(
                    (
                        cell(Value("DPACellLabel", "{{ measure.label }}")),
                        cell(value("measure.text")),
                        cell(value("measure.activities")),
                    )
                ),
            ),
            has_label_column=True,
        ),
    ),
    when("not group.has_measures", Value("BodyText", "{{ group.reason }}")),
)


def _rules(*names: str) -> tuple[Words, ...]:
    return tuple(Words("DPAMeasure", _m(name)) for name in names)


_REMOTE: tuple[Nested, ...] = (
    Words("Heading2", _m("remote")),
    *_rules("remote_ticket", "remote_account", "remote_log", "remote_copy"),
    each("line in remote_access", Value("DPAMeasure", "{{ line }}")),
)

_HELP: tuple[Nested, ...] = (
    Words("Heading2", _m("help")),
    *_rules("help_rights", "help_breach", "help_export", "help_certificate"),
    each("line in assistance", Value("DPAMeasure", "{{ line }}")),
)

_CERTIFICATES = table(
    "DPARules",
    (44.0, 62.0, 52.0),
    _m("certificates"),
    head(_m("scheme"), _m("scope"), _m("validity")),
    row_each(
        "certificate in certificates",
        Row(
            (
                cell(Value("DPACellLabel", "{{ certificate.scheme }}")),
                cell(value("certificate.scope")),
                cell(
                    when("certificate.has_number", value("certificate.number")),
                    when("certificate.has_valid_until", Words("DPACellSmall", _m("valid_until"))),
                    when(
                        "not certificate.has_number and not certificate.has_valid_until",
                        Value("DPACell", "–"),
                    ),
                ),
            )
        ),
    ),
    has_label_column=True,
)

_PLANNED = table(
    "DPARules",
    _COLUMNS,
    _m("planned"),
    head(_m("measure"), _m("to_come"), _m("planned_on")),
    row_each(
        "planned in measures_planned",
        Row(
            (
                cell(Value("DPACellLabel", "{{ planned.label }}")),
                cell(value("planned.text")),
                cell(value("planned.planned_on")),
            )
        ),
    ),
    has_label_column=True,
)

MEASURES = blocks(
    Words("DPAAnnex", _m("heading"), bookmark="anMeasures"),
    Words("BodyText", _m("belongs_to")),
    Value("BodyText", "{{ measure_set.line }}"),
    _GROUPS,
    when("has_remote_access", *_REMOTE),
    *_HELP,
    Words("Heading2", _m("certificates")),
    when("has_certificates", _CERTIFICATES),
    when("not has_certificates", Words("BodyText", _m("no_certificates"))),
    when("has_planned", Words("Heading2", _m("planned")), _PLANNED),
)
