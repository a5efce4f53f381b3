"""The matrix in a browser: by keyboard alone, saving itself, a row at once, pasted; and axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from dpa_manager.actions.toolbox import read_clock
from dpa_manager.models import Engagement
from dpa_manager.queries.matrices import matrices_of
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import ENGAGEMENT

pytestmark = pytest.mark.browser

TABLE = "\tVan wie\tSUB-0002\tNiemand\nGeboortedatum\tPatiënten, zorgbehoevenden\tx\tx\n"


@pytest.fixture
def toolbox(served_home):
    url = f"sqlite:///{served_home / 'dpa_manager.sqlite3'}"
    return open_toolbox(url, folder=served_home, clock=read_clock)


@pytest.fixture
def path(toolbox):
    with toolbox.connected():
        row = Engagement.get(Engagement.reference == ENGAGEMENT)
    return f"/engagements/{row.public_id}/flows/1"


@pytest.fixture
def open_page(chromium, address, staff, path):
    """Open the matrix, in light at this width; what the console complains of is kept."""
    contexts = []

    def opened(**options):
        context = chromium.new_context(base_url=address, storage_state=staff["nl"], **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def kept(toolbox):
    with toolbox.connected():
        row = Engagement.get(Engagement.reference == ENGAGEMENT)
        cells = matrices_of(row, on=toolbox.today()).of("1").cells
    return {"|".join(cell) for cell in cells}


def saved_after(page, act):
    """Do something, and wait until the page has saved itself."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        act()
    assert answer.value.status == 200


def focused(page):
    return page.evaluate("document.activeElement.value")


def test_the_matrix_is_filled_in_by_keyboard_alone_and_saves_itself(open_page, toolbox):
    page = open_page(viewport={"width": 1280, "height": 900})
    boxes = page.locator("input[name=flow]")
    assert page.locator("input[name=flow][tabindex='0']").count() == 1
    # The house is shared: others may have left this tick.
    if boxes.first.is_checked():
        saved_after(page, boxes.first.uncheck)
    before = kept(toolbox)

    boxes.first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
    assert focused(page) == "client_staff|name|stays|"
    page.keyboard.press("Control+End")
    last = focused(page)
    assert last == boxes.last.get_attribute("value")
    page.keyboard.press("ArrowDown")
    assert focused(page) == last
    page.keyboard.press("Control+Home")
    saved_after(page, lambda: page.keyboard.press("Space"))
    assert kept(toolbox) == before | {"client_staff|name|stays|"}

    page.keyboard.press("ArrowDown")
    saved_after(page, lambda: page.keyboard.press("r"))
    row = {one for one in kept(toolbox) if one.startswith("client_staff|account|")}
    assert len(row) == page.locator("thead th").count() - 1
    assert page.locator(".matrix__count").first.inner_text() == "2"
    saved_after(page, lambda: page.keyboard.press("r"))
    saved_after(page, lambda: page.keyboard.press("c"))
    saved_after(page, lambda: page.keyboard.press("c"))
    assert kept(toolbox) == {
        one for one in before if not one.startswith("client_staff|account|")
    } - {one for one in before if "|stays|" in one}
    assert page.get_by_text("Niets aangevinkt: deze rij verdwijnt.").locator("visible=true").count()

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Opslaan"
    page.reload()
    assert {
        one.get_attribute("value") for one in page.locator("input[name=flow]:checked").all()
    } == (kept(toolbox))
    assert page.complaints == []


def test_a_row_is_set_with_the_pointer_and_a_table_is_pasted_over_a_cell(open_page, toolbox):
    page, before = open_page(viewport={"width": 1280, "height": 900}), kept(toolbox)
    button = page.locator(".matrix__row", has_text="Gezondheidsgegevens").locator(".matrix__toggle")

    saved_after(page, button.click)
    assert button.inner_text() == "niets"
    saved_after(page, button.click)
    assert button.inner_text() == "alles"
    assert kept(toolbox) == {one for one in before if not one.startswith("patients|health|")}

    page.locator("input[name=flow]").first.focus()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        TABLE,
    )
    assert page.locator("#pasted").input_value() == TABLE
    page.get_by_role("button", name="Tabel lezen").click()
    assert "Niemand" in page.locator("section", has=page.locator("#pasted-head")).inner_text()
    tick = "patients|birth_date|subprocessor|SUB-0002"
    assert page.locator(f"input[value='{tick}']").is_checked()
    assert tick not in kept(toolbox)
    page.locator(".form__end").get_by_role("button", name="Opslaan").click()
    page.wait_for_load_state()
    assert tick in kept(toolbox)
    assert page.complaints == []


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (390, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.prove),
        pytest.param(390, "light", marks=pytest.mark.prove),
    ],
)
def test_the_matrix_is_open_to_everybody_and_fits(open_page, width, scheme):
    page = open_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()

    violations = Axe().run(page).response["violations"]

    assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.complaints == []
