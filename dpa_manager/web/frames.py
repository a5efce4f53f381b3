"""What the frames of all pages need: the person, their places, and where the page is."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, request

from dpa_manager.web.current import current_visitor, is_signed_in
from dpa_manager.web.destinations import asked_next
from dpa_manager.web.navigation import beside_places, good_places, places


def fill_frames(app: Flask) -> None:
    """Give the pages of `app` what their frames show."""
    app.context_processor(_of_frames)


def _of_frames() -> dict[str, Any]:
    person = current_visitor()
    return {
        "person": person,
        "visitor": person,
        "is_signed_in": is_signed_in(),
        "places": lambda: places(person),
        "beside_places": lambda: beside_places(person),
        "good_places": lambda: good_places(person),
        "this_page": _this_page(),
        "next_page": asked_next() or None,
    }


def _this_page() -> str:
    """The address to stay on while another language is chosen."""
    asked = {name: value for name, value in request.args.items() if name != "language"}
    return request.path + (f"?{urlencode(asked)}" if asked else "")
