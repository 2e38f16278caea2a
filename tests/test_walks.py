"""A test of a browser waits for what a press leads to before it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walks import Walks

BROWSER = Path(__file__).parent / "browser"
OTHER_HANDS = {  # module: why
    "test_engines": "what presses and writes there waits by itself for what is seen",
}
HELPERS = '''
def write(page, text):
    """Write, and go on."""
    page.fill("input", text)
    page.locator("button").click()

def waited(page):
    with page.expect_navigation():
        page.locator("button").click()

def patient(page):
    expect(page.locator("h1")).to_have_text("Done")

def hasty(page):
    return page.locator("h1").inner_text()
'''


def found(*steps: str) -> list[str]:
    """What stands at a wrong place among these steps of a test."""
    body = "\n".join(f"    {line}" for step in steps for line in step.split("\n"))
    source = f"{HELPERS}\ndef test_it(page):\n{body}\n"
    return [each.partition(" ")[2] for each in Walks({"test_it": source}).hasty()]


@pytest.mark.parametrize(
    "after",
    [
        "chosen = page.locator('tr').count()",
        "assert Message.objects.count() == 4",
        "page.wait_for_load_state()",
        "page.goto('/elsewhere/')",
        "hasty(page)",
        "at = page.url",
        "for row in page.locator('tr').all():",
        "if page.url.endswith('/twice/'):",
    ],
)
@pytest.mark.parametrize(
    "press",
    [
        "page.locator('button').click()",
        "page.locator('button').first.tap()",
        "page.keyboard.press('Enter')",
        "write(page, 'words')",
        "for key in keys:\n    page.locator(key).click()",
        "page.locator('button').click()\nrows = page.locator('tr')\npage.once('dialog', answer)",
    ],
)
def test_what_reads_right_after_a_press_is_found(press: str, after: str) -> None:
    assert found(press, f"{after}\n    pass" if after.endswith(":") else after) == [after]


@pytest.mark.parametrize(
    "after",
    [
        "expect(page.locator('tr')).to_have_count(4)",
        "page.locator('.reference').wait_for()",
        "page.wait_for_url('**/receipt/')",
        "until(page, lambda: Message.objects.count() == 4)",
        "page.fill('input', 'words')",
        "patient(page)",
        "with page.expect_download() as kept:\n    page.locator('a').click()",
    ],
)
def test_what_waits_or_acts_after_a_press_is_right(after: str) -> None:
    assert found("page.locator('button').click()", after, "hasty(page)") == []


@pytest.mark.parametrize("press", ["waited(page)", "page.keyboard.press('Tab')"])
def test_after_a_press_that_was_waited_for_or_leads_nowhere_one_may_read(press: str) -> None:
    assert found(press, "hasty(page)") == []


def test_in_a_loop_the_first_step_follows_the_last() -> None:
    loop = "for name in names:\n    hasty(page)\n    page.locator(name).click()"
    assert found(loop) == ["hasty(page)"]


def test_nothing_is_read_of_a_page_that_may_still_be_the_old_one() -> None:
    files = {path.stem: path.read_text() for path in BROWSER.glob("*.py")}
    assert OTHER_HANDS.keys() - files.keys() == set()
    hasty = Walks(files).hasty()
    assert [each for each in hasty if each.partition(":")[0] not in OTHER_HANDS] == []
