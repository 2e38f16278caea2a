"""The candidacy as a person without a script walks it."""

import re

import pytest
from django.conf import settings
from django.test import Client

from applications.models import Application
from messaging.models import Message
from tests.cast import Cast

PAGES = {
    "who": {"kind": "project", "name": "فاطمة الزهراء", "gender": "woman"},
    "reach": {"phone": "06 99 11 22 33", "whatsapp": "yes", "language": "ar"},
    "where": {"province": "MA-FES", "locality": "المدينة"},
    "activity": {"sector": "trade", "activity": "بيع الملابس"},
    "stage": {"stage": "idea"},
    "needs": {"needs": ["NEED"], "connection": "CONN", "video": "yes", "hours":["HOUR"]},
}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_seven_pages_without_an_account_give_one_received_application(cast: Cast, language: str) -> None:
    browser = cast.browser(language=language)
    address = f"/{cast.stop.slug}/apply/"
    page = browser.get(address)
    for code, answers in PAGES.items():
        assert page.status_code == 200, page.content.decode()
        key = re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
        answer = browser.post(address, {**answers, "key": key})
        if answer.status_code != 302:
            print(code, re.findall(r'<div class="errors".*?</div>', answer.content.decode(), re.S))
        assert answer.status_code == 302
        address = answer["Location"]
        page = browser.get(address)
    print(page.content.decode())
    answer = browser.post(address, {"key": key, "consent_processing": "yes"})
    if answer.status_code != 302:
        print(re.findall(r'<div class="errors".*?</div>', answer.content.decode(), re.S))
    receipt = browser.get(answer["Location"])
    print(receipt.content.decode())
    assert Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).count() == 1
    print(Message.objects.values())
    assert 0
