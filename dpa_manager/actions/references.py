"""References of the firm's registers: a prefix and the next number, never used twice."""

from typing import Any

import peewee


def next_reference(table: Any, prefix: str) -> str:
    """The reference after the highest, like SUB-0001; inside a transaction of the register.

    The longest number is the highest, so that it also goes on beyond four digits.
    """
    start = f"{prefix}-"
    highest = (
        table.select(table.reference)
        .where(table.reference.startswith(start))
        .order_by(peewee.fn.LENGTH(table.reference).desc(), table.reference.desc())
        .first()
    )
    number = int(highest.reference.removeprefix(start)) if highest else 0
    return f"{start}{number + 1:04}"
