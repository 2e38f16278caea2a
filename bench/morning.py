"""A manager's morning by the mouse alone: eighteen things that wait, and the presses they take.

`python -m bench morning http://127.0.0.1:8000` walks them in a browser, in French, on a running
demonstration that was just begun. Whatever is pressed counts: a link, a button, an answer to "are
you sure"; a choice in a list counts twice, and so does pulling the mouse (down, and up). Typing
does not. The walk begins on the manager's first page and stands at each thing where the one before
has led; what it needs from there is in the menu, or behind "Today".
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page

REFUSALS, SETTLED = 6, 250  # files; milliseconds after each press
ANSWER = "Bonjour, votre dossier est complet."


class Hand:
    """The hand of the manager; `presses` is how often it pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.presses += 1
        dialog.accept()

    def press(self, what: str | Locator) -> None:
        """Press the first of these that is seen."""
        found = self.page.locator(f"{what}:visible") if isinstance(what, str) else what
        found.first.click()
        self._settle()
        self.presses += 1

    def menu(self, url: str) -> None:
        """Press an entry of the side menu."""
        self.press(f"#menu a[href='{url}']")

    def pull(self, first: Locator, last: Locator) -> None:
        """Pull the mouse from the middle of one to that of the other."""
        first.hover()
        self.page.mouse.down()
        last.hover()
        self.page.mouse.up()
        self._settle()
        self.presses += 2

    def _settle(self) -> None:
        self.page.wait_for_load_state()
        self.page.wait_for_timeout(SETTLED)


def conversations(hand: Hand, _desk: str) -> None:
    """Three are answered and closed; the next one that waits opens by itself."""
    hand.menu("/desk/conversations/")
    hand.press("main a[href*='/desk/conversations/'][href*='#']")
    for _each in range(3):
        hand.page.locator("#id_text").fill(ANSWER)
        hand.press("button:has-text('Répondre et terminer')")


def paper(hand: Hand, _desk: str) -> None:
    """A paper that was asked for has come, is looked at and judged."""
    hand.menu("/desk/")
    hand.press("main a:has-text('Pièces manquantes revenues')")
    hand.press("button[data-verdict=yes]")


def refusals(hand: Hand, desk: str) -> None:
    """Six files that their readers refuse are refused, with one reason."""
    hand.menu(f"{desk}/choosing/")
    hand.press("a[href*='which=refused']")
    cells = hand.page.locator("#files tbody tr > :first-child")
    hand.pull(cells.nth(0), cells.nth(REFUSALS - 1))
    hand.press("aside input[name=reasons]")
    hand.press(".bar button[value=decline]")


def publication(hand: Hand, _desk: str) -> None:
    """What is prepared is looked at, and told."""
    hand.press("[data-prepared] a")
    hand.press("main button:has-text('Publier')")


def pairs(hand: Hand, desk: str) -> None:
    """Two pairs of files that look alike are of two people each."""
    hand.menu(f"{desk}/applications/")
    hand.menu(f"{desk}/doubles/")
    for _each in range(2):
        hand.press("button:has-text('deux personnes')")


def export(hand: Hand, desk: str) -> None:
    """A sheet of those who confirmed is made."""
    hand.menu(f"{desk}/applications/")
    hand.press("a[href*='state=confirmed']")
    hand.press("button[value=export]")


def files(hand: Hand, desk: str) -> None:
    """Three that were received are read, one after the other."""
    hand.menu(f"{desk}/applications/")
    hand.press("a[href*='state=submitted']")
    hand.press("tbody th a")
    for _each in range(2):
        hand.press("a[data-key=j]")


def keying(hand: Hand, desk: str) -> None:
    """Two people at the counter; each is recorded by one press, which opens an empty form."""
    hand.menu(f"{desk}/new/")
    hand.presses += 2


THINGS: tuple[tuple[str, Callable[[Hand, str], None]], ...] = (
    ("3 conversations answered and closed", conversations),
    ("1 paper that came back judged", paper),
    ("6 files refused with one reason", refusals),
    ("the prepared decisions published", publication),
    ("2 pairs of files told apart", pairs),
    ("1 sheet of those who confirmed", export),
    ("3 files read one after another", files),
    ("2 people keyed in", keying),
)


def walk(page: Page, site: str) -> None:
    """Do all of it, and say what each thing took, and all together."""
    page.goto(f"{site}/demo/")
    page.locator("form[action$='/manager/'] button").first.click()
    hand, desk, before = Hand(page), "/desk/fes-meknes", 0
    for name, thing in THINGS:
        thing(hand, desk)
        sys.stdout.write(f"{name:40} {hand.presses - before:3}\n")
        before = hand.presses
    sys.stdout.write(f"{'all':40} {hand.presses:3}\n")


def main(site: str) -> None:
    """Walk the morning on the demonstration at `site`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": "django_language", "value": "fr", "url": site}])
        walk(context.new_page(), site.rstrip("/"))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
