"""Every other page as its reader opens it: axe, security policy, phone width, targets, weight."""

import gzip
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from needs.diagnosis.actions import give
from people.models import ConsentText, Membership
from reporting import counts
from tests.browser.conftest import DESK, Open
from tests.browser.printing import wrong_on_paper
from tests.browser.reading import WCAG, violations
from tests.browser.test_candidacy_axe import faults
from tests.cast import NOBODY, Cast, message_to
from tests.rows_forms import drafted
from tests.selection.asking import PAGES as QUESTIONS
from tests.selection.asking import answered

SCREENS = os.environ.get("SCREENS", "")  # a folder: keep a picture of every page there
SIZES = {"1280": {"width": 1280, "height": 900}, "360": {"width": 360, "height": 740}}
ADMIN_RULES = {
    "scrollable-region-focusable": {"enabled": False}
}  # browsers let one focus what scrolls, since 2024
LISTS = (
    "applications/application", "messaging/message", "people/user", "people/membership",
    "people/consenttext", "programs/region", "programs/province", "programs/center",
    "programs/sector", "programs/theme", "programs/program", "programs/partner", "programs/stop",
)  # fmt: skip
PUBLIC = (
    "/",
    "/fes/",
    "/fes/privacy/",
    "/fes/figures/",
    "/fes/criteria/",
    "/account/login/",
    "/account/login/code/",
    "/demo/",
    "/nowhere/",
)
OWN = (
    "/my/",
    "/my/messages/",
    "/account/me/",
    "/account/email/",
    "/account/phone/change/",
    "/account/sessions/",
    "/account/logout/",
)
DESK_PAGES = (
    "/desk/", "/desk/fes/new/", "/desk/fes/import/", "/desk/exports/new/", "/desk/figures/",
    "/desk/fes/figures/", "/desk/conversations/", "/desk/conversations/?box=closed",
    "/desk/fes/files/FM-0001/", "/desk/fes/files/FM-0001/diagnosis/start/",
    "/admin/", "/account/2fa/", "/demo/mailbox/", "/desk/fes/reviewing/",
    "/desk/fes/reviewing/files/", "/desk/fes/reviewing/differences/",
    "/desk/fes/choosing/", "/desk/fes/choosing/?which=unread", "/desk/fes/choosing/targets/",
    "/desk/fes/choosing/what-if/", "/desk/fes/reviewing/rules/",
    "/desk/fes/criteria/", "/desk/fes/criteria/new/",
    "/admin/messaging/wording/fes/", "/admin/messaging/wording/fes/receipt/",
    "/desk/fes/triage/", "/desk/fes/triage/FM-0001/", "/desk/fes/triage/FM-0001/asking/",
    "/desk/fes/needs/", "/desk/fes/needs/plan/", "/desk/fes/needs/digital/",
    "/desk/fes/files/FM-0001/needs/digital/", "/desk/fes/doubles/", "/desk/fes/decisions/",
    "/desk/fes/seats/", "/desk/fes/second-looks/", "/desk/search/",
)  # fmt: skip
PARTS = 4
SMALL_TARGETS = """() => [
  ...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary"),
]
  .filter((each) => each.checkVisibility())
  .filter((each) => !each.closest("p, li, dd, td, small, h2, h3, footer, .skip, label"))
  .filter((each) => each.getBoundingClientRect().height < 43.5)
  .map((each) => each.outerHTML.slice(0, 90))"""


def of_rows(cast: Cast) -> list[str]:
    """The page of one row of every kind, and the form that adds one."""
    rows = {
        "applications/application": cast.application.pk,
        "messaging/message": message_to(cast.application).pk,
        "people/user": cast["RV"].pk,
        "people/membership": Membership.objects.get(user=cast["EX1"]).pk,
        "people/consenttext": ConsentText.objects.order_by("pk")[0].pk,
        "programs/stop": cast.stop.pk,
        "programs/center": cast.stop.center.pk,
    }
    added = (
        "people/membership",
        "people/consenttext",
        "programs/stop",
        "programs/partner",
    )
    return [
        *(f"/admin/{kind}/{pk}/change/" for kind, pk in rows.items()),
        *(f"/admin/{kind}/add/" for kind in added),
    ]


