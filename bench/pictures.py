"""Pictures of the pages that staff reach by links, from a running demonstration, for docs/desk/.

`python -m bench.pictures http://127.0.0.1:8000 docs/desk` enters by each door of the demonstration,
follows links, and keeps one picture of each kind of page in French at 1280 px and in Arabic at 360.
It says what is wrong with a page: wider than the screen, what axe finds, on phones low targets.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, resolve
from PIL import Image
from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SIZES = {"fr": (1280, 800), "ar": (360, 740)}
TALLEST = 1300  # pixels of a picture
QUALITY = 30  # of WebP
MOST_PAGES = 200  # of one door
AXE = Path(__file__).parent.parent / "tests" / "browser" / "axe.min.js"
DOORS = ("manager", "national", "expert", "partner")
LINKS = "[...document.querySelectorAll('a[href]')].map((each) => each.href)"
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FINDS = "axe.run({resultTypes: ['violations']}).then((said) => said.violations.map(({id}) => id))"
LOW = """() => [...document.querySelectorAll("a, button, select, summary")]
  .filter((each) => each.checkVisibility())
  .filter((each) => !each.closest("p, li, dd, td, small, h2, h3, thead, .skip-to-content-link"))
  .map((each) => [each.getBoundingClientRect().height, each.outerHTML.slice(0, 80)])
  .filter(([height]) => height > 1 && height < 43.5).map(([, each]) => each).slice(0, 3)"""
OF_STAFF = ("/desk/", "/admin/", "/expert/", "/partner/")


def kind_of(path: str) -> str:
    """The name of the page at `path`; empty when it is none of the staff's."""
    try:
        return resolve(path).view_name if path.startswith(OF_STAFF) else ""
    except Resolver404:
        return ""


def pages(page: Page, site: str, seen: set[str]) -> Iterator[str]:
    """The page where `page` stands and all kinds of pages its links lead to, once each."""
    waiting, found = [page.url], 0
    while waiting and found < MOST_PAGES:
        url = waiting.pop(0).partition("#")[0]
        kind = kind_of(urlsplit(url).path)
        if not kind or kind in seen:
            continue
        seen.add(kind)
        try:
            answer = page.goto(url)
        except Error:  # a file to download
            continue
        if answer is None or not answer.ok or "html" not in answer.headers["content-type"]:
            continue
        found += 1
        yield kind
        waiting += [each for each in page.evaluate(LINKS) if each.startswith(site)]


def keep(page: Page, path: Path) -> None:
    """A picture of the page, small."""
    picture = Image.open(BytesIO(page.screenshot(full_page=True)))
    seen = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    seen.save(path, quality=QUALITY, method=6)


def wrong(page: Page, language: str) -> list[str]:
    """What is wrong with the page as it stands."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(FINDS)
    wide = ["wider than the screen"] if page.evaluate(WIDE) else []
    return [*wide, *found, *(page.evaluate(LOW) if language == "ar" else [])]


def take(browser: Browser, site: str, language: str, folder: Path) -> None:
    """All pictures in one language."""
    width, height = SIZES[language]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        bypass_csp=True,  # for axe
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    seen: set[str] = set()
    for door in DOORS:
        page = context.new_page()
        page.goto(f"{site}/demo/")
        page.locator(f"form[action$='/{door}/'] button").first.click()
        page.wait_for_load_state()
        for kind in pages(page, site, seen):
            keep(page, folder / f"{kind.replace(':', '-')}-{language}.webp")
            for fault in wrong(page, language):
                sys.stdout.write(f"{language} {kind} {page.url}: {fault}\n")
        page.close()


def main(site: str, folder: str) -> None:
    """Take them all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")
    django.setup()
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium")
        for language in SIZES:
            take(browser, site, language, Path(folder))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
