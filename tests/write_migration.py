"""Writes the statements of the newest migration anew from the tables that it adds.

`python -m tests.write_migration`, only until the version that brings it is out: after that a
change of the tables is a migration of its own. The migration's test says when it is needed.
"""

from dpa_manager.models import TABLES, KeptForm
from dpa_manager.models.base import open_database
from dpa_manager.models.schema import MIGRATIONS, table_statements

NAME = "0003_office"
ADDRESSES = {"sqlite": "sqlite:////nowhere", "postgresql": "postgresql://nowhere/nothing"}
# The tables that the migrations before it left out: these and all that follow.
FIRST = TABLES.index(KeptForm)


def text(kind: str) -> str:
    """The statements for `kind` of database ("sqlite" or "postgresql"), one a paragraph."""
    open_database(ADDRESSES[kind])
    made = table_statements(TABLES[FIRST:], postgresql=kind == "postgresql")
    return "".join(f"{_spread(statement)};\n\n" for statement in made)


def _spread(statement: str) -> str:
    """A table's columns a line each, so that a change is read easily."""
    if not statement.startswith("CREATE TABLE"):
        return statement
    spread, depth, is_quoted = "", 0, False
    for sign in statement:
        is_quoted ^= sign == "'"
        depth += 0 if is_quoted else {"(": 1, ")": -1}.get(sign, 0)
        spread += sign
        if sign == "," and depth == 1 and not is_quoted:
            spread += "\n   "
    return spread


def main() -> None:
    """Write both files."""
    for kind in ADDRESSES:
        path = MIGRATIONS / f"{NAME}.{kind}.sql"
        path.write_text(text(kind), encoding="utf-8")


if __name__ == "__main__":
    main()
