"""All parts of the pages beside each other, with samples: /dev/ui, in a demonstration alone."""

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, abort, render_template

from dpa_manager.web.access import anyone
from dpa_manager.web.demonstration import is_shown
from dpa_manager.web.public.part_forms import sample_form
from dpa_manager.web.public.part_samples import samples

blueprint = Blueprint("parts", __name__)


@blueprint.get("/dev/ui")
@anyone
def parts() -> str:
    """Every part in the reader's language: for who makes pages, and for the tests that judge it."""
    if not is_shown():
        abort(404)
    return render_template(
        "parts/parts.html", icon_names=icon_names(), form=sample_form(), **samples()
    )


@cache
def icon_names() -> tuple[str, ...]:
    """The names of the icons, in the order of the sprite."""
    sprite = Path(__file__).parents[1] / "static" / "icons.svg"
    return tuple(re.findall(r'<symbol id="([\w-]+)"', sprite.read_text()))
