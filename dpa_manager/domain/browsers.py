"""Browsers: from where somebody asks, as far as signing in and the security log need it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Browser:
    """A browser that asks: its network address, and what it calls itself, cut to 300 signs.

    `is_known` says that it carries a proof, made here, that the very person who signs in has been
    signed in on it before. Only such a proof counts; what a browser calls itself proves nothing.
    """

    address: str
    device: str
    is_known: bool = False
