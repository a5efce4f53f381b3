"""Messages on the page that comes next: plain ones by Flask's `flash`, others by these."""

from flask import flash

_UNDO = "undo "


def flash_undo(message: str, address: str) -> None:
    """Say what was done, with a button that takes it back: a POST without fields to `address`.

    `address` is made with `url_for`; what answers it flashes and redirects like any act. The
    frame shows the message until the person moves on, so taking back is not a matter of speed.
    """
    flash(message, _UNDO + address)


def flash_warning(message: str) -> None:
    """Say something that deserves care on the page that comes next."""
    flash(message, "warn")
