"""A phone and a desk computer to look at pages with: Debian's Chromium, driven by Playwright."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from threading import enumerate as enumerate_threads
from typing import Any
from unittest.mock import patch

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from tests.browser import line_kept
from tests.cast import Cast, gather

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
PATIENCE = 60_000  # milliseconds, on a machine that is busy; a page that is right waits for none
LAG = int(os.environ.get("LAG", "0"))  # milliseconds by which the server answers later
DESK = {"viewport": {"width": 1280, "height": 900}}
ANSWERS = "process_request_thread"  # how the threads of the server are called
# no page reaches the network
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# The same engine without a window, where it is installed, does a walk with half the work.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
Open = Callable[..., BrowserContext]


def go_by(locator: Locator) -> None:
    """Press it, and wait until the page that it leads to is there."""
    with locator.page.expect_navigation():
        locator.click()


def until(page: Page, happened: Callable[[], object]) -> None:
    """Wait for what no element of a page shows: rows of the database, what a phone keeps."""
    for _moment in range(PATIENCE // 50):
        if happened():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it has not happened")


def in_halves(answer: HttpResponse) -> Iterator[bytes]:
    """The first half of a page is there, and nobody may take it for the whole."""
    try:
        for piece in answer:
            yield piece[: len(piece) // 2]
            time.sleep(LAG / 1000)
            yield piece[len(piece) // 2 :]
    finally:
        answer.close()


@pytest.fixture(scope="session", autouse=True)
def slow_server() -> Iterator[None]:
    """With LAG=500 pages and files come half a second later: whoever does not wait, fails."""
    answer = WSGIHandler.__call__

    def late(*asked: Any) -> Any:
        time.sleep(LAG / 1000)
        answered = answer(*asked)
        return in_halves(answered) if isinstance(answered, HttpResponse) else answered

    with patch.object(WSGIHandler, "__call__", late if LAG else answer):
        yield


@pytest.fixture(scope="session", autouse=True)
def lines_kept(django_db_setup: None) -> Iterator[None]:  # noqa: ARG001  its database goes later
    """A thread of the server goes on with the line to the database that another one left."""
    with line_kept.handed_on():
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """What starts browsers."""
    # Playwright's own loop runs in this thread; the database is not in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def walker(chromium: BrowserType) -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    yield from started(chromium)


@pytest.fixture(scope="session")
def speaker(chromium: BrowserType) -> Iterator[Browser]:
    """A browser whose microphone hears a tone."""
    yield from started(chromium, *FAKE)


def started(chromium: BrowserType, *more: str) -> Iterator[Browser]:
    """Start the first of the browsers that is installed."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    browser = chromium.launch(executable_path=path, args=["--no-sandbox", ALONE, *more])
    yield browser
    browser.close()


@pytest.fixture
def opened(walker: Browser, live_server: object) -> Iterator[Open]:
    """Opens a browser of somebody, in a language, of a size."""
    contexts: list[BrowserContext] = []

    def open_one(language: str = "ar", **size: object) -> BrowserContext:
        context = walker.new_context(**{"base_url": str(live_server), **(size or PHONE)})  # type: ignore[arg-type]
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": str(live_server)}]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    wait_for_the_server()


@pytest.fixture
def talking(speaker: Browser, live_server: object) -> Iterator[Browser]:  # noqa: ARG001  its people go first
    """What hears a tone; after a test nobody is left in a room, even where it failed."""
    yield speaker
    for context in speaker.contexts:
        context.close()
    wait_for_the_server()


def wait_for_the_server() -> None:
    """Wait until the server has answered what a closed page still asked for.

    Together with the emptying of the tables it would deadlock, or write into the next test's.
    """
    calm, end = 0, time.monotonic() + PATIENCE / 1000
    while calm < 2 and time.monotonic() < end:  # what was sent last may not have been taken yet
        time.sleep(0.02)
        calm = 0 if any(ANSWERS in each.name for each in enumerate_threads()) else calm + 1


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:  # noqa: ARG001  pytest's way to ask for a fixture
    """The cast, where a real server sees them."""
    return gather()