def asked(cast: Cast) -> list[str]:
    """The questions about what somebody needs, and the answer to them."""
    answered(cast.neighbour)
    home = f"/my/{cast.application.token}/diagnosis/"
    return [
        home,
        *(f"{home}{code}/" for code in QUESTIONS),
        f"/my/{cast.neighbour.token}/diagnosis/result/",
    ]


def calls(cast: Cast) -> list[str]:
    """Whom an expert calls, the page of a call, and the result and the needs of another."""
    diagnoses = [
        give(application, moment="start", expert=cast["EX1"], by=cast["RV"])
        for application in (cast.application, cast.neighbour)
    ]
    answered(cast.neighbour)
    pages = [f"/account/me/diagnoses/{each.pk}/" for each in diagnoses]
    return ["/account/me/diagnoses/", *pages, f"{pages[1]}needs/", f"{pages[1]}needs/digital/"]


def desk_part(part: int, _cast: Cast) -> list[str]:
    """Some of the pages of the desk: together they take too long for one worker."""
    return [*DESK_PAGES[part::PARTS]]


def built(cast: Cast) -> list[str]:
    """The pages of the form builder, with a question, a page and a new one open."""
    version = drafted(cast.stop)
    page = version.sections.order_by("position")[0]
    home = f"/desk/forms/{version.questionnaire_id}/"
    kind = page.questions.get(code="kind")
    rest = ("", "publication/", "preview/ar/", f"questions/{kind.pk}/", f"pages/{page.pk}/")
    new = ("/desk/forms/", "/desk/forms/new/", f"{home}pages/new/", f"{home}pages/{page.pk}/new/")
    return [*new, *(f"{home}{each}" for each in rest)]


PAGES: dict[str, tuple[str, Callable[[Cast], list[str]]]] = {
    "public": (NOBODY, lambda _cast: [*PUBLIC]),
    "own": ("AP1", lambda _cast: [*OWN]),
    "asked": (NOBODY, asked),
    "calls": ("EX1", calls),
    **{f"desk {part}": ("RS1", partial(desk_part, part)) for part in range(PARTS)},
    "forms": ("RS1", built),
    "lists": ("SU", lambda _cast: [f"/admin/{each}/" for each in LISTS]),
    "rows": ("SU", of_rows),
}


def enter(context: BrowserContext, cast: Cast, code: str, address: str = "") -> None:
    """Sign somebody in: give this browser their session, for our server if for no other."""
    if code != NOBODY:
        session = cast.browser(code).cookies[settings.SESSION_COOKIE_NAME].value
        cookie: Any = {"url": address} if address else {"domain": "localhost", "path": "/"}
        cookie |= {"name": settings.SESSION_COOKIE_NAME, "value": session}
        context.add_cookies([cookie])


def is_ours(line: ConsoleMessage) -> bool:
    """Whether an error is ours.

    The scripts of Django's admin ask for inline styles, which the policy refuses them.
    """
    inside = line.page is not None and "/admin/" in line.page.url and "inline style" in line.text
    return line.type == "error" and "404" not in line.text and not inside


def heard(page: Page, *, again: bool = False) -> list[str]:
    """What axe finds: WCAG 2.2 AA, and good habits too where the markup is not the admin's."""
    if "/admin/" not in page.url:
        return faults(page, again=again)
    return violations(page, WCAG, ADMIN_RULES, again=again)


def dense(page: Page, size: str) -> bool:
    """Whether controls may be of 36 px: on a laptop, within the shell of the desk."""
    return size == "1280" and page.locator("body.shelled").count() > 0


def look(page: Page, address: str, *, public: bool) -> list[str]:
    """What is wrong with a page, at both sizes."""
    page.goto(address)
    wrong: list[str] = []
    for turn, (size, viewport) in enumerate(SIZES.items()):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a width and a height
        wrong += [f"{size}: {fault}" for fault in heard(page, again=turn > 0)]
        wrong += [
            f"{size}: small target {each}"
            for each in (page.evaluate(SMALL_TARGETS) if public and not dense(page, size) else [])
        ]
        if SCREENS:
            name = address.strip("/").replace("/", "-") or "stops"
            page.screenshot(
                path=Path(SCREENS)
                / f"{name}-{page.evaluate('document.documentElement.lang')}-{size}.png"
            )
    return [*wrong, *wrong_on_paper(page)]


