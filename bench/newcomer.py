"""A newcomer opens a stop against the clock: somebody who has never seen the desk, from nothing.

`python -m bench newcomer http://127.0.0.1:8000` walks in a browser, in French, on a running
demonstration: its manager has never founded a stop and takes nothing over from the one there is.
The walk is done in human time, and waits it out: 3 s until the next control is found, 1.2 s until
it is pressed, 40 words (200 keys) a minute, every sentence that is new read at 200 words a minute.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASABLANCA = ZoneInfo("Africa/Casablanca")
FIND, PRESS, KEY, WORD = 3.0, 1.2, 60 / 200, 60 / 200  # seconds
NAMES = {"ar": "محطة فاس الثانية", "fr": "Deuxième étape de Fès", "en": "Second stop of Fez"}
DAYS = {  # from today
    "opens_at": 0,
    "closes_at": 30,
    "starts_on": 45,
    "ends_on": 120,
}
PLACES = "250"
SENTENCES = "(at) => (at.innerText || '').split(/\\n+/).map((each) => each.trim()).filter(Boolean)"


class Newcomer:
    """Somebody who reads every sentence once, looks for each control, presses and types."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = self.fields = self.keys = self.words = 0
        self.known: set[str] = set()

    def read(self) -> None:
        """Read what is new on the page; numbers and names of the menu are looked at, not read."""
        lines = self.page.locator("main").evaluate(SENTENCES)
        new = [line for line in lines if line not in self.known]
        self.known.update(new)
        words = sum(len(line.split()) for line in new)
        self.words += words
        time.sleep(words * WORD)

    def press(self, what: str) -> None:
        """Find a control and press it; then read where it led."""
        time.sleep(FIND + PRESS)
        self.page.locator(f"{what}:visible").first.click()
        self.page.wait_for_load_state()
        self.presses += 1
        self.read()

    def tick(self, what: str) -> None:
        """Press one of several boxes beneath each other: the first was found, the others follow."""
        time.sleep(PRESS)
        self.page.locator(what).first.check()
        self.presses += 1

    def write(self, name: str, text: str, keys: int | None = None) -> None:
        """Find a field, go into it and type."""
        time.sleep(FIND + PRESS + KEY * (keys or len(text)))
        self.page.locator(f"[name={name}]").fill(text)
        self.fields += 1
        self.keys += keys or len(text)


def found(hand: Newcomer) -> None:
    """A stop of its own, with its name in three languages and its days, and nothing taken over."""
    hand.press("#menu a[href='/desk/stops/new/']")
    time.sleep(FIND + 2 * PRESS)
    hand.page.locator("[name=source]").select_option("")
    hand.presses += 2
    for language, name in NAMES.items():
        hand.write(f"name_{language}", name)
    for field, days in DAYS.items():
        day = datetime.now(tz=CASABLANCA) + timedelta(days=days)
        hour = "T09:00" if field.endswith("_at") else ""
        hand.write(field, f"{day:%Y-%m-%d}{hour}", keys=12 if hour else 8)
    hand.write("places", PLACES)
    hand.press("main button[type=submit]")


def texts(hand: Newcomer) -> None:
    """Those of the house, read, and one sentence changed in French."""
    hand.press("main a[href$='/setup/texts/']")
    hand.press("main form[action$='/house/'] button")
    hand.words += sum(len(area.split()) for area in _written(hand))
    hand.write("tagline_fr", "Fès accompagne gratuitement ses porteurs de projet")
    hand.press("main form:has(textarea) button[type=submit]")


def _written(hand: Newcomer) -> list[str]:
    """What stands in the fields, which is read too."""
    found: list[str] = hand.page.locator("main textarea").evaluate_all(
        "(areas) => areas.map((area) => area.value)"
    )
    time.sleep(sum(len(each.split()) for each in found) * WORD)
    return found


def themes(hand: Newcomer) -> None:
    """Five themes are ticked."""
    hand.press("main a[href$='/setup/themes/']")
    for number in range(5):
        hand.tick(f"main [name=themes] >> nth={number}")
    hand.press("main button[type=submit]")


def partners(hand: Newcomer) -> None:
    """Three institutions are ticked."""
    hand.press("main a[href$='/setup/partners/']")
    for number in range(3):
        hand.tick(f"main [name=partners] >> nth={number}")
    hand.press("main button[type=submit]")


def criteria(hand: Newcomer) -> None:
    """Those of the house."""
    hand.press("main a[href$='/criteria/']")
    hand.press("main form[action$='/house/'] button")
    hand.press("main .crumbs a")


def opening(hand: Newcomer) -> None:
    """The public page is looked at, and the stop opens."""
    hand.press("main a[href$='/setup/preview/']")
    hand.press(".note a[href$='/setup/']")
    hand.press("main a[href$='/setup/opening/']")
    hand.press("main form button[type=submit]")


STEPS = (found, texts, themes, partners, criteria, opening)


def main(site: str) -> None:
    """Walk it on the demonstration at `site`; say what each step took, and all together."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": "django_language", "value": "fr", "url": site}])
        page = context.new_page()
        page.goto(f"{site}/demo/")
        page.locator("form[action$='/manager/'] button").first.click()
        page.wait_for_load_state()
        hand, began = Newcomer(page), time.monotonic()
        hand.read()
        said = [_said("the first page, read", began, hand)]
        for step in STEPS:
            step(hand)
            said.append(_said(step.__name__, began, hand))
        browser.close()
    sys.stdout.write("\n".join(said) + "\n")


def _said(name: str, began: float, hand: Newcomer) -> str:
    seconds = time.monotonic() - began
    done = f"{hand.presses} presses, {hand.fields} fields, {hand.keys} keys, {hand.words} words"
    return f"{name:24} {seconds // 60:2.0f}:{seconds % 60:02.0f}  {done}"
