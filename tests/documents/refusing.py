"""Checking hostile files in tests: what refuses them, how fast, and pieces they are made of."""

import time

from dpa_manager.documents.template_check import check
from tests.documents.word_files import paragraph

SECONDS = 1.0
ORDINARY = paragraph("Before")
CODE = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"
BODY, HEADER, FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"


def note(kind, text):
    return {kind + "s": f'<w:{kind} w:id="2">{paragraph(text)}</w:{kind}>'}


def refusals(data):
    """The problems of a check, which has to be quick."""
    began = time.perf_counter()
    report = check(data, kind="other", language="nl")
    assert time.perf_counter() - began < SECONDS
    return [problem for problem in report.problems if problem.severity == "refuses"]
