"""The open house behind the app that answers this request."""

from typing import cast

from flask import current_app

from dpa_manager.actions.toolbox import Toolbox


def house() -> Toolbox:
    """The toolbox of the running app."""
    return cast(Toolbox, current_app.extensions["house"])
