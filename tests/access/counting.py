"""Counting what a request asks of the database, the finding of its session included."""

import logging
from contextlib import contextmanager


class _Listener(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.statements = []

    def emit(self, record):
        statement = record.msg[0] if isinstance(record.msg, tuple) else str(record.msg)
        self.statements.append(statement)


@contextmanager
def statements():
    """The statements that peewee sends meanwhile, whatever they are; the list grows."""
    log, listener = logging.getLogger("peewee"), _Listener()
    level, spreads = log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        yield listener.statements
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = spreads
