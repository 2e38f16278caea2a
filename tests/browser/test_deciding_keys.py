"""A laptop's screen holds twelve files; keys decide them, read them and tell a family apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from selection.models import Decision, Distinct, Merge, Target
from tests.browser.conftest import go_by, until
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter
from tests.selection.crowd import applicant
from tests.selection.judging import criteria, empty, file, rules

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

LAPTOP = {"viewport": {"width": 1280, "height": 800}}
WHOLE = """(rows) => rows.filter((row) => {
  const box = row.getBoundingClientRect();
  const inside = (y) => row.contains(document.elementFromPoint(box.left + box.width / 2, y));
  return inside(box.top + 3) && inside(box.bottom - 3);
}).length"""


def outcomes() -> list[tuple[str, str]]:
    """What is prepared, by file."""
    rows = Decision.objects.order_by("application__reference")
    return [(str(ref), out) for ref, out in rows.values_list("application__reference", "outcome")]


def at(cast: Cast, opened: Open, server: object, path: str, **size: object) -> Page:
    """The page before a manager, in French."""
    context = opened("fr", **(size or LAPTOP))
    enter(context, cast, "RS1", str(server))
    page = context.new_page()
    page.goto(path)
    return page


def many_files(cast: Cast, count: int) -> None:
    """So many files that were read, of a stop that wants two shares."""
    criteria(cast.stop)
    empty(cast.stop)
    for number in range(count):
        file(cast.stop, 10 + number, form=96 - 4 * number)  # each weak somewhere
    selection = rules(cast.stop)
    for dimension, value in (("gender", "woman"), ("area", "rural")):
        Target.objects.create(selection=selection, dimension=dimension, value=value, share=30)


def test_twelve_files_stand_whole_on_a_screen_under_the_gauges(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    many_files(live_cast, 24)
    Decision.objects.create(
        application=live_cast.stop.applications.order_by("pk")[0],
        outcome="accept",
        by=live_cast["RS1"],
    )
    page = at(live_cast, opened, live_server, "/desk/fes/choosing/")
    rows = page.locator("#files tbody tr")
    at_once = rows.evaluate_all(WHOLE)
    page.mouse.wheel(0, 300)
    until(page, lambda: page.evaluate("scrollY") > 0)
    expect(page.locator("#gauges")).to_be_in_viewport()
    expect(page.locator("[data-prepared]")).to_be_in_viewport()
    assert (at_once >= 10, rows.evaluate_all(WHOLE) >= 12, faults(page)) == (True, True, [])


def test_what_was_pressed_can_be_read_under_the_mouse_that_pressed_it(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    many_files(live_cast, 1)
    page = at(live_cast, opened, live_server, "/desk/fes/choosing/")
    press = page.locator("#files tbody button").first
    press.click()
    expect(press).to_have_attribute("aria-pressed", "true")
    press.hover()
    under = press.evaluate("(button) => getComputedStyle(button).backgroundColor")
    page.mouse.move(0, 0)
    assert press.evaluate("(button) => getComputedStyle(button).backgroundColor") == under


def test_keys_decide_row_after_row_and_r_opens_the_reasons(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    many_files(live_cast, 4)
    page = at(live_cast, opened, live_server, "/desk/fes/choosing/")
    page.keyboard.press("j")
    expect(page.locator("#FM-0010")).to_be_focused()
    for key, reference in (("a", "FM-0010"), ("w", "FM-0011"), ("d", "FM-0012")):
        page.keyboard.press(key)
        expect(page.locator(f"#{reference} [aria-pressed]")).to_have_count(1)
    assert outcomes() == [("FM-0010", "accept"), ("FM-0011", "wait"), ("FM-0012", "decline")]
    page.keyboard.press("r")
    expect(page.locator("#look input[name=reasons]").first).to_be_focused()
    page.locator("#look-note").fill("awd")
    assert len(outcomes()) == 3


def test_ticked_files_are_decided_in_one_act(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    many_files(live_cast, 4)
    page = at(live_cast, opened, live_server, "/desk/fes/choosing/")
    expect(page.locator("[data-together]")).to_be_hidden()
    for reference in ("FM-0010", "FM-0011"):
        page.keyboard.press("j")
        expect(page.locator(f"#{reference}")).to_be_focused()
        page.keyboard.press("x")
        expect(page.locator(f"#{reference} [type=checkbox]")).to_be_checked()
    page.locator("[data-together] button[value=decline]").click()
    expect(page.locator("tbody [aria-pressed]")).to_have_count(2)
    assert outcomes() == [("FM-0010", "decline"), ("FM-0011", "decline")]


def test_without_a_script_rows_panel_and_ticks_decide(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    many_files(live_cast, 3)
    page = at(
        live_cast, opened, live_server, "/desk/fes/choosing/", **LAPTOP, java_script_enabled=False
    )
    go_by(page.locator("#FM-0010 button[value^=accept]"))
    go_by(page.locator("#FM-0011 th a"))
    go_by(page.locator("#look button[value=wait]"))
    page.locator("#FM-0012 input[type=checkbox]").check()
    go_by(page.locator("[data-together] button[value=decline]"))
    assert outcomes() == [("FM-0010", "accept"), ("FM-0011", "wait"), ("FM-0012", "decline")]


def test_a_long_address_of_a_pair_stays_in_its_column(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    empty(live_cast.stop)
    for number in (1, 2):
        email = f"{'halima.' * 5}{number}@example.org"
        applicant(
            live_cast.stop, 10 + number, name=f"H{number}", phone="+212699030001", email=email
        )
    page = at(live_cast, opened, live_server, "/desk/fes/doubles/")
    cells = page.locator(".alike td:nth-child(4)")
    over = cells.evaluate_all("(all) => all.map((each) => each.scrollWidth > each.clientWidth)")
    assert over == [False, False]


def test_three_pairs_stand_on_a_screen_and_keys_tell_them_apart(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    empty(live_cast.stop)
    for number in range(8):
        name, phone = f"Salma{number}", f"+2126990300{number // 2:02}"
        applicant(live_cast.stop, 10 + number, name=name, phone=phone)
    page = at(live_cast, opened, live_server, "/desk/fes/doubles/")
    whole = page.locator(".alike").evaluate_all(WHOLE)
    wrong = faults(page)
    pair = page.locator(".alike")
    page.keyboard.press("j")
    expect(pair.nth(0)).to_be_focused()
    page.keyboard.press("l")
    expect(pair.nth(1)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("d")
    expect(pair).to_have_count(3)
    pairs = list(Distinct.objects.values_list("first__reference", "second__reference"))
    assert (whole >= 3, wrong, pairs) == (True, [], [("FM-0014", "FM-0015")])
    page.keyboard.press("j")
    expect(pair.nth(2)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("s")
    expect(pair).to_have_count(2)
    assert list(Merge.objects.values_list("kept__reference", "merged__reference")) == [
        ("FM-0010", "FM-0011")
    ]
