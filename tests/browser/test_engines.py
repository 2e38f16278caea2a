"""The form on engines of phones that are updated no more. `make engines` brings them and runs this."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Page, expect

from applications.models import Application
from tests.browser.conftest import ALONE, PHONE, Open
from tests.browser.test_candidacy import answer_the_rest, answer_two_pages
from tests.browser.test_candidacy_axe import addresses
from tests.cast import Cast

OF_2021 = Path(__file__).parents[2] / "var" / "engines" / "chromium"
SCREENS = os.environ.get("SCREENS", "")

pytestmark = pytest.mark.engines


@pytest.fixture(scope="session")
def walker(chromium: BrowserType) -> Iterator[Browser]:
    """Chromium 92, of July 2021."""
    browser = chromium.launch(
        executable_path=OF_2021, args=["--no-sandbox", "--disable-gpu", ALONE]
    )
    assert browser.version.startswith("92.")
    yield browser
    browser.close()


def complaints(page: Page) -> list[str]:
    """What breaks on `page` from now on."""
    lines: list[str] = []
    page.on("pageerror", lambda error: lines.append(str(error)))

    def hear(line: ConsoleMessage) -> None:
        if line.type == "error" and "ERR_INTERNET_DISCONNECTED" not in line.text:
            lines.append(line.text)

    page.on("console", hear)
    return lines


def faults_of_looks(page: Page) -> list[str]:
    """What is naked, or stands beyond the edge of the phone."""
    if SCREENS:
        name = page.url.split("/", 3)[3].strip("/").replace("/", "-") or "home"
        page.screenshot(path=Path(SCREENS) / f"92-{name}.png", full_page=True)
    found: list[str] = page.evaluate(
        """() => [
          ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : []),
          ...[...document.querySelectorAll("legend, label, h1, .button, .choices label")]
            .map((each) => [each, each.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1))
            .map(([each]) => `beyond the edge: ${each.outerHTML.slice(0, 60)}`),
          ...[...document.querySelectorAll(".button:not([data-kind])")]
            .filter((each) => getComputedStyle(each).backgroundColor === "rgba(0, 0, 0, 0)")
            .map((each) => `naked: ${each.outerHTML.slice(0, 60)}`),
        ]"""
    )
    return [f"{page.url}: {each}" for each in found]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_of_the_form_is_whole(live_cast: Cast, opened: Open, language: str) -> None:
    page = opened(language).new_page()
    errors = complaints(page)
    wrong: list[str] = []
    for address in ("/", "/fes/", *addresses(live_cast.stop)):
        page.goto(address)
        wrong += faults_of_looks(page)
    assert [*wrong, *errors] == []


@pytest.mark.usefixtures("live_cast")
@pytest.mark.parametrize("network", ["there", "gone"])
def test_the_form_arrives(opened: Open, network: str) -> None:
    phone = opened("ar")
    page = phone.new_page()
    errors = complaints(page)
    answer_two_pages(page)
    phone.set_offline(network == "gone")
    answer_the_rest(page)
    page.locator("[name=consent_processing]").check()
    page.get_by_role("button", name="إرسال طلبي").click()
    if network == "gone":
        expect(page.locator("[data-candidacy-state]")).to_contain_text("في انتظار الشبكة")
        phone.set_offline(False)
    expect(page.locator(".reference")).to_contain_text("FM-0003", timeout=30_000)
    assert Application.objects.latest("pk").reference == "FM-0003"
    assert errors == []