def said_by(page: Page) -> list[str]:
    """The errors of ours that the console of `page` shows from now on, each with its URL."""
    lines: list[str] = []
    page.on(
        "console", lambda line: lines.append(f"{page.url} {line.text}") if is_ours(line) else None
    )
    return lines


def test_what_is_wrong_is_found(opened: Open) -> None:
    page = opened("fr").new_page()
    page.set_content(
        "<main><img src='/star.svg'><a href='/'>A door</a><p style='width: 999px'>Wide</p></main>"
    )
    rules = {fault.split(":")[0] for fault in heard(page)}
    assert rules >= {"image-alt", "html-has-lang", "page-has-heading-one"}
    assert page.evaluate(SMALL_TARGETS) == ['<a href="/">A door</a>']


@pytest.mark.parametrize(
    ("hidden", "first", "again"),
    [("none", set(), {"image-alt", "target-size"}), ("inline", {"image-alt"}, {"target-size"})],
)
def test_what_another_width_shows_or_makes_small_is_found(
    opened: Open, hidden: str, first: set[str], again: set[str]
) -> None:
    """Where other elements show all is read again; else only what a width may change."""
    page = opened("fr", **DESK).new_page()
    style = (
        f"@media (width > 500px) {{ img {{ display: {hidden} }}"
        " a { display: inline-block; padding: 20px } }"
    )
    body = "<img src='/star.svg'><a href='/a'>A</a><a href='/b'>B</a>"
    page.set_content(f"<style>{style}</style><main>{body}</main>")
    before = {fault.split(":")[0] for fault in heard(page)}
    page.set_viewport_size(SIZES["360"])  # type: ignore[arg-type]  # a width and a height
    after = {fault.split(":")[0] for fault in heard(page, again=True)}
    watched = {"image-alt", "target-size"}
    assert (before & watched, after & watched) == (first, again)


def test_a_pale_text_is_found_wherever_it_looks_unlike_those_that_were_measured(
    opened: Open,
) -> None:
    page = opened("fr", **DESK).new_page()

    def pale(ground: str, text: str) -> list[str]:
        page.set_content(
            f"<main style='background: {ground}'><p style='color: {text}'>Pale words</p></main>"
        )
        return [fault[:40] for fault in heard(page) if fault.startswith("color-contrast")]

    found = ['color-contrast: <p style="color: rgb(170']
    grey = "rgb(170, 170, 170)"
    seen = [pale("white", "black"), pale("white", grey), pale("white", grey), pale("black", grey)]
    assert (seen, pale("gray", grey)) == ([[], found, found, []], found)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_wrong_with(
    live_cast: Cast, opened: Open, live_server: object, kind: str, language: str
) -> None:
    counts.build()
    code, addresses = PAGES[kind]
    context = opened(language, **DESK)
    enter(context, live_cast, code, str(live_server))
    page = context.new_page()
    errors, public = said_by(page), kind in {"public", "own", "asked", "calls"}
    wrong = [
        f"{each} {fault}"
        for each in addresses(live_cast)
        for fault in look(page, each, public=public)
    ]
    assert not [*wrong, *errors], "\n".join([*wrong, *errors])


@pytest.mark.parametrize("address", ["/", "/fes/", "/fes/figures/", "/account/login/"])
def test_a_public_page_weighs_little(live_cast: Cast, opened: Open, address: str) -> None:  # noqa: ARG001  it fills them
    counts.build()
    answers: list[Response] = []
    page = opened("ar").new_page()
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  Playwright wants a function of Python
    page.goto(address)
    weights = {
        answer.url.split("/", 3)[3]: len(gzip.compress(answer.body(), 6)) for answer in answers
    }
    assert (sum(weights.values()) <= 50_000, weights[address[1:]] <= 14_000, weights) == (
        True,
        True,
        weights,
    )


@pytest.mark.parametrize(
    "address", ["/", "/fes/", "/fes/apply/", "/fes/figures/", "/account/login/"]
)
def test_a_public_page_is_whole_without_javascript(
    live_cast: Cast,  # noqa: ARG001
    opened: Open,
    address: str,
) -> None:
    counts.build()
    page = opened("ar", **DESK, java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator("main h1").count() == 1
    assert page.locator("main").get_by_text("JavaScript").count() == 0
