"""Somebody who fills in the form, page by page, as a browser without a script does."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from applications.models import Application
from programs.models import Stop
from tests.cast import Cast
from tests.kept import once

PAGES: dict[str, dict[str, object]] = {
    "who": {"kind": "project", "name": "فاطمة الزهراء العلوي", "gender": "woman"},
    "reach": {"phone": "06 99 11 22 33", "whatsapp": "yes", "language": "ar"},
    "where": {"province": "MA-FES", "locality": "المدينة القديمة"},
    "activity": {"sector": "trade", "activity": "بيع الملابس"},
    "stage": {"stage": "idea"},
    "needs": {
        "needs": ["funding", "customers"],
        "connection": "weak",
        "video": "no",
        "hours": ["evening"],
    },
}
AGREED = {"consent_processing": "1", "consent_reminders": "1"}


def text_of(page: HttpResponseBase) -> str:
    """The page as its source."""
    assert isinstance(page, HttpResponse)
    return page.content.decode()


def key_of(page: HttpResponseBase) -> str:
    """The key in the form of `page`."""
    match = re.search(r'name="key" value="([^"]+)"', text_of(page))
    assert match
    return str(UUID(match[1]))


def sentences(page: HttpResponseBase) -> list[str]:
    """What the page says has to be put right."""
    box = re.search(r'<div class="errors".*?</div>', text_of(page), re.DOTALL)
    return (
        [
            " ".join(re.sub(r"<[^>]+>", "", line).split())
            for line in re.findall(r"<li>(.*?)</li>", box[0], re.DOTALL)
        ]
        if box
        else []
    )


def fill_in(browser: Client, stop: Stop, **changes: dict[str, object]) -> str:
    """Answer the six pages of questions; the address of the seventh."""
    address = f"/{stop.slug}/apply/"
    for code, answers in PAGES.items():
        key = key_of(browser.get(address))
        answer = browser.post(address, {**answers, **changes.get(code, {}), "key": key})
        assert answer.status_code == 302, (code, sentences(answer))
        address = answer["Location"]
        if address.endswith("/same-phone/"):
            address = f"/{stop.slug}/apply/where/"
    return address


def apply(browser: Client, stop: Stop, **changes: dict[str, object]) -> str:
    """Fill in and send; the address of the receipt."""
    answer = browser.post(fill_in(browser, stop, **changes), AGREED)
    assert answer.status_code == 302, sentences(answer)
    return str(answer["Location"])


@once
def applied(cast: Cast) -> Application:
    """Who filled the form in at the open stop and sent it."""
    apply(cast.browser(), cast.stop)
    return Application.objects.latest("pk")
