"""The page of all parts: open to everybody in every language, mode, width and size of text."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

LANGUAGES = ("nl", "fr", "en")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# How it is looked at: the viewport, the scheme, and the size of text in percent.
LOOKS = [(DESK, "light", 100), (PHONE, "dark", 100), (PHONE, "light", 200)]
# Each language and each look once in every run; all of them together are a long proof.
SHOWN = [
    pytest.param(language, *look, marks=[] if at == place else [pytest.mark.prove])
    for at, language in enumerate(LANGUAGES)
    for place, look in enumerate(LOOKS)
]
STRICT = {"rules": {"target-size": {"enabled": True}}}
TELL_REPORTS = """
document.addEventListener("securitypolicyviolation", report => console.error(report.blockedURI));
"""


@pytest.fixture
def open_parts(chromium, address):
    """Opens the page of parts, and holds at the end that the browser complained about nothing."""
    complaints, contexts = [], []

    def opened(*, language="nl", viewport=DESK, scheme="light", **options):
        context = chromium.new_context(
            base_url=address, viewport=viewport, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(TELL_REPORTS)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(f"/dev/ui?language={language}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(("language", "viewport", "scheme", "percent"), SHOWN)
def test_every_part_is_open_to_everybody_and_fits(open_parts, language, viewport, scheme, percent):
    page = open_parts(language=language, viewport=viewport, scheme=scheme)
    page.evaluate("size => document.documentElement.style.fontSize = `${size}%`", percent)

    violations = Axe().run(page, options=STRICT).response["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.locator("html").get_attribute("lang") == language


def test_the_letters_and_the_icons_are_our_own(open_parts):
    page = open_parts()

    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px Inter')")
    assert page.evaluate("[...document.fonts].map(face => face.status)") == ["loaded"]
    drawn = page.locator("main .icon").evaluate_all(
        "icons => icons.filter(i => i.checkVisibility()).map(i => i.getBBox().width)"
    )
    assert min(drawn) > 0


def test_figures_of_a_column_are_equally_wide(open_parts):
    page = open_parts()

    widths = page.evaluate(
        """["11:11", "20:48"].map(words => {
            const time = document.createElement("time");
            time.textContent = words;
            document.querySelector("main").append(time);
            return time.getBoundingClientRect().width;
        })"""
    )

    assert widths[0] == pytest.approx(widths[1])


def test_a_dialog_opens_and_closes_by_keyboard_alone(open_parts):
    page = open_parts(java_script_enabled=False)
    dialog, opener = page.get_by_role("dialog"), page.locator("[popovertarget=sample-dialog]").first

    opener.press("Enter")
    assert dialog.is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_paper_is_white_and_carries_no_controls(open_parts):
    page = open_parts(scheme="dark")

    page.emulate_media(media="print", color_scheme="dark")

    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert (background, ink) == ("rgb(255, 255, 255)", "rgb(23, 32, 43)")
    controls = page.locator("header nav, .trail, main .button, .message")
    assert not any(control.is_visible() for control in controls.all())


def test_who_chose_their_own_colours_still_sees_every_edge(open_parts):
    page = open_parts()

    page.emulate_media(forced_colors="active")

    widths = page.locator(".status, .notice, .button:not(.button--link)").evaluate_all(
        "parts => parts.map(part => parseFloat(getComputedStyle(part).borderTopWidth))"
    )
    assert min(widths) >= 1
