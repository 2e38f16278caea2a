"""A newcomer opens a stop against the clock: somebody who has never seen the desk, from nothing.

`python -m bench newcomer http://127.0.0.1:8000` walks in a browser, in French, on a running
demonstration: its manager has never founded a stop and takes nothing over from the one there is.
The walk is done in human time, and waits it out: 3 s until the next control is found, 1.2 s until
it is pressed, 40 words (200 keys) a minute, every sentence that is new read at 238 words a minute,
as adults do on average (Brysbaert 2019, 190 studies).
A 0 behind the address adds these seconds up instead of waiting for them.
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
FIND, PRESS, KEY, WORD = 3.0, 1.2, 60 / 200, 60 / 238  # seconds
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

    def __init__(self, page: Page, *, waits: bool) -> None:
        self.page, self.waits = page, waits
        self.began, self.ahead = time.monotonic(), 0.0
        self.presses = self.fields = self.keys = self.words = 0
        self.known: set[str] = set()

    def take(self, seconds: float) -> None:
        """Let the time pass that a person needs."""
        if self.waits:
            time.sleep(seconds)
        else:
            self.ahead += seconds

    def read(self) -> None:
        """Read what is new on the page; numbers and names of the menu are looked at, not read."""
        lines = self.page.locator("main").evaluate(SENTENCES)
        new = [line for line in lines if line not in self.known]
        self.known.update(new)
        words = sum(len(line.split()) for line in new)
        self.words += words
        self.take(words * WORD)

    def press(self, what: str) -> None:
        """Find a control and press it; then read where it led."""
        self.take(FIND + PRESS)
        self.page.locator(f"{what}:visible").first.click()
        self.page.wait_for_load_state()
        self.presses += 1
        self.read()

    def tick(self, what: str) -> None:
        """Press one of several boxes beneath each other: the first was found, the others follow."""
        self.take(PRESS)
        self.page.locator(what).first.click()
        self.presses += 1

    def write(self, name: str, text: str, keys: int | None = None) -> None:
        """Find a field, go into it and type."""
        self.take(FIND + PRESS + KEY * (keys or len(text)))
        self.page.locator(f"[name={name}]").fill(text)
        self.fields += 1
        self.keys += keys or len(text)


def found(hand: Newcomer) -> None:
    """A stop of its own, with its name in three languages and its days, and nothing taken over."""
    hand.press("main a[href='/desk/stops/new/']")
    hand.take(FIND + 2 * PRESS)
    hand.page.locator("[name=source]").select_option("")
    hand.presses += 2
    again = f"{datetime.now(tz=CASABLANCA):%H%M}"  # the walk may be walked once more
    for language, name in NAMES.items():
        hand.write(f"name_{language}", f"{name} {again}")
    for field, days in DAYS.items():
        day = datetime.now(tz=CASABLANCA) + timedelta(days=days)
        hour = "T09:00" if field.endswith("_at") else ""
        hand.write(field, f"{day:%Y-%m-%d}{hour}", keys=12 if hour else 8)
    hand.write("places", PLACES)
    hand.press("main button[type=submit]")


def house(hand: Newcomer) -> None:
    """What the house has: texts, themes, criteria."""
    hand.press("main form[action$='/house/'] button")


def texts(hand: Newcomer) -> None:
    """The texts are read in three languages, and one sentence is changed in French."""
    hand.press("main a[href$='/setup/texts/']")
    hand.words += sum(len(area.split()) for area in _written(hand))
    hand.write("tagline_fr", "Fès accompagne gratuitement ses porteurs de projet")
    hand.press("main form:has(textarea) button[type=submit]")


def _written(hand: Newcomer) -> list[str]:
    """What stands in the fields, which is read too."""
    found: list[str] = hand.page.locator("main textarea").evaluate_all(
        "(areas) => areas.map((area) => area.value)"
    )
    hand.take(sum(len(each.split()) for each in found) * WORD)
    return found


def partners(hand: Newcomer) -> None:
    """Three institutions are ticked."""
    hand.press("main a[href$='/setup/partners/']")
    for number in range(3):
        hand.tick(f"main label[for=id_partners_{number}]")
    hand.press("main button[type=submit]")


def opening(hand: Newcomer) -> None:
    """The public page is looked at, and the stop opens."""
    hand.press("main a[href$='/setup/preview/']")
    hand.press(".note a[href$='/setup/']")
    hand.press("main a[href$='/setup/opening/']")
    hand.press("main form button[type=submit]")


STEPS = (found, house, texts, partners, opening)


def main(site: str, *asked: str) -> None:
    """Walk it on the demonstration at `site`; say what each step took, and all together."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": "django_language", "value": "fr", "url": site}])
        page = context.new_page()
        page.goto(f"{site}/demo/")
        page.locator("form[action$='/manager/'] button").first.click()
        page.wait_for_load_state()
        hand = Newcomer(page, waits=asked != ("0",))
        hand.read()
        _say("the first page, read", hand)
        for step in STEPS:
            step(hand)
            _say(step.__name__, hand)
        browser.close()


def _say(name: str, hand: Newcomer) -> None:
    seconds = time.monotonic() - hand.began + hand.ahead
    done = f"{hand.presses} presses, {hand.fields} fields, {hand.keys} keys, {hand.words} words"
    sys.stdout.write(f"{name:24} {seconds // 60:2.0f}:{seconds % 60:02.0f}  {done}\n")
    sys.stdout.flush()
