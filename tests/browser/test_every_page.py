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
from tests.browser.watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.prove]

SCHEMES = ("light", "dark")
WIDTHS = (320, 390, 768, 1280)
# Between these two the same parts are only laid out otherwise.
JUDGED_WIDTHS = (390, 1280)
# In the dark all is laid out as in the light: only what depends on colours is judged again.
ABOUT_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# The document stands beside every form: it is judged beside one, and on its own page.
WITH_DOCUMENT, NO_DOCUMENT = "/parties", {"exclude": [["#preview .document-page"]]}
# No PDF is made, which takes LibreOffice half a minute; the pages say so.
WITHOUT_OFFICE = "/nonexistent"
NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
# Who reads, by a role as the list of links names it, and the fewest pages that each must see.
READERS = {
    "Account manager": 55,
    "Data protection officer": 75,
    "Administrator": 17,
    "reader": 12,
}
# Pages that differ by a public id, the number of a part, a chapter of the guide or an entry of a
# list alone are alike.
ALIKE = (
    (re.compile(r"/(?:[\w-]{22}|\d+)(?=/|$)"), "/*"),
    (re.compile(r"^/help/(?!keys$)[\w-]+$"), "/help/*"),
    (re.compile(r"^(/dpo/lists/\w+)/(?!new(?:/|$))[\w-]+(?=/|$)"), r"\1/*"),
)
ENGAGEMENT = re.compile(r"(/engagements/[\w-]{22})(/.*)?")
IS_LOADED = """() => {
  const pane = document.getElementById("preview");
  return !pane || pane.querySelector("[name=document_language]") !== null;
}"""
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


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


class Walk:
    """Somebody who reads every page that links lead to, once for each kind of page.

    `judged` are the kinds of pages that axe knows already, whoever read them.
    """

    def __init__(self, page, *, language, scheme, judged):
        self.page = page
        self.language = language
        self.scheme = scheme
        self.judged = judged
        self.found = {}
        self.kinds = set()
        self.states = {}

    def read_all(self):
        """Follow every link from the page that is open, and judge what is found."""
        waiting = [urlsplit(self.page.url).path]
        while waiting:
            path = waiting.pop(0)
            kind = self._kind(path)
            if kind in self.kinds:
                continue
            self.kinds.add(kind)
            self._open(path)
            waiting += self.page.locator("a[href^='/']:not([download])").evaluate_all(
                # Links within a picture have no path; they lead to the page that they are on.
                "links => links.map(link => link.pathname).filter(Boolean)"
            )
            self._judge(path, kind)

    def judge_dialog(self):
        """Open what the keys do, if this page tells it."""
        dialog = self.page.locator("dialog#keys")
        if dialog.count():
            self.page.keyboard.press("?")
            assert dialog.is_visible()
            self._judge("?", "?")
            self.page.keyboard.press("Escape")

    def _kind(self, path):
        """Every engagement is a kind, its parts are those of one that is complete, or not."""
        match = ENGAGEMENT.fullmatch(path)
        if not match:
            return _alike(path)
        overview, part = match.groups()
        if not part:
            return overview
        if overview not in self.states:
            self._open(overview)
            self.states[overview] = self.page.locator(".card--missing").count() > 0
        return f"/engagements/{self.states[overview]}{_alike(part)}"

    def _open(self, path):
        self.page.goto(path)
        self.page.wait_for_function(IS_LOADED)
        self.page.evaluate(UNFOLD)

    def _judge(self, path, kind):
        language = self.page.locator("html").get_attribute("lang")
        if language != self.language:
            self.found[path, language] = [f"is in {language}"]
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 844})
            told = self._too_wide()
            if width in JUDGED_WIDTHS and (kind, width) not in self.judged:
                self.judged.add((kind, width))
                told += self._violations(kind)
            if told:
                self.found[path, width] = told

    def _too_wide(self):
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return [f"{wide} px too wide"] if wide > 0 else []

    def _violations(self, kind):
        options = {"resultTypes": ["violations"]}
        if self.scheme == "dark":
            options |= ABOUT_COLOURS
        context = None if kind.endswith(WITH_DOCUMENT) else NO_DOCUMENT
        violations = Axe().run(self.page, context=context, options=options).response["violations"]
        return [f"{one['id']} {[node['target'] for node in one['nodes']]}" for one in violations]


def _alike(path):
    """What all pages of a kind have in common in their address."""
    for pattern, common in ALIKE:
        path = pattern.sub(common, path)
    return path


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_open_to_everybody_and_fits(
    chromium, demonstration, signed_in, language, scheme
):
    address, _ = demonstration
    found, complaints, counts, judged = {}, [], {}, set()
    for role in READERS:
        context = chromium.new_context(
            base_url=address, color_scheme=scheme, storage_state=signed_in[role]
        )
        page = context.new_page()
        watch = Watch(page)
        page.goto("/")
        page.get_by_role("button", name=NAMES[language]).click()
        walk = Walk(page, language=language, scheme=scheme, judged=judged)
        walk.judge_dialog()
        walk.read_all()
        found |= {(role, *where): told for where, told in walk.found.items()}
        complaints += [(role, told) for told in watch.complaints]
        counts[role] = len(walk.kinds)
        context.close()

    assert found == {}
    assert complaints == []
    assert {role: count for role, count in counts.items() if count < READERS[role]} == {}


def test_the_demonstration_shows_every_status(chromium, demonstration, signed_in):
    address, _ = demonstration
    state = signed_in["Data protection officer"]
    page = chromium.new_context(base_url=address, storage_state=state).new_page()
    page.goto("/engagements")
    page.get_by_role("button", name=NAMES["en"]).click()
    statuses = set(page.locator(".status").all_inner_texts())
    steps = set(page.locator("tbody td:nth-child(4)").all_inner_texts())

    assert {"Ended", "Version 1", "Version 2", "5 things missing"} <= statuses
    assert {"fill in 5 things", "fill in 2 things", "nothing"} <= steps
