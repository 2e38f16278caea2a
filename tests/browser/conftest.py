"""A phone and a desk computer to look at pages with: Debian's Chromium, driven by Playwright."""

import os
import shutil
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.cast import Cast, gather

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
BUSY = (
    "SELECT 1 FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' LIMIT 1"
)
# no page reaches the network
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
Open = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright's own loop runs in this thread; the database is not in it
    )
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", ALONE])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, live_server: object) -> Iterator[Open]:
    """Opens a browser of somebody, in a language, of a size."""
    contexts: list[BrowserContext] = []

    def open_one(language: str = "ar", **size: object) -> BrowserContext:
        context = chromium.new_context(base_url=str(live_server), **(size or PHONE))  # type: ignore[arg-type]
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
