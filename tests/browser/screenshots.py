"""Makes the pictures of the README anew: `python -m tests.browser.screenshots`.

Loads the demonstration into a temporary home, takes the first page in Chromium and the first
sheet of a Dutch agreement with pdftoppm, and writes both to docs/img/.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.browser.conftest import sign_in_by_link
from tests.browser.serving import PROJECT, environment_of, served

PICTURES = PROJECT / "docs" / "img"
MOST_BYTES = 200_000
DESK = {"width": 1180, "height": 860}
SHEET_DPI = "90"
DUTCH_PDF = "main a[download][href*='/documents/']"


def take(home, pictures, *, link):
    """Write overview.png and agreement.png into `pictures`, seen by the person of `link`."""
    pdf = home / "agreement.pdf"
    with served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        state = sign_in_by_link(browser, address + urlsplit(link).path)
        page = browser.new_page(
            viewport=DESK, color_scheme="light", base_url=address, storage_state=state
        )
        page.goto("/engagements")
        page.screenshot(path=pictures / "overview.png")
        with page.expect_download() as download:
            page.locator(DUTCH_PDF).first.click()
        download.value.save_as(pdf)
        browser.close()
    sheet = ["pdftoppm", "-png", "-r", SHEET_DPI, "-singlefile", str(pdf)]
    subprocess.run([*sheet, str(pictures / "agreement")], check=True)


def main():
    """Load the demonstration, take the pictures, refuse them when they are too heavy."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        command = [sys.executable, "-m", "dpa_manager", "demo", "--json"]
        environment = environment_of(home)
        told = subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=-1)
        people = json.loads(told.stdout)["people"]
        PICTURES.mkdir(parents=True, exist_ok=True)
        take(home, PICTURES, link=people[0]["link"])
    heavy = [p.name for p in PICTURES.glob("*.png") if p.stat().st_size > MOST_BYTES]
    if heavy:
        sys.exit(f"Heavier than {MOST_BYTES} bytes: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
