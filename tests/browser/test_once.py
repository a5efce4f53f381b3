"""Buttons that are pressed twice: what they do is done once."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, address, staff):
    """The page that asks for a new client, as an English reader sees it."""
    context = chromium.new_context(base_url=address, storage_state=staff["en"])
    page = context.new_page()
    page.goto("/clients/new")
    yield page
    context.close()


def test_a_button_that_is_pressed_twice_sends_its_form_once(page):
    sent = []
    # The answer never comes, so that the hand is certainly faster than the house.
    page.route("**/clients/new", lambda route: sent.append(route))
    field = page.locator("[name=legal_name]")
    field.fill("Twice")
    field.evaluate("field => { field.form.noValidate = true; }")

    button = page.locator("form:has([name=legal_name]) .form__end button").last
    button.scroll_into_view_if_needed()
    box = button.bounding_box()

    for _ in range(2):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(300)

    assert len(sent) == 1
