"""A page read by axe: its script is brought once a page, and only what is wrong is carried back.

Whether a text stands out from its ground is most of the work, and the same wherever the text and
all that it stands in look the same: such a text is measured once in a direction and at a width.
"""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe.min.js").read_text()  # brought by design/build.mjs
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A frame that has no axe is waited for half a second, and not read in the end.
LEAN = {"resultTypes": ["violations"], "selectors": False, "iframes": False}
OF_SIZE = [
    "color-contrast",
    "target-size",
    "scrollable-region-focusable",
]  # what may change with the width alone
# `readOnce` has axe pass over texts that look as those that were found right; it gives their looks.
READ_ONCE = """() => {
  let [looks, right, found] = [new Map(), new Set(), []]
  const mixed = (words) => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57]
    for (let place = 0; place < words.length; place++) {
      one = Math.imul(one ^ words.charCodeAt(place), 2654435761)
      two = Math.imul(two ^ words.charCodeAt(place), 1597334677)
    }
    return `${(one >>> 0).toString(36)}-${(two >>> 0).toString(36)}`
  }
  const own = (each) => {
    const style = getComputedStyle(each)
    return [
      each.localName, each.matches(":disabled, [aria-disabled=true], [inert]"),
      each.control?.disabled, style.color, style.backgroundColor, style.backgroundImage,
      style.fontSize, style.fontWeight, style.opacity, style.filter, style.mixBlendMode,
      style.textShadow, style.position, style.zIndex, style.visibility, style.overflow,
    ].join()
  }
  const look = (each) => {
    if (!looks.has(each)) looks.set(each, mixed(look(each.parentElement) + own(each)))
    return looks.get(each)
  }
  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast")
  const { matches } = rule
  rule.matches = (each, ...more) => !right.has(look(each)) && matches.call(rule, each, ...more)
  const check = axe._audit.checks["color-contrast"]
  const { evaluate } = check
  check.evaluate = function (each, ...more) {
    if (right.has(look(each))) return true
    const answer = evaluate.call(this, each, ...more)
    if (answer === true) {
      right.add(look(each))
      found.push(look(each))
    }
    return answer
  }
  window.readOnce = async (known, read) => {
    looks = new Map([[null, `${document.dir} ${innerWidth}`]])
    ;[right, found] = [new Set(known.split(" ")), []]
    return [await read(), found]
  }
}"""
READ = """async ([rules, ofSize, again, known]) => {
  scrollTo({ top: 0, behavior: "instant" }) // what a bar half covers is no fault
  const seen = [...document.querySelectorAll("*")].map((each) => Number(each.checkVisibility()))
  const shown = seen.join("")
  const few = again && window.readBefore === shown
  window.readBefore = shown
  const enabled = ({ ruleId }) =>
    ofSize.includes(ruleId) && rules.rules[ruleId]?.enabled !== false
  const values = axe.getRules(rules.runOnly.values).filter(enabled).map((each) => each.ruleId)
  const fewer = { ...rules, runOnly: { type: "rule", values } }
  const [{ violations }, right] = await readOnce(known, () => axe.run(few ? fewer : rules))
  const wrong = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)
  )
  return [wrong, right]
}"""
_right: set[str] = set()  # how texts look that stand out from their ground


def violations(
    page: Page, tags: list[str], rules: Mapping[str, object] | None = None, *, again: bool
) -> list[str]:
    """What axe finds.

    `again`: the same page at another width; if it shows the same elements, only what may be new.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
        page.evaluate(READ_ONCE)
    options = {**LEAN, "runOnly": {"type": "tag", "values": tags}, "rules": rules or {}}
    breaches, right = page.evaluate(READ, [options, OF_SIZE, again, " ".join(_right)])
    _right.update(right)
    return list(breaches)
