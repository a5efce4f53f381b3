"""Tokens: what a browser or a link carries, of which the tables hold only a hash."""

import hashlib
import secrets


def new_token() -> str:
    """A new unguessable token of 43 characters (256 bits)."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """The SHA-256 of a token in hexadecimal; any text has one, also half a character."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
