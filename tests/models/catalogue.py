"""What a database itself says about its tables: the ground on which two are compared."""

import re

from dpa_manager.models.base import is_postgresql

# The runner's own table of taken steps exists only where there were migrations.
LEFT_OUT = "schema_migration"

POSTGRESQL = {
    "column": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": """
        SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "index": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "function": """
        SELECT '', pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
}


def catalogue(opened):
    """Every column, constraint, index, trigger and function as sorted lines of text."""
    found = _of_postgresql(opened) if is_postgresql(opened) else _of_sqlite(opened)
    return sorted(line for line in found if LEFT_OUT not in line)


def _of_postgresql(opened):
    for kind, question in POSTGRESQL.items():
        for row in opened.execute_sql(question).fetchall():
            yield f"{kind} {' | '.join(map(str, row))}"


def _of_sqlite(opened):
    question = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    for kind, name, table, statement in opened.execute_sql(question).fetchall():
        text = re.sub(r"\s+", " ", statement)
        if kind != "table":
            yield f"{kind} {table}.{name} | {text}"
            continue
        # A later step adds its column at the end, so the order of columns is not compared.
        body = text[text.index("(") + 1 : text.rindex(")")]
        yield f"table {name} {text[text.rindex(')') + 1 :]}"
        for part in _parts(body):
            yield f"column {name} | {part}"


def _parts(body):
    """Split the body of CREATE TABLE at the commas that stand in no bracket and no text."""
    part, depth, is_quoted = "", 0, False
    for sign in body:
        is_quoted ^= sign == "'"
        depth += 0 if is_quoted else {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth and not is_quoted:
            yield part.strip()
            part = ""
        else:
            part += sign
    yield part.strip()
