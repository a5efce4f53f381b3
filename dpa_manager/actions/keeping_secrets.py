"""Keeping secrets: keys derived from the deployment's secret, one for each purpose."""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import Damaged
from dpa_manager.domain.tokens import token_hash
from dpa_manager.vocabulary.sentences import sentences

__all__ = [
    "account_key",
    "derived_key",
    "keyed_hash",
    "seal",
    "token_hash",
    "unseal",
]

_KEY_BYTES = 32


def derived_key(toolbox: Toolbox, purpose: str) -> bytes:
    """The key of 32 bytes for one purpose (HKDF, RFC 5869); raises RuntimeError without secret."""
    if not toolbox.config.secret_key:
        raise RuntimeError("A key is derived from a secret, and there is none.")
    return _derived(toolbox.config.secret_key, purpose)


def keyed_hash(text: str, *, purpose: str, toolbox: Toolbox) -> bytes:
    """The HMAC-SHA-256 of a text under the key of `purpose`."""
    key = derived_key(toolbox, purpose)
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)


def seal(text: str, *, toolbox: Toolbox) -> str:
    """A text encrypted and authenticated (Fernet), to be kept in a table."""
    return _box(toolbox).encrypt(text.encode()).decode()


def unseal(sealed: str, *, toolbox: Toolbox) -> str:
    """The text of `seal`; raises Damaged when it was changed or sealed under another secret."""
    try:
        return _box(toolbox).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Damaged("sealed-text", sentences()["sealed-text"]) from error


def account_key(email: str, *, toolbox: Toolbox) -> str:
    """The name of an account in tables that must not be a list of people: 64 hexadecimals."""
    return keyed_hash(email.strip().lower(), purpose="accounts", toolbox=toolbox).hex()


def _box(toolbox: Toolbox) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(toolbox, "sealed texts")))


@lru_cache(maxsize=32)
def _derived(secret: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=b"dpa-manager", info=purpose.encode())
    return kdf.derive(secret.encode())
