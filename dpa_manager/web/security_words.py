"""What an entry of the security log says beside its kind, in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpa_manager.web.speaking import gettext, marked, ngettext

# The log keeps these in English; they are translated where they are read.
_WAYS = {
    "password": marked("by password"),
    "link": marked("by a mailed link"),
    "demonstration": marked("by a link of the demonstration"),
}
_REASONS = {
    "deactivated": marked("no access any more"),
    "ended by an administrator": marked("ended by an administrator"),
    "ended by its person": marked("ended by the person"),
    "factor reset": marked("second step taken away"),
    "password changed": marked("password changed"),
    "removed": marked("no longer acts for a client"),
    "second factor removed": marked("second step taken away"),
    "second factor set up": marked("second step set up"),
    "roles changed": marked("roles changed"),
}


def security_details(details: Mapping[str, Any]) -> str:
    """The details that a person can use, joined: "by password", "GET clients.client"."""
    return " · ".join(_told(details))


def _told(details: Mapping[str, Any]) -> Iterator[str]:
    for name, words in (("way", _WAYS), ("reason", _REASONS)):
        if details.get(name) in words:
            yield gettext(words[details[name]])
    if "sessions" in details:
        count = int(details["sessions"])
        yield ngettext("%(num)d session", "%(num)d sessions", count) % {"num": count}
    if "seconds" in details:
        yield gettext("to wait %(seconds)s seconds") % {"seconds": details["seconds"]}
    if details.get("endpoint"):
        yield f"{details.get('method', '')} {details['endpoint']}".strip()
