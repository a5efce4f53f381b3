"""Linking: links and codes that work once, derived from the secret of the deployment.

Neither the database nor the outbox holds them: a mail derives them when it is sent.
"""

import base64

from dpa_manager.actions.keeping_secrets import keyed_hash, token_hash
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.factors import DIGITS
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.sessions import LINK_LIVES
from dpa_manager.models import OneTimeCode, OneTimeLink, User
from dpa_manager.models.base import database, new_public_id


def make_link(user: User, *, purpose: str, toolbox: Toolbox) -> OneTimeLink:
    """A new link for one person, in the caller's transaction; earlier ones no longer work.

    `purpose` is one of LINK_PURPOSES, which says how long it works. Raises RuntimeError outside a
    transaction, KeyError for another purpose.
    """
    if not database.in_transaction():
        raise RuntimeError("A link is made in the transaction of the mail that carries it.")
    now = toolbox.now()
    withdraw_links(user, purposes=(purpose,), toolbox=toolbox)
    public_id = new_public_id()
    return OneTimeLink.create(
        public_id=public_id,
        token_hash=token_hash(_token(public_id, purpose=purpose, toolbox=toolbox)),
        purpose=purpose,
        user=user,
        created_at=now,
        expires_at=now + LINK_LIVES[purpose],
    )


def withdraw_links(user: User, *, purposes: tuple[str, ...], toolbox: Toolbox) -> None:
    """Have a person's links of these purposes work no more, in the caller's transaction."""
    OneTimeLink.update(withdrawn_at=toolbox.now()).where(
        OneTimeLink.user == user.id,
        OneTimeLink.purpose.in_(purposes),
        OneTimeLink.used_at.is_null(),
        OneTimeLink.withdrawn_at.is_null(),
    ).execute()


def link_token(link: OneTimeLink, *, toolbox: Toolbox) -> str:
    """The token of a link, 43 characters."""
    return _token(link.public_id, purpose=link.purpose, toolbox=toolbox)


def link_url(link: OneTimeLink, *, toolbox: Toolbox) -> str:
    """The whole address of a link, from the configured base URL."""
    return f"{toolbox.config.base_url}/m/{link_token(link, toolbox=toolbox)}"


def find_link(token: str, *, toolbox: Toolbox) -> OneTimeLink:
    """The link of this token while it works, its person joined; nothing is used up.

    Raises Refused, alike for one that is unknown, used, withdrawn or too old, or whose person may
    sign in no more.
    """
    link: OneTimeLink | None = (
        OneTimeLink.select(OneTimeLink, User)
        .join(User)
        .where(
            OneTimeLink.token_hash == token_hash(token),
            OneTimeLink.used_at.is_null(),
            OneTimeLink.withdrawn_at.is_null(),
            OneTimeLink.expires_at > toolbox.now(),
            User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
        )
        .first()
    )
    if link is None:
        raise link_refusal()
    return link


def use_up(link: OneTimeLink, *, toolbox: Toolbox) -> bool:
    """Use a link, in the caller's transaction; whether it was this use that did."""
    now = toolbox.now()
    used: int = (
        OneTimeLink.update(used_at=now)
        .where(
            OneTimeLink.id == link.id,
            OneTimeLink.used_at.is_null(),
            OneTimeLink.withdrawn_at.is_null(),
            OneTimeLink.expires_at > now,
        )
        .execute()
    )
    return used == 1


def link_refusal() -> Refused:
    """The one answer for every link that does not work."""
    return refused("link-not-usable")


def code_digits(code: OneTimeCode, *, toolbox: Toolbox) -> str:
    """The six digits of a mailed code."""
    digest = keyed_hash(code.public_id, purpose="mailed codes", toolbox=toolbox)
    return f"{int.from_bytes(digest, 'big') % 10**DIGITS:0{DIGITS}}"


def _token(public_id: str, *, purpose: str, toolbox: Toolbox) -> str:
    digest = keyed_hash(f"{purpose} {public_id}", purpose="links", toolbox=toolbox)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
