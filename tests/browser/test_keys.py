"""Keys: they search, show themselves and lead somewhere, but never while somebody types."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, address, staff):
    """The list of clients as an English reader sees it."""
    context = chromium.new_context(base_url=address, storage_state=staff["en"])
    page = context.new_page()
    page.goto("/clients")
    yield page
    context.close()


def test_keys_search_help_and_lead_but_never_while_typing(page):
    box, dialog, keys = page.locator("#search-all"), page.locator("dialog#keys"), page.keyboard

    keys.press("/")
    assert box.evaluate("box => box === document.activeElement")
    keys.type("g/?")
    assert (box.input_value(), dialog.is_visible()) == ("g/?", False)
    keys.press("Escape")
    keys.press("?")
    assert dialog.is_visible()
    assert Axe().run(page).response["violations"] == []
    keys.press("Escape")
    assert dialog.is_hidden()
    keys.press("g")
    assert page.get_by_text("Go to: t, c, e or a").count() == 1
    keys.press("e")
    page.wait_for_url("**/engagements")


def test_keys_can_be_turned_off_and_on(page):
    dialog = page.locator("dialog#keys")

    page.get_by_role("link", name="Keys").click()
    page.get_by_role("button", name="Turn the keys off in this browser").click()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    assert dialog.is_hidden()
    page.get_by_role("link", name="Keys").click()
    page.get_by_role("button", name="Turn the keys on in this browser").click()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    assert dialog.is_visible()
