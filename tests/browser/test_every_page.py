"""Every page of the demonstration in every language, scheme and width: a long proof."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.serving import PROJECT, environment_of, served

pytestmark = [pytest.mark.browser, pytest.mark.prove]

LANGUAGES = ("nl", "fr", "en")
SCHEMES = ("light", "dark")
WIDTHS = (320, 390, 768, 1280)
# Between these two the same parts are only laid out otherwise.
JUDGED_WIDTHS = (390, 1280)
# No PDF is made, which takes LibreOffice half a minute; the pages say so.
WITHOUT_OFFICE = "/nonexistent"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """Where the demonstration is served."""
    home = tmp_path_factory.mktemp("demonstration")
    command = [sys.executable, "-m", "dpa_manager", "demo"]
    environment = environment_of(home, PATH=WITHOUT_OFFICE)
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    with served(home, PATH=WITHOUT_OFFICE) as address:
        yield address


def findings(page, *, is_judged):
    """What axe has against the page when it is judged, and by how many pixels it is too wide."""
    violations = Axe().run(page).response["violations"] if is_judged else []
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found = [f"{one['id']} {[node['target'] for node in one['nodes']]}" for one in violations]
    return found + ([f"{width} px too wide"] if width > 0 else [])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_open_to_everybody_and_fits(chromium, demonstration, language, scheme):
    found, complaints, seen = {}, [], 0
    for width in WIDTHS:
        viewport = {"width": width, "height": 844}
        context = chromium.new_context(
            base_url=demonstration, viewport=viewport, color_scheme=scheme
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"/?language={language}")
        links = page.locator("main h2 a").evaluate_all("all => all.map(a => a.pathname)")
        for path in ("/", *links):
            page.goto(path)
            for summary in page.locator("summary").all():
                summary.click()
            assert page.locator("html").get_attribute("lang") == language
            seen += 1
            if problems := findings(page, is_judged=width in JUDGED_WIDTHS):
                found[width, path] = problems
        context.close()

    assert found == {}
    assert complaints == []
    assert seen == 10 * len(WIDTHS)


def test_the_demonstration_shows_every_status(chromium, demonstration):
    page = chromium.new_page()
    page.goto(f"{demonstration}/?language=en")
    statuses = set(page.locator(".status").all_inner_texts())

    expected = {"Ended", "Version 1", "Version 2", "2 things missing for version 3"}
    assert expected | {"5 things missing"} <= statuses
