"""A page read by axe: its script is brought once a page, and only what is wrong is carried back."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe.min.js").read_text()  # brought by design/build.mjs
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LEAN = {"resultTypes": ["violations"], "selectors": False}
OF_SIZE = [
    "color-contrast",
    "target-size",
    "scrollable-region-focusable",
]  # what may change with the width alone
READ = """async ([rules, ofSize, again]) => {
  const seen = [...document.querySelectorAll("*")].map((each) => Number(each.checkVisibility()))
  const shown = seen.join("")
  const few = again && window.readBefore === shown
  window.readBefore = shown
  const enabled = ({ ruleId }) =>
    ofSize.includes(ruleId) && rules.rules[ruleId]?.enabled !== false
  const values = axe.getRules(rules.runOnly.values).filter(enabled).map((each) => each.ruleId)
  const fewer = { ...rules, runOnly: { type: "rule", values } }
  const { violations } = await axe.run(few ? fewer : rules)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)
  )
}"""


def violations(
    page: Page, tags: list[str], rules: Mapping[str, object] | None = None, *, again: bool
) -> list[str]:
    """What axe finds.

    `again`: the same page at another width; if it shows the same elements, only what may be new.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    options = {**LEAN, "runOnly": {"type": "tag", "values": tags}, "rules": rules or {}}
    breaches: list[str] = page.evaluate(READ, [options, OF_SIZE, again])
    return breaches
