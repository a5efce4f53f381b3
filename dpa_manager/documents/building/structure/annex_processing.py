"""Annex II: what KBITS does with which data, activity by activity, and where the data go."""

from dpa_manager.documents.building.blocks import (
    Row,
    RowTag,
    Table,
    Value,
    Words,
    blocks,
    cell,
    each,
    fact,
    head,
    lines,
    row_each,
    row_when,
    table,
    value,
    when,
)
from dpa_manager.documents.building.look import LOOK

_LABEL = 40.0
_FACTS = (_LABEL, LOOK.text_width - _LABEL)


def _a(name: str) -> str:
    return f"anProcessing.{name}"


_GENERAL = table(
    "DPAFacts",
    _FACTS,
    _a("general"),
    fact(_a("engagement"), Words("DPACell", _a("engagement_line"))),
    fact(_a("subject_matter"), value("subject_matter")),
    row_when("has_principal_contract", fact(_a("contract"), value("principal_contract.line"))),
    fact(_a("duration"), value("duration_line")),
    fact(_a("end"), value("end_choice_line")),
    has_label_column=True,
)

_ACTIVITY = table(
    "DPAFacts",
    _FACTS,
    _a("activity_facts"),
    fact(_a("service"), value("activity.service_line")),
    row_when("client_is_mixed", fact(_a("role"), value("activity.client_role"))),
    fact(_a("purposes"), value("activity.purposes")),
    fact(_a("operations"), value("activity.operations")),
    fact(_a("subjects"), lines("activity.subjects")),
    row_when("activity.has_channels", fact(_a("channels"), value("activity.channels"))),
    fact(_a("locations"), lines("activity.locations")),
    row_when("activity.has_platforms", fact(_a("platforms"), value("activity.platforms"))),
    fact(_a("subprocessors"), value("activity.subprocessor_line")),
    fact(_a("recipients"), value("activity.recipient_line")),
    fact(_a("automated_decision"), value("activity.automated_decision")),
    has_label_column=True,
)

_DATA = table(
    "DPARules",
    (62.0, 36.0, 60.0),
    _a("data"),
    head(_a("data_category"), _a("data_special"), _a("data_retention")),
    row_each(
        "category in activity.data",
        Row(
            (
                cell(value("category.label")),
                cell(
                    when("category.is_special", Value("DPACellMark", "{{ category.special }}")),
                    when("not category.is_special", Value("DPACell", "–")),
                ),
                cell(value("category.retention")),
            )
        ),
    ),
)

_ACTIVITIES = each(
    "activity in activities",
    Value("DPAActivity", "{{ activity.title }}"),
    _ACTIVITY,
    Words("Heading3", _a("data")),
    _DATA,
)

_SENSITIVE = table(
    "DPAFrame",
    (52.0, 50.0, 56.0),
    _a("sensitive"),
    head(_a("sensitive_category"), _a("sensitive_reason"), _a("sensitive_safeguards")),
    row_each(
        "entry in sensitive",
        Row(
            (
                cell(
                    Value("DPACellLabel", "{{ entry.category }}"),
                    Value("DPACellMark", "{{ entry.ground }}"),
                    Words("DPACellSmall", _a("sensitive_activities")),
                ),
                cell(
                    value("entry.reason"),
                    when(
                        "entry.has_legal_basis",
                        Words("DPACellLead", _a("sensitive_legal_basis")),
                        Value("DPACellSmall", "{{ entry.legal_basis }}"),
                    ),
                ),
                cell(lines("entry.safeguards")),
            )
        ),
    ),
)


def _three_columns(caption: str, loop: str, fields: tuple[tuple[str, str], ...]) -> Table:
    """A plain table of three columns; `fields` are (head, variable)."""
    return table(
        "DPARules",
        (50.0, 62.0, 46.0),
        caption,
        head(*(_a(key) for key, _ in fields)),
        row_each(loop, Row(tuple(cell(value(variable)) for _, variable in fields))),
    )


_RETENTION = table(
    "DPARules",
    (38.0, 48.0, 36.0, 36.0),
    _a("retention"),
    head(_a("retention_data"), _a("retention_statute"), _a("retention_until"),
         _a("retention_access")),
    row_each(
        "kept in legal_retention",
        Row(
            (
                cell(value("kept.data")),
                cell(value("kept.statute")),
                cell(value("kept.until")),
                cell(
                    when("kept.access", value("kept.access")),
                    when("not kept.access", Value("DPACell", "–")),
                ),
            )
        ),
    ),
)  # fmt: skip

_FUNCTIONS = _three_columns(
    _a("functions"),
    "access in access_functions",
    (
        ("functions_function", "access.function"),
        ("functions_tasks", "access.tasks"),
        ("functions_bound_by", "access.bound_by"),
    ),
)

_FLOWS = table(
    "DPARules",
    (16.0, 35.0, 41.0, 39.0, 27.0),
    _a("flows"),
    head(_a("flows_activity"), _a("flows_subjects"), _a("flows_data"), _a("flows_target"),
         _a("flows_country")),
    RowTag("for flow in flows"),
    row_when(
        "flow.is_group_start",
        Row((cell(Value("DPACellLabel", "{{ flow.group_title }}", keeps_next=True)),), spans=True),
    ),
    Row(
        (
            cell(value("flow.activity")),
            cell(value("flow.subjects")),
            cell(lines("flow.data")),
            cell(value("flow.target")),
            cell(
                value("flow.country"),
                when("flow.is_outside_eea", Words("DPACellMark", "marks.outside_eea")),
            ),
        )
    ),
    RowTag("endfor"),
)  # fmt: skip

PROCESSING = blocks(
    Words("DPAAnnex", _a("heading"), bookmark="anProcessing"),
    Words("BodyText", _a("belongs_to")),
    _GENERAL,
    _ACTIVITIES,
    Words("Heading2", _a("sensitive")),
    when("not has_sensitive", Words("BodyText", _a("no_sensitive"))),
    when("sensitive", _SENSITIVE),
    Words("Heading2", _a("retention")),
    when("has_legal_retention", _RETENTION),
    when("not has_legal_retention", Words("BodyText", _a("no_retention"))),
    when("has_access_functions", Words("Heading2", _a("functions")), _FUNCTIONS),
    Words("Heading2", _a("flows")),
    when("flows", Words("BodyText", _a("flows_note"), keeps_next=True), _FLOWS),
    when("not flows", Words("BodyText", _a("no_flows"))),
)
