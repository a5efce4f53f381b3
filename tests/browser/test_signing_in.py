"""Signing in as a person meets it: from an invitation to a code that works once, by all means."""

import re
import time

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe

from dpa_manager.actions.linking import link_url, make_link
from dpa_manager.actions.toolbox import read_clock
from dpa_manager.models.base import transaction
from tests.actions.complete_fixtures import open_toolbox
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Two modes in every run; the other two are a long proof.
MODES = [
    (DESK, "light"),
    (PHONE, "dark"),
    pytest.param(DESK, "dark", marks=pytest.mark.prove),
    pytest.param(PHONE, "light", marks=pytest.mark.prove),
]
PASSWORD = "een lange zin over molens en mist"  # noqa: S105


@pytest.fixture
def toolbox(served_home):
    """The house that is served, as the tests reach it beside the server, at the same time."""
    url = f"sqlite:///{served_home / 'dpa_manager.sqlite3'}"
    found = open_toolbox(url, folder=served_home, clock=read_clock)
    with found.connected():
        yield found


@pytest.fixture
def link_of(toolbox, address):
    """The address of a new link for a person, as their mail would name it."""

    def make(user, purpose="invitation"):
        with transaction():
            link = make_link(user, purpose=purpose, toolbox=toolbox)
        return link_url(link, toolbox=toolbox).replace(toolbox.config.base_url, address)

    return make


@pytest.fixture
def open_browser(chromium, address):
    """Opens a page, and holds at the end that the browser had nothing to complain about."""
    complaints, contexts = [], []

    def opened(viewport=DESK, scheme="light", **options):
        context = chromium.new_context(
            base_url=address, viewport=viewport, color_scheme=scheme, locale="nl-BE", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    # That a form was not right, a link gone, or data cleared, the browser tells as well.
    expected = re.compile(r"status of 4(00|10) |^Clear-Site-Data header")
    assert [told for told in complaints if not expected.search(told)] == []


def judge(page):
    """Hold that the page is open to everybody and not too wide."""
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in violations] == []
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def typed(page, name):
    """The field with this label."""
    return page.get_by_role("textbox", name=name, exact=True)


def secret_on(page):
    return page.locator(".secret").inner_text().replace(" ", "")


def sign_in_by_password(page, email):
    page.goto("/login")
    typed(page, "E-mailadres").fill(email)
    typed(page, "Wachtwoord").fill(PASSWORD)
    press(page, "Aanmelden")


def codes_of(app):
    """The code of the half minute before, which still holds, and that of now."""
    while time.time() % 30 > 22:
        time.sleep(0.5)
    now = time.time()
    return app.at(int(now) - 30), app.at(int(now))


@pytest.mark.parametrize("has_script", [True, False])
def test_from_an_invitation_to_a_code_that_works_once(open_browser, link_of, has_script):
    user = a_member_of_staff("dpo")
    page = open_browser(java_script_enabled=has_script)

    page.goto(link_of(user))
    assert page.url.endswith("/link")
    typed(page, "Nieuw wachtwoord").fill(PASSWORD)
    press(page, "Verder")
    app = pyotp.TOTP(secret_on(page))
    shown = "picture => picture.decode().then(() => picture.naturalWidth)"
    assert page.locator(".qr").evaluate(shown) > 100
    first, second = codes_of(app)
    typed(page, "Code").fill(first)
    press(page, "Bevestigen")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    assert page.url.endswith("/today")

    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url("**/login")
    page.go_back()
    assert page.get_by_role("button", name="Afmelden").count() == 0
    sign_in_by_password(page, user.email)
    typed(page, "Code").fill(first)
    press(page, "Verder")
    assert "klopt niet" in page.locator(".error-summary").inner_text()
    typed(page, "Code").fill(second)
    press(page, "Verder")
    page.wait_for_url("**/today")

    page.get_by_role("button", name="Afmelden").click()
    sign_in_by_password(page, user.email)
    typed(page, "Code").fill(codes[0].upper())
    press(page, "Verder")
    page.wait_for_url("**/today")


@pytest.mark.parametrize(("viewport", "scheme"), MODES)
def test_every_page_of_signing_in_is_open_to_everybody_and_fits(
    open_browser, link_of, viewport, scheme
):
    staff = a_member_of_staff("dpo")
    page = open_browser(viewport, scheme)
    for path in ("/login", "/login/link", "/login/reset", "/login/mailed"):
        page.goto(path)
        judge(page)
    page.goto("/login")
    typed(page, "E-mailadres").fill("nobody@x.example")
    typed(page, "Wachtwoord").fill("wrong words")
    press(page, "Aanmelden")
    judge(page)

    page.goto(link_of(staff))
    judge(page)
    typed(page, "Nieuw wachtwoord").fill("kort")
    press(page, "Verder")
    judge(page)
    typed(page, "Nieuw wachtwoord").fill(PASSWORD)
    press(page, "Verder")
    judge(page)
    typed(page, "Code").fill(pyotp.TOTP(secret_on(page)).now())
    press(page, "Bevestigen")
    judge(page)
    for path in ("/me", "/me/password", "/me/factor", "/login/again"):
        page.goto(path)
        judge(page)
    page.goto("/me/factor")
    press(page, "Een andere app instellen")
    judge(page)
    page.get_by_role("button", name="Afmelden").click()
    sign_in_by_password(page, staff.email)
    judge(page)


@pytest.mark.parametrize(("viewport", "scheme"), MODES)
def test_every_page_of_a_persons_link_is_open_to_everybody(open_browser, link_of, viewport, scheme):
    person = a_person_of(a_client())
    page = open_browser(viewport, scheme)
    for purpose in ("invitation", "reset", "sign-in", "demonstration"):
        page.goto(link_of(person, purpose))
        judge(page)
    page.goto(link_of(person))
    typed(page, "Wachtwoord, als u er een wilt").fill(PASSWORD)
    press(page, "Verder")
    page.get_by_role("button", name="Afmelden").click()

    sign_in_by_password(page, person.email)
    judge(page)
    code = re.search(r"\d{6}", page.locator(".shown-code").inner_text())[0]
    typed(page, "Code").fill(code)
    press(page, "Verder")
    page.goto("/me")
    judge(page)


def test_a_link_that_is_gone_says_so_on_an_open_page(open_browser):
    page = open_browser(viewport=PHONE)
    page.goto("/m/nothing")

    judge(page)
    assert "werkt niet meer" in page.locator("h1").inner_text()


def test_a_language_is_chosen_by_a_button_and_the_page_stays(open_browser, link_of):
    page = open_browser()
    page.goto(link_of(a_person_of(a_client()), "sign-in"))
    press(page, "Aanmelden")
    page.goto("/me")

    page.get_by_role("button", name="Français").click()

    assert page.url.endswith("/me")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_signing_out_keeps_the_language_and_forgets_the_rest(open_browser, link_of):
    page = open_browser()
    page.goto("/login?language=fr")
    page.goto(link_of(a_person_of(a_client()), "sign-in"))
    page.get_by_role("main").get_by_role("button").click()
    page.get_by_role("button", name=re.compile("Afmelden|Se déconnecter")).click()
    page.wait_for_url("**/login")

    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names - {"__Host-session"} == {"__Host-language", "__Host-known"}
    assert page.locator("html").get_attribute("lang") == "fr"
