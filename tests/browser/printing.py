"""What is wrong with a page of the staff as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ON_PAPER = """() => {
  const seen = (each) => each.checkVisibility() && each.getClientRects().length;
  const light = (colour) => {
    const [red, green, blue, alpha] = colour.match(/[\\d.]+/g).map(Number);
    return alpha === 0 ? 0 : (.2126 * red + .7152 * green + .0722 * blue) / 255;
  };
  const words = (each) => [...each.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const start = (each) => each.outerHTML.replace(/\\s+/g, " ").slice(0, 90);
  const all = [...document.body.querySelectorAll("*")].filter(seen);
  const controls = all.filter((each) => each.matches("button, input, select, textarea, nav"));
  const pale = all.filter((each) => words(each) && light(getComputedStyle(each).color) > .4);
  const style = (each) => getComputedStyle(each).display;
  const repeated = all.filter((each) => style(each) === "table-footer-group");
  const lists = all.filter((each) => each.matches(".statistic, .statistic dl"));
  const torn = lists.filter((each) => style(each) === "grid");
  const code = document.querySelector(".shell-paper img");
  const to = code && seen(code) && new URL(code.src).searchParams.get("of");
  return [
    ...controls.map((each) => `control ${start(each)}`),
    ...pale.map((each) => `pale ${start(each)}`),
    ...repeated.map((each) => `on each page ${start(each)}`),
    ...torn.map((each) => `torn where a page ends ${start(each)}`),
    ...(to === location.pathname + location.search ? [] : [`code of ${to}`]),
  ];
}"""


def wrong_on_paper(page: Page) -> list[str]:
    """Controls, pale letters, torn lists, a code of another page: of who prints from a dark screen.

    A page outside the shell of the staff is not looked at.
    """
    if not page.locator("body.shelled").count():
        return []
    page.emulate_media(media="print", color_scheme="dark")
    found: list[str] = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen", color_scheme="light")
    return [f"printed: {each}" for each in found]
