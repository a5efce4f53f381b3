"""`demo`: the demonstration firm, loaded into an empty house or over another demonstration."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from dpa_manager.actions.converting import Converted, convert_waiting
from dpa_manager.actions.demonstrating import NOT_A_DEMONSTRATION, clear_demonstration
from dpa_manager.actions.opening import opened, opened_house, refuse_foreign
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.app import open_house
from dpa_manager.cli.demonstration.links import demonstration_links, link_lines
from dpa_manager.cli.demonstration.people import Somebody, who_is_who
from dpa_manager.cli.demonstration.performing import perform
from dpa_manager.cli.demonstration.stage import actor_of
from dpa_manager.cli.demonstration.story import Story, read_story
from dpa_manager.cli.demonstration.stress import stress_steps
from dpa_manager.cli.desk import Answer, answering, make_home, read_config
from dpa_manager.config import write_secret_key
from dpa_manager.domain.errors import Refused
from dpa_manager.queries.demonstrations import HouseState, house_state


@click.command()
@click.option("--fresh", is_flag=True, help="Clear the demonstration that is there, load it anew.")
@click.option("--stress", is_flag=True, help="Add 200 clients and the widest map.")
@answering
def demo(*, fresh: bool, stress: bool) -> Answer:
    """Load the demonstration firm; refused where real data are."""
    story = read_story(stress_steps() if stress else ())
    make_home()
    house = open_house(read_config())
    with opened(house):
        refuse_foreign(house)
        state = house_state(house.database)
        if state is HouseState.REAL:
            raise Refused("house-is-real", NOT_A_DEMONSTRATION)
        if state is HouseState.LOADING or (fresh and state is HouseState.DEMONSTRATION):
            clear_demonstration(toolbox=house)
            state = HouseState.EMPTY
    if state is HouseState.EMPTY:
        house = _with_secret()
        with opened(house):
            _load(story, house=house)
    with opened_house(house):
        by = actor_of(story.staff[story.founding.administrator])
        converted = convert_waiting(by=by, toolbox=house)
        links = demonstration_links(house)
        people = who_is_who()
    return _answer(house, people, links, is_loaded=state is HouseState.EMPTY, converted=converted)


def _with_secret() -> Toolbox:
    """The house opened with a secret of its own, which its history is sealed with."""
    config = read_config()
    if not config.secret_key:
        write_secret_key(config.home)
        config = read_config()
    return open_house(config)


def _load(story: Story, *, house: Toolbox) -> None:
    with _progress(len(story.steps)) as bar:
        for _ in perform(story, house=house):
            bar.update(1)


@contextmanager
def _progress(length: int) -> Iterator["click._termui_impl.ProgressBar[int]"]:
    """A bar on a terminal, and nothing in a pipe."""
    is_hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=length, label="Loading the demonstration", file=sys.stderr, hidden=is_hidden
    ) as bar:
        yield bar


def _answer(
    house: Toolbox,
    people: tuple[Somebody, ...],
    links: tuple[tuple[Somebody, str], ...],
    *,
    is_loaded: bool,
    converted: Converted,
) -> Answer:
    home, by_person = house.config.home, dict(links)
    done = "is loaded in" if is_loaded else "was there already in"
    lines = [f"The demonstration {done} {home}. All its data are invented."]
    if links:
        lines += ["Sign in as one of these people; each link works once:", *link_lines(links)]
    else:
        lines.append("Links to sign in are given on this computer only: DPA_BASE_URL leaves it.")
    if converted.problems:
        count = len(converted.problems)
        lines.append(f"{count} PDFs are missing: {converted.problems[0].en} Then run this again.")
    data = {
        "home": str(home),
        "loaded": is_loaded,
        "people": [person.as_dict() | {"link": by_person.get(person, "")} for person in people],
        "pdfs": {"made": converted.made, "missing": len(converted.problems)},
    }
    return Answer(data, tuple(lines))
