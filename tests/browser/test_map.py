"""The data map in a browser: traced by pointer and keys, told without a script, open to all."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

# The flows of each line of the picture, in a text.
DRAWN = "() => [...document.querySelectorAll('.map__edge')].map(x => x.dataset.flows).join()"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def open_map(chromium, address, staff):
    """Opens the map of the first engagement; at the end the browser complained about nothing."""
    contexts, watches = [], []

    def opened(*, language="nl", asked="", viewport=DESK, **options):
        context = chromium.new_context(
            base_url=address, viewport=viewport, storage_state=staff[language], **options
        )
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page))
        page.goto("/engagements")
        path = page.locator("main tbody a[href*='/engagements/']").first.get_attribute("href")
        page.goto(f"{path}/map{asked}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [watch.complaints for watch in watches if watch.complaints] == []


def lit(page):
    """The names of the cards whose flows are traced."""
    return set(page.locator(".map__node.is-on .map__name").all_inner_texts())


def test_the_keyboard_alone_traces_pins_and_clears(open_map):
    page = open_map()
    page.locator(".data-map__skip a").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('map__node')")

    page.keyboard.press("ArrowRight")
    reached = page.evaluate("document.activeElement.dataset.flows.split(' ')")
    traced = page.locator(".map__node.is-on").evaluate_all(
        "nodes => nodes.map(one => one.dataset.flows.split(' '))"
    )
    assert traced
    assert all(set(flows) & set(reached) for flows in traced)
    assert len(traced) < page.locator(".map__node").count()

    page.keyboard.press("Enter")
    assert page.locator("#map-said a").count() == 1
    page.keyboard.press("Escape")
    assert lit(page) == set()

    # One stop: the next Tab leaves the picture.
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.classList.contains('map__node')")


def test_a_pointer_traces_and_a_second_click_tells_all(open_map):
    page = open_map()
    node = page.locator(".map__node--category").first

    node.hover()
    assert lit(page)
    node.click()
    page.mouse.move(0, 0)
    assert lit(page)
    node.click()
    page.wait_for_url("**node=*")

    assert page.locator("#node").is_visible()
    assert page.locator(".map--traced").count() == 1


def test_without_a_script_a_node_is_a_link_to_all_about_it(open_map):
    page = open_map(language="fr", java_script_enabled=False)

    page.locator(".map__node--receiver").first.click()
    page.wait_for_url("**node=*")
    page.locator("#node").get_by_role("link", name="Ne montrer que cela").click()
    page.wait_for_url("**receiver=*")

    assert page.locator(".map__node--receiver").count() == 1
    assert page.locator("#map-table tbody tr").count() > 0


def test_words_about_a_card_stand_in_sight_however_long_the_picture_is(open_map):
    page = open_map()
    page.locator(".map__node").first.click()

    assert page.locator("#map-said a").is_visible()
    assert page.locator("#map-said").bounding_box()["y"] < DESK["height"]


def test_the_map_beside_the_matrix_follows_each_save_and_leads_to_where_it_is_changed(open_map):
    page = open_map(asked="/../flows/1")
    page.locator("[data-map] .map__name").first.wait_for()
    before = page.evaluate(DRAWN)
    page.locator(".matrix td input:not(:checked)").last.check()
    page.wait_for_function(f"before => ({DRAWN})() !== before", arg=before)
    assert page.locator("[data-map] .map__node[tabindex='0']").count() == 1

    page.locator(".matrix td input:not(:checked)").first.check()
    page.locator(".map__node--receiver").first.click()

    page.wait_for_url("**/subprocessors#*")


def test_a_map_is_printed_on_one_page_that_lies_and_its_table_from_the_second(open_map):
    page = open_map()
    page.emulate_media(media="print")
    shown = page.locator(".map").bounding_box()
    pages = page.pdf(prefer_css_page_size=True).count(b"/MediaBox [0 0 841.")

    # A4 without its margins, at 96 dots an inch.
    assert shown["y"] + shown["height"] < (210 - 22) / 25.4 * 96
    assert pages > 1


@pytest.mark.parametrize(
    ("language", "viewport", "scheme"),
    [("nl", DESK, "dark"), ("fr", PHONE, "light")],
)
def test_the_map_is_open_to_everybody_and_fits(open_map, language, viewport, scheme):
    page = open_map(language=language, viewport=viewport, color_scheme=scheme, asked="?node=email")
    violations = page_violations(page)

    assert violations == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def page_violations(page):
    """What axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
