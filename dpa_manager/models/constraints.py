"""Constraints that both databases check: closed values, and rows of which there is one."""

from collections.abc import Sequence

import peewee


def one_of(column: str, values: Sequence[str]) -> peewee.Node:
    """A CHECK that a text column holds one of the values, which are ours and never typed in."""
    listed = ", ".join(f"'{value}'" for value in values)
    return peewee.Check(f"{column} IN ({listed})")


def exactly_one(*columns: str) -> peewee.Node:
    """A CHECK that exactly one of the columns is filled."""
    filled = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in columns)
    return peewee.Check(f"{filled} = 1")
