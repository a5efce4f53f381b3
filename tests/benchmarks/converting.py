"""DOCX to PDF: one cold call a document against batches on both cores."""

import statistics

from dpa_manager.documents.converter import Converter
from dpa_manager.documents.renderer import render
from tests.benchmarks.measuring import Line, seconds, times
from tests.benchmarks.rendering import TEMPLATE
from tests.domain.wording.spoken import spoken


def conversions(*, single, batch):
    """`single` documents one by one, then `batch` documents at once."""
    docx = render(TEMPLATE.read_bytes(), spoken())
    office = Converter()
    one = statistics.median(seconds(lambda: office.convert(docx)) for _ in range(single))
    outcomes = []
    taken = seconds(lambda: outcomes.extend(office.convert_many([docx] * batch)))
    made = sum(isinstance(outcome, bytes) for outcome in outcomes)
    return [
        Line("DOCX to PDF/A, one cold call a document", f"{one:.2f} s a document", "1.0x"),
        Line(
            f"DOCX to PDF/A, {made} of {batch} documents in batches on two cores",
            f"{taken / batch:.2f} s a document",
            times(one, taken / batch),
        ),
    ]
