"""Signing in: the door, mailed links, the second factor, a proof once more, and signing out.

Every step keeps where the person was going in `next`. Nothing here tells whether an address is
known.
"""

from dpa_manager.web.sign_in import again, door, enrolling, factors, links
from dpa_manager.web.sign_in.blueprint import blueprint

__all__ = ["again", "blueprint", "door", "enrolling", "factors", "links"]
