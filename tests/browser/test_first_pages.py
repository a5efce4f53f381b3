"""The pages as staff meet them: on a desk and a phone, in light and dark, by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TITLES = {"nl": "Opdrachten", "fr": "Missions", "en": "Engagements"}
LIST = "/engagements"
MODES = [(DESK, "light"), (DESK, "dark"), (PHONE, "dark")]
# Each language and each mode once in every run; all of them together are a long proof.
SHOWN = [
    pytest.param(language, *mode, marks=[] if at == place else [pytest.mark.prove])
    for at, language in enumerate(TITLES)
    for place, mode in enumerate(MODES)
]


@pytest.fixture
def open_page(chromium, address, staff):
    """Opens a page for staff, and holds at the end that the browser complained about nothing."""
    complaints, contexts = [], []

    def opened(path, *, language="nl", viewport=DESK, scheme="light", **options):
        context = chromium.new_context(
            base_url=address,
            viewport=viewport,
            color_scheme=scheme,
            storage_state=staff[language],
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def open_engagement(page):
    page.locator("main tbody a[href*='/engagements/']").first.click()
    page.wait_for_url("**/engagements/*")
    return page


@pytest.mark.parametrize(("language", "viewport", "scheme"), SHOWN)
def test_both_pages_are_open_to_everybody_and_fit(open_page, language, viewport, scheme):
    page = open_page(LIST, language=language, viewport=viewport, scheme=scheme)
    assert page.locator("h1").inner_text() == TITLES[language]
    for shown in (page, open_engagement(page)):
        violations = Axe().run(shown).response["violations"]
        assert [violation["id"] for violation in violations] == []
        widths = shown.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1]


@pytest.mark.parametrize("has_script", [True, False])
def test_a_document_is_two_clicks_away(open_page, has_script):
    page = open_engagement(open_page(LIST, java_script_enabled=has_script))

    with page.expect_download() as download:
        page.locator("a[href*='/documents/']").first.click()

    assert download.value.suggested_filename.endswith("-v1-nl.docx")


def tab_to(page, part):
    """Press Tab until a link is reached whose address has `part`, and is no way to a new one."""
    for _ in range(60):
        page.keyboard.press("Tab")
        reached = page.locator(":focus").get_attribute("href") or ""
        if part in reached and not reached.endswith("/new"):
            return
    raise AssertionError(f"No link to {part} is reached by 60 tabs.")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_keyboard_alone_reaches_a_document(open_page, has_script):
    page = open_page(LIST, java_script_enabled=has_script)

    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#content"
    tab_to(page, "/engagements/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/engagements/*")
    tab_to(page, "/documents/")
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename.endswith(".docx")


def test_a_link_that_has_the_focus_shows_it(open_page):
    page = open_page(LIST)

    tab_to(page, "/engagements/")

    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_is_not_there_is_open_to_everybody(chromium, address, scheme):
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/nothing")

    assert Axe().run(page).response["violations"] == []
    context.close()


def test_earlier_events_are_one_key_away(open_page):
    page = open_engagement(open_page(LIST))
    history = page.locator("section[aria-labelledby='history']")
    assert history.locator("details li").first.is_hidden()

    history.locator("summary").focus()
    page.keyboard.press("Enter")

    assert history.locator("details li").first.is_visible()


def test_nothing_in_the_browser_is_asked_of_another_host(open_page, address):
    page = open_page(LIST)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    open_engagement(page)
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert asked


def test_the_language_switch_keeps_the_page(open_page):
    page = open_engagement(open_page(LIST))
    path = page.evaluate("location.pathname")

    page.get_by_role("button", name="English").click()
    assert page.evaluate("location.pathname") == path
    assert page.locator("html").get_attribute("lang") == "en"

    page.get_by_role("button", name="Nederlands").click()
    assert page.locator("html").get_attribute("lang") == "nl"
