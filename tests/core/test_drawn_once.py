"""What is the same for everybody is drawn once; what is one visit's stands in no other one's."""

import re
from unittest.mock import patch

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import drawn_once, lately
from programs.models import Stop
from tests.cast import Cast

PAGES = ["/", "/fes/", "/fes/privacy/", "/fes/figures/", "/fes/apply/"]


pytestmark = pytest.mark.usefixtures("one_moment")


def page(browser: Client, path: str) -> str:
    """Its source."""
    response = browser.get(path)
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_the_second_visit_asks_the_database_nothing(cast: Cast, path: str) -> None:
    page(cast.browser(), path)
    with CaptureQueriesContext(connection) as statements:
        page(cast.browser(), path)
    assert len(statements) == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_drawn_before_is_the_page_drawn_now(cast: Cast, path: str) -> None:
    page(cast.browser(), path)
    kept = page(cast.browser(), path)
    drawn_once.forget()
    random = re.compile(r'(nonce|value)="[\w+/=-]{22,}"')
    assert random.sub("", kept) == random.sub("", page(cast.browser(), path))


@pytest.mark.parametrize("path", PAGES)
def test_each_language_has_its_own_page(cast: Cast, path: str) -> None:
    page(cast.browser(language="ar"), path)
    assert '<html lang="fr" dir="ltr">' in page(cast.browser(language="fr"), path)


def test_a_style_has_the_nonce_of_its_own_answer(cast: Cast) -> None:
    answers = [cast.browser().get("/fes/") for _visit in range(2)]
    nonces = [re.findall(r'nonce="([^"]+)"', answer.content.decode()) for answer in answers]
    allowed = [f"'nonce-{each[0]}'" for each in nonces]
    assert [
        nonce in answer["Content-Security-Policy"]
        for nonce, answer in zip(allowed, answers, strict=True)
    ] == [True, True]
    assert nonces[0] != nonces[1]


def test_each_form_has_a_key_and_a_token_that_the_server_takes(cast: Cast) -> None:  # noqa: ARG001
    keys = set()
    for _visit in range(2):
        browser = Client(enforce_csrf_checks=True)
        source = page(browser, "/fes/apply/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', source)[0]
        key = re.findall(r'name="key" value="([^"]+)"', source)[0]
        form = {"csrfmiddlewaretoken": token, "key": key, "kind": "project", "name": "Amina"}
        assert browser.post("/fes/apply/", form).status_code == 302
        keys.add(key)
    assert len(keys) == 2


def test_nobody_reads_the_secret_of_another_draft(cast: Cast) -> None:
    sources = []
    for name in ("Amina", "Zineb"):
        browser = cast.browser()
        key = re.findall(r'name="key" value="([^"]+)"', page(browser, "/fes/apply/"))[0]
        answer = browser.post("/fes/apply/", {"key": key, "kind": "project", "name": name})
        sources.append(page(browser, answer["Location"]))
    links = [set(re.findall(r"/my/([\w-]{22})", source)) for source in sources]
    assert (len(links[0]), len(links[1]), links[0] & links[1]) == (1, 1, set())


def test_who_is_signed_in_has_a_page_of_their_own(cast: Cast) -> None:
    page(cast.browser(), "/fes/")
    assert "My space" in page(cast.client("AP1"), "/fes/")
    assert "My space" not in page(cast.browser(), "/fes/")


def test_a_change_is_seen_ten_seconds_later(cast: Cast) -> None:
    page(cast.browser(), "/fes/")
    Stop.objects.filter(pk=cast.stop.pk).update(tagline_en="Another line")
    assert "Another line" not in page(cast.browser(), "/fes/")
    with patch.object(lately, "monotonic", lambda: 10.0):
        assert "Another line" in page(cast.browser(), "/fes/")


def test_a_link_that_brings_a_province_is_no_page_for_everybody(cast: Cast) -> None:
    page(cast.browser(), "/fes/?province=MA-FES")
    assert "province=MA-FES" not in page(cast.browser(), "/fes/")
