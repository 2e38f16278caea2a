"""A phone and a desk computer to look at pages with: Debian's Chromium, driven by Playwright."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, BrowserType, expect, sync_playwright

from tests.cast import Cast, gather

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
PATIENCE = 20_000  # milliseconds, on a machine that is busy; a page that is right waits for none
DESK = {"viewport": {"width": 1280, "height": 900}}
BUSY = (
    "SELECT 1 FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' LIMIT 1"
)
# no page reaches the network
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
WALKERS = ("chromium", "google-chrome")
READERS = ("chromium-headless-shell", *WALKERS)
READ_BY_AXE = re.compile(r"axe|every_page")  # files of tests that look and do not walk
Open = Callable[..., BrowserContext]


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
    """The browser as people have it: one for all tests of a worker."""
    yield from started(chromium, WALKERS)


@pytest.fixture(scope="session")
def reader(chromium: BrowserType) -> Iterator[Browser]:
    """The same engine without a window, where it is installed: it reads pages faster."""
    yield from started(chromium, READERS)


def started(chromium: BrowserType, names: tuple[str, ...]) -> Iterator[Browser]:
    """Start the first of these browsers that is installed."""
    path = next(filter(None, map(shutil.which, names)), None)
    browser = chromium.launch(executable_path=path, args=["--no-sandbox", ALONE])
    yield browser
    browser.close()


@pytest.fixture
def opened(request: pytest.FixtureRequest, live_server: object) -> Iterator[Open]:
    """Opens a browser of somebody, in a language, of a size."""
    contexts: list[BrowserContext] = []
    reads = READ_BY_AXE.search(request.path.name)
    browser: Browser = request.getfixturevalue("reader" if reads else "walker")

    def open_one(language: str = "ar", **size: object) -> BrowserContext:
        context = browser.new_context(**{"base_url": str(live_server), **(size or PHONE)})  # type: ignore[arg-type]
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": str(live_server)}]
        )
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    wait_for_the_server()


def wait_for_the_server() -> None:
    """Wait until the server has answered what a closed page still asked for.

    Together with the emptying of the tables it would deadlock.
    """
    calm = 0
    for _moment in range(100):
        with connection.cursor() as cursor:
            cursor.execute(BUSY)
            calm = 0 if cursor.fetchone() else calm + 1
        if calm > 1:
            return
        time.sleep(0.05)


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:  # noqa: ARG001  pytest's way to ask for a fixture
    """The cast, where a real server sees them."""
    return gather()
