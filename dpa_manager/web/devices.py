"""Devices: what a browser calls itself, in words that its owner recognises."""

from dpa_manager.web.speaking import gettext

# In this order: browsers name those before them as well.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_LONGEST = 60


def browser_name(device: str) -> str:
    """ "Firefox, Windows" for what a browser sent; its own words, cut, when they say neither."""
    names = (
        next((name for sign, name in known if sign in device), "")
        for known in (_BROWSERS, _SYSTEMS)
    )
    told = ", ".join(name for name in names if name)
    return told or device[:_LONGEST] or gettext("an unknown browser")
