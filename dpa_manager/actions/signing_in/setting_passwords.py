"""Setting passwords: what is chosen is judged, hashed, kept, and told to its owner."""

from dpa_manager.actions.hashing import hashed
from dpa_manager.actions.linking import withdraw_links
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.passwords import good_password
from dpa_manager.domain.sessions import RESET, SIGN_IN
from dpa_manager.models import Client, Credential, Membership, OwnOrganisation, User


def chosen_hash(user: User, password: str, *, toolbox: Toolbox) -> str:
    """The hash of a password that this person may have; raises Refused, TooMany.

    It takes long, so it comes before the transaction that keeps it.
    """
    return hashed(good_password(password, words=_known_words(user)), toolbox=toolbox)


def keep_password(user: User, password_hash: str, *, toolbox: Toolbox) -> None:
    """Keep a hash in the caller's transaction; links that were mailed before work no more."""
    now = toolbox.now()
    values = {"password_hash": password_hash, "password_changed_at": now}
    Credential.insert(user=user, **values).on_conflict(
        conflict_target=[Credential.user],
        update={Credential.password_hash: password_hash, Credential.password_changed_at: now},
    ).execute()
    withdraw_links(user, purposes=(RESET, SIGN_IN), toolbox=toolbox)


def _known_words(user: User) -> tuple[str, ...]:
    """What somebody who knows the person would try first."""
    firms = [firm.legal_name for firm in OwnOrganisation.select()]
    clients = (
        Client.select(Client.legal_name, Client.trade_name)
        .join(Membership)
        .where(Membership.user == user.id)
        .distinct()
    )
    names = [name for client in clients for name in (client.legal_name, client.trade_name)]
    return (user.name, user.email, *firms, *names)
