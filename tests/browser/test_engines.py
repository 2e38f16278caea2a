"""The form on a Chromium of 2021, on Firefox, on WebKit: `make engines` brings and runs them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType

from applications.models import Application
from messaging.models import Message
from tests.browser.conftest import ALONE, wait_for_the_server
from tests.browser.engines import ByPlaywright, Firefox, Hands, WebKit, until
from tests.browser.line import Line
from tests.browser.test_candidacy_axe import addresses
from tests.cast import Cast

OF_2021 = Path(__file__).parents[2] / "var" / "engines" / "chromium"
NAMES = ("chromium 92", "firefox", "webkit")
NEXT = "form .actions button.button:not([data-kind])"
STATE = "document.querySelector('[data-candidacy-state]').dataset.candidacyState"
NAKED = """[
  ...(document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? ["too wide"] : []),
  ...[...document.querySelectorAll("legend, label, h1, .button")]
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1))
    .map(([each]) => `beyond the edge: ${each.outerHTML.slice(0, 60)}`),
  ...[...document.querySelectorAll(".button:not([data-kind])")]
    .filter((each) => getComputedStyle(each).backgroundColor === "rgba(0, 0, 0, 0)")
    .map((each) => `naked: ${each.outerHTML.slice(0, 60)}`),
]"""

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module", params=NAMES)
def hands(request: pytest.FixtureRequest, chromium: BrowserType) -> Iterator[Hands]:
    """Somebody before a browser of each engine."""
    if request.param == "firefox":
        hands: Hands = Firefox()
    elif request.param == "webkit":
        hands = WebKit()
    else:
        told = ["--no-sandbox", "--disable-gpu", ALONE]
        browser = chromium.launch(executable_path=OF_2021, args=told)
        assert browser.version.startswith("92.")
        hands = ByPlaywright(browser)
    yield hands
    hands.close()


@pytest.fixture
def line(live_server: object, live_cast: Cast) -> Iterator[Line]:  # noqa: ARG001  who stand there
    """A line to the server."""
    with Line(str(live_server)) as line:
        yield line
    wait_for_the_server()


def choose(hands: Hands, name: str, value: str) -> None:
    hands.press(f"[name={name}][value={value}]")


def begin(hands: Hands, line: Line) -> None:
    hands.go(f"{line.address}/fes/")
    hands.run("document.cookie = 'django_language=ar;path=/'")
    hands.run("localStorage.clear()")
    hands.go(f"{line.address}/fes/apply/")
    choose(hands, "kind", "project")
    hands.write("[name=name]", "فاطمة الزهراء العلوي")
    hands.press(NEXT)
    hands.write("[name=phone]", "0699112233")
    choose(hands, "whatsapp", "yes")
    choose(hands, "language", "ar")
    hands.press(NEXT)
    kept = "JSON.parse(localStorage['candidacy:fes'] || '{}').ready"
    until(lambda: hands.run(kept), "the page for later is not kept")


def answer_the_rest(hands: Hands) -> None:
    province = "document.querySelector('[data-hand]')"
    hands.press("[name=province]")
    hands.run(
        f"({province}.value = 'MA-FES',"
        f" {province}.dispatchEvent(new Event('change', {{bubbles: true}})))"
    )
    hands.press(NEXT)
    choose(hands, "sector", "trade")
    hands.write("[name=activity]", "بيع الملابس")
    hands.press(NEXT)
    choose(hands, "stage", "idea")
    hands.press(NEXT)
    for name, value in (("needs", "funding"), ("connection", "weak"), ("video", "no")):
        choose(hands, name, value)
    hands.press(NEXT)
    hands.press("[name=consent_processing]")


def test_every_page_of_the_form_is_whole(hands: Hands, line: Line, live_cast: Cast) -> None:
    wrong = []
    for address in ("/", "/fes/", *addresses(live_cast.stop)):
        hands.go(f"{line.address}{address}")
        wrong += [f"{address}: {each}" for each in hands.run(NAKED)]
    assert wrong == []


def test_the_form_arrives(hands: Hands, line: Line) -> None:
    begin(hands, line)
    answer_the_rest(hands)
    hands.press(NEXT)
    until(lambda: hands.run("location.pathname").endswith("/receipt/"), "no receipt is shown")
    assert Application.objects.latest("pk").reference == "FM-0003"


def test_the_form_arrives_once_after_its_line_was_cut(hands: Hands, line: Line) -> None:
    begin(hands, line)
    line.become("cut")
    answer_the_rest(hands)
    hands.press(NEXT)
    until(lambda: hands.run(STATE) == "waiting", "nothing says that it waits")
    line.become("whole")
    until(lambda: hands.run("location.pathname").endswith("/receipt/"), "no receipt is shown")
    assert Application.objects.latest("pk").reference == "FM-0003"
    assert Message.objects.filter(key__startswith="receipt:").count() == 1
