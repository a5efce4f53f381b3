"""Demonstrating: a house of invented data, marked as such and cleared as a whole."""

from urllib.parse import urlsplit

from dpa_manager.actions.founding import Founder, found_house, mark_demonstration
from dpa_manager.actions.housekeeping import tables_with_files
from dpa_manager.actions.linking import link_url, make_link
from dpa_manager.actions.opening import refuse_foreign
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import SECRET_FILE, is_loopback
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.sessions import DEMONSTRATION_LINK, LINK_LIVES
from dpa_manager.models import OneTimeLink, Setting, User
from dpa_manager.models.base import as_tuples, transaction
from dpa_manager.models.schema import MIGRATIONS, migrate, revert
from dpa_manager.queries.demonstrations import LOADING, HouseState, house_state
from dpa_manager.queries.house import is_demonstration
from dpa_manager.vocabulary.phrase import Phrase

NOT_A_DEMONSTRATION = Phrase(
    nl="Hier staan echte gegevens: de demonstratie komt alleen in een lege map of over een andere"
    " demonstratie.",
    fr="Cette maison contient des données réelles : la démonstration ne s'installe que dans un"
    " dossier vide ou à la place d'une autre démonstration.",
    en="This house holds real data: the demonstration goes only into an empty folder or over"
    " another demonstration.",
)


def begin_demonstration(founder: Founder, *, by: Actor, toolbox: Toolbox) -> None:
    """Found the house and mark it as one being loaded, at once; raises Refused unless it is empty.

    A loading that is killed leaves this mark, so that nobody takes half a house for a whole one
    and the next loading may clear it. No other house ever bears it.
    """
    refuse_foreign(toolbox)
    # Migrations run outside transactions; when the house is founded nothing is left to migrate.
    migrate(toolbox.database)
    with transaction("firm", "people"):
        found_house(founder, by=by, toolbox=toolbox)
        Setting.create(name=LOADING, value=True, changed_at=toolbox.now())


def finish_demonstration(*, toolbox: Toolbox) -> None:
    """Say that all is loaded: from now on the house is a demonstration."""
    with transaction("firm"):
        Setting.delete().where(Setting.name == LOADING).execute()
        mark_demonstration(toolbox=toolbox)


def sign_in_links(*, toolbox: Toolbox) -> dict[str, str]:
    """For each person of a demonstration, by address, a link that lets them in once.

    A link that nobody used yet and that works for half a day more is given again, so that two
    lists printed one after the other hold the same. None where data are real or other computers
    reach the pages (DECISIONS 25).
    """
    host = urlsplit(toolbox.config.base_url).hostname or ""
    if not is_demonstration() or not is_loopback(host):
        return {}
    with transaction("people"):
        people = User.select().where(User.is_active == True)  # noqa: E712 - peewee writes SQL.
        links = {user.email: _link_of(user, toolbox=toolbox) for user in people}
    return {email: link_url(link, toolbox=toolbox) for email, link in links.items()}


def _link_of(user: User, *, toolbox: Toolbox) -> OneTimeLink:
    enough = toolbox.now() + LINK_LIVES[DEMONSTRATION_LINK] / 2
    kept: OneTimeLink | None = OneTimeLink.get_or_none(
        OneTimeLink.user == user,
        OneTimeLink.purpose == DEMONSTRATION_LINK,
        OneTimeLink.used_at.is_null(),
        OneTimeLink.withdrawn_at.is_null(),
        OneTimeLink.expires_at > enough,
    )
    return kept or make_link(user, purpose=DEMONSTRATION_LINK, toolbox=toolbox)


def clear_demonstration(*, toolbox: Toolbox) -> None:
    """Empty a house marked as a demonstration: its tables, the files of its rows, its secret.

    Raises Refused for any other house. What stands beside these is not touched, also not files of
    the store that no row of this house names: they may be those of another house.
    """
    state = house_state(toolbox.database)
    if state is HouseState.REAL:
        raise Refused("house-is-real", NOT_A_DEMONSTRATION)
    if state is HouseState.EMPTY:
        return
    named = {
        sha256
        for table in tables_with_files()
        for (sha256,) in as_tuples(table.select(table._meta.fields["sha256"]))
        if sha256
    }
    revert(toolbox.database, target=_first_migration())
    for sha256 in named:
        toolbox.store.path_of(sha256).unlink(missing_ok=True)
    (toolbox.config.home / SECRET_FILE).unlink(missing_ok=True)


def _first_migration() -> str:
    return min(path.stem for path in MIGRATIONS.glob("0*.py"))
