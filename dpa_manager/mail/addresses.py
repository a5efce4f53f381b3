"""Addresses of mails: exactly one mailbox and nothing beside it, or a refusal."""

from email.errors import MessageError
from email.headerregistry import Address

from dpa_manager.domain.refusals import refused
from dpa_manager.domain.typed_text import email


def one_mailbox(text: str, *, field: str = "email") -> str:
    """`text` when it is one bare address as it was stored; raises Refused "email-one-address".

    A list, a name in front, a comment, a line break or a space around it is refused, never mended:
    what is checked is what the server is told.
    """
    if email(text, field=field, required=True) != text or not _is_bare(text):
        raise refused("email-one-address", field=field)
    return text


def _is_bare(text: str) -> bool:
    try:
        return Address(addr_spec=text).addr_spec == text
    except (MessageError, ValueError, IndexError):
        return False
