"""Attributes of fields are written as WTForms writes them."""

import importlib.util

import pytest
from markupsafe import Markup
from wtforms.widgets import core

from dpa_manager.web.forms.attributes import html_params


def as_wtforms(**values):
    """The attributes as WTForms' own function, of a copy nobody changed, writes them."""
    spec = importlib.util.spec_from_file_location("untouched_widgets", core.__file__)
    untouched = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(untouched)
    return untouched.html_params(**values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"class_": "text", "id": "f", "name": "a"},
        {"data_some_key": "v", "aria_describedby": "hint", "for_": "x"},
        {"checked": True, "readonly": False, "rows": 2, "value": None},
        {"value": "\"><script>alert('1')</script>&amp;", "title": Markup('<b a="1">&amp;')},
    ],
)
def test_they_are_written_as_wtforms_writes_them(values):
    assert html_params(**values) == as_wtforms(**values)


def test_the_widgets_of_an_app_write_them_so(app):
    assert core.html_params is html_params
    assert core.Input.html_params is html_params
