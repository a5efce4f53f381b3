"""Every page of the demonstration in every language, scheme and width: a long proof."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import LANGUAGES, sign_in_by_link
from tests.browser.serving import PROJECT, environment_of, served

pytestmark = [pytest.mark.browser, pytest.mark.prove]

SCHEMES = ("light", "dark")
WIDTHS = (320, 390, 768, 1280)
# Between these two the same parts are only laid out otherwise.
JUDGED_WIDTHS = (390, 1280)
# No PDF is made, which takes LibreOffice half a minute; the pages say so.
WITHOUT_OFFICE = "/nonexistent"
NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
# Who reads, by a role as the list of links names it, and the fewest pages that each must see.
READERS = {"Data protection officer": 18, "Administrator": 8, "reader": 4}
# A public id in an address, or a chapter of the guide; pages that differ by it alone are alike,
# save the engagements.
PUBLIC_ID = re.compile(r"/[\w-]{22}(?=/|$)|(?<=^/help)/(?!keys$)[a-z-]+$")
ALL_OF = "/engagements/"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """Where the demonstration is served, and the link of each of its people by role."""
    home = tmp_path_factory.mktemp("demonstration")
    command = [sys.executable, "-m", "dpa_manager", "demo", "--json"]
    environment = environment_of(home, PATH=WITHOUT_OFFICE)
    told = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    people = json.loads(told.stdout)["people"]
    with served(home, PATH=WITHOUT_OFFICE) as address:
        yield address, people


@pytest.fixture(scope="module")
def signed_in(chromium, demonstration):
    """What a browser keeps of a person with each role that reads."""
    address, people = demonstration
    states = {}
    for role in READERS:
        person = next(p for p in people if any(role in held for held in p["roles"]))
        link = address + urlsplit(person["link"]).path
        states[role] = sign_in_by_link(chromium, link)
    return states


def findings(page, *, is_judged):
    """What axe has against the page when it is judged, and by how many pixels it is too wide."""
    violations = Axe().run(page).response["violations"] if is_judged else []
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found = [f"{one['id']} {[node['target'] for node in one['nodes']]}" for one in violations]
    return found + ([f"{width} px too wide"] if width > 0 else [])


def pages_from(page):
    """The addresses of one page of each kind, and of every engagement, by following links."""
    waiting, kinds, found = [urlsplit(page.url).path], set(), []
    while waiting:
        path = waiting.pop(0)
        kind = path if path.startswith(ALL_OF) else PUBLIC_ID.sub("/*", path)
        if kind in kinds:
            continue
        kinds.add(kind)
        found.append(path)
        page.goto(path)
        waiting += page.locator("a[href^='/']:not([download])").evaluate_all(
            "links => links.map(link => link.pathname)"
        )
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", READERS)
def test_every_page_is_open_to_everybody_and_fits(
    chromium, demonstration, signed_in, role, language, scheme
):
    address, _ = demonstration
    found, complaints, paths = {}, [], None
    for width in WIDTHS:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            storage_state=signed_in[role],
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto("/")
        page.get_by_role("button", name=NAMES[language]).click()
        paths = paths or pages_from(page)
        for path in paths:
            page.goto(path)
            for summary in page.locator("summary").all():
                summary.click()
            assert page.locator("html").get_attribute("lang") == language
            if problems := findings(page, is_judged=width in JUDGED_WIDTHS):
                found[width, path] = problems
        context.close()

    assert found == {}
    assert complaints == []
    assert len(paths) >= READERS[role]


def test_the_demonstration_shows_every_status(chromium, demonstration, signed_in):
    address, _ = demonstration
    state = signed_in["Data protection officer"]
    page = chromium.new_context(base_url=address, storage_state=state).new_page()
    page.goto("/engagements")
    page.get_by_role("button", name=NAMES["en"]).click()
    statuses = set(page.locator(".status").all_inner_texts())

    expected = {"Ended", "Version 1", "Version 2", "2 things missing for version 3"}
    assert expected | {"5 things missing"} <= statuses
