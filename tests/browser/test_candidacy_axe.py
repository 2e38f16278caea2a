"""Every page of the candidacy, read by axe: WCAG 2.2 AA, in Arabic and French, phone and desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from applications.actions import begin, keep, submit
from programs.models import Stop
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.reading import WCAG, violations
from tests.cast import Cast

ANSWERS = {
    "kind": "project", "name": "فاطمة", "phone": "+212699112233", "whatsapp": True,
    "language": "ar", "province": "MA-FES", "sector": "trade", "activity": "بيع", "stage": "idea",
    "needs": ["funding"], "connection": "weak", "video": False,
}  # fmt: skip

CUT_OFF = """() => [...document.querySelectorAll(".table-scroll :is(button, input, select)")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each, each, each.closest(".table-scroll")])
  .map(([each, ...both]) => [each, ...both.map((element) => element.getBoundingClientRect())])
  .filter(([, box, around]) => box.left < around.left - 1 || box.right > around.right + 1)
  .map(([each]) => each.outerHTML.slice(0, 90))"""


def addresses(stop: Stop) -> Iterator[str]:
    """Every page: of the form, of a draft, of a sent application, of a stop that is closed."""
    draft = keep(begin(stop=stop, language="ar"), answers={"name": "أمينة"})
    sent = submit(keep(begin(stop=stop, language="ar"), answers=ANSWERS), consents=["processing"])
    yield from ("/fes/apply/", "/fes/apply/offline/", "/souss/apply/")
    for page in (
        "",
        "who/",
        "reach/",
        "where/",
        "activity/",
        "stage/",
        "needs/",
        "send/",
        "same-phone/",
    ):
        yield f"/my/{draft.token}/{page}"
    for page in ("", "receipt/", "where/", "withdrawal/"):
        yield f"/my/{sent.token}/{page}"


def faults(page: Page, *, again: bool = False) -> list[str]:
    """What axe finds, whether the page is too wide, and what of a table is out of reach."""
    breaches = violations(page, [*WCAG, "best-practice"], again=again)
    wide = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return [
        *breaches,
        *["too wide"] * wide,
        *(f"beyond the edge: {each}" for each in page.evaluate(CUT_OFF)),
    ]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_axe_finds_nothing_on_any_page(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object]
) -> None:
    Stop.objects.filter(pk=live_cast.elsewhere.pk).update(state="closed")
    page = opened(language, **size).new_page()
    wrong: dict[str, list[str]] = {}
    for url in addresses(live_cast.stop):
        page.goto(url)
        wrong[url] = faults(page)
    page.goto("/fes/apply/")
    page.locator("form button.button").first.click()
    page.locator(".errors").wait_for()
    wrong["refused"] = faults(page)
    assert {url: list_of for url, list_of in wrong.items() if list_of} == {}
