"""Makes the pictures of the documents anew: `python -m tests.browser.screenshots [NAME…]`.

Loads the demonstration into a temporary home, serves it, and takes in Chromium what the user guide
shows (docs/handleiding/img/, by pictures_of_the_guide.py) and what the README shows (docs/img/):
an engagement being filled in, and the first sheet of a Dutch agreement by pdftoppm. With names
only those pictures are taken.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import sign_in_by_link
from tests.browser.pictures_of_the_guide import HERO, MANAGER, MOST_BYTES, SHOTS, Shot
from tests.browser.serving import PROJECT, environment_of, served

GUIDE = PROJECT / "docs" / "handleiding" / "img"
README = PROJECT / "docs" / "img"
DESK = {"width": 1180, "height": 860}
OVERVIEW = Shot(
    "overview",
    "/engagements",
    (".top-bar", ".drafting__head", ".drafting"),
    named=HERO,
    then="/retention",
    height=860,
)
SHEET = "agreement"
SHEET_DPI = "90"
DUTCH_PDF = "main a[download][href*='/documents/']"
# What stands around every page would only show its edge in a picture of a part.
BESIDE = ".banner, .trail, .page-foot"
EDGE = 8
COLOURS = 256


def take_all(home, *, people, wanted):
    """Write the wanted pictures, each as its person sees it; `people` have a link each."""
    folders = dict.fromkeys(SHOTS, GUIDE) | {OVERVIEW: README}
    with served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        states = {
            role: sign_in_by_link(browser, address + urlsplit(_link(people, role)).path)
            for role in {shot.who for shot in folders}
        }
        for shot, folder in folders.items():
            if wanted(shot.name):
                page = _page(browser, address, states[shot.who])
                take_shot(page, shot, folder / f"{shot.name}.png")
        if wanted(SHEET):
            take_sheet(_page(browser, address, states[MANAGER]), home / "agreement.pdf")
        browser.close()


def take_shot(page, shot, path):
    """Open the page of a shot in Dutch and write the part of it that the shot shows."""
    page.goto(f"{shot.start}?language=nl")
    if shot.named:
        link = page.get_by_role("main").get_by_role("link", name=shot.named).first
        page.goto(_joined(link.get_attribute("href"), shot.then))
    for words in shot.opened:
        page.locator("summary", has_text=words).first.click()
    for words in shot.ticked:
        page.get_by_role("checkbox", name=words).first.check()
    page.wait_for_load_state("networkidle")
    for beside in page.locator(BESIDE).all():
        beside.evaluate("one => { one.style.display = 'none'; }")
    page.screenshot(path=path, full_page=True, clip=_clip(page, shot))
    _lighten(path)


def take_sheet(page, pdf):
    """Write the first sheet of the first Dutch PDF that the page of the engagement offers."""
    page.goto("/engagements")
    page.goto(page.get_by_role("link", name=HERO).first.get_attribute("href"))
    with page.expect_download() as download:
        page.locator(DUTCH_PDF).first.click()
    download.value.save_as(pdf)
    sheet = ["pdftoppm", "-png", "-r", SHEET_DPI, "-singlefile", str(pdf)]
    subprocess.run([*sheet, str(README / SHEET)], check=True)
    _lighten(README / f"{SHEET}.png")


def _page(browser, address, state):
    context = browser.new_context(
        viewport=DESK, color_scheme="light", base_url=address, storage_state=state
    )
    return context.new_page()


def _link(people, role):
    return next(person["link"] for person in people if role in person["roles"])


def _joined(address, then):
    path, _, query = address.partition("?")
    return f"{path}{then}" + (f"?{query}" if query else "")


def _clip(page, shot):
    """The field around the parts of a shot, in pixels of the page."""
    found = page.evaluate(
        """parts => parts.flatMap(part => [...document.querySelectorAll(part)]).map(one => {
            const box = one.getBoundingClientRect();
            return [box.left, box.top + window.scrollY, box.right, box.bottom + window.scrollY];
        })""",
        list(shot.parts),
    )
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    left, top = max(min(lefts) - EDGE, 0), max(min(tops) - EDGE, 0)
    right = min(max(rights) + EDGE, DESK["width"])
    bottom = min(max(bottoms) + EDGE, top + shot.height)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _lighten(path):
    """Write a picture anew with the few colours that a screen of ours has."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main():
    """Load the demonstration, take the pictures, refuse them when they are too heavy."""
    names = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        command = [sys.executable, "-m", "dpa_manager", "demo", "--json"]
        environment = environment_of(home)
        told = subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=-1)
        people = json.loads(told.stdout)["people"]
        for pictures in (GUIDE, README):
            pictures.mkdir(parents=True, exist_ok=True)
        take_all(home, people=people, wanted=lambda name: not names or name in names)
    taken = [*GUIDE.glob("*.png"), *README.glob("*.png")]
    heavy = [path.name for path in taken if path.stat().st_size > MOST_BYTES]
    if heavy:
        sys.exit(f"Heavier than {MOST_BYTES} bytes: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
