"""What a visitor reads: the stops, one stop, whose the data are, what a wrong address says."""

import re
from datetime import timedelta
from typing import Protocol

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Stop
from tests.cast import Cast


class Answer(Protocol):
    """What the helpers read of an answer."""

    content: bytes


def opening(answer: Answer) -> str:
    """The tag that says how the page is read."""
    (found,) = re.findall(r"<html[^>]*>", answer.content.decode())
    return str(found)


def heading(answer: Answer) -> str:
    """The one first heading of the page."""
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    return str(found).strip()


def words(answer: Answer) -> str:
    """The page as it is read, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def put(stop: Stop, state: str, *, opens_in: int = -10, closes_in: int = 20) -> None:
    """Bring a stop into a state, its window so many days from now."""
    now = timezone.now()
    Stop.objects.filter(pk=stop.pk).update(
        state=state,
        opens_at=now + timedelta(days=opens_in),
        closes_at=now + timedelta(days=closes_in),
    )


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("", '<html lang="ar" dir="rtl">'),
        ("?lang=ar", '<html lang="ar" dir="rtl">'),
        ("?lang=fr", '<html lang="fr" dir="ltr">'),
        ("?lang=en", '<html lang="en" dir="ltr">'),
    ],
)
@pytest.mark.parametrize(
    "address", ["/", "/fes/", "/fes/privacy/", "/account/login/", "/nothing-here/"]
)
def test_a_page_says_its_language_and_direction(
    cast: Cast, client: Client, address: str, asked: str, tag: str
) -> None:
    assert cast.stop.slug == "fes"
    assert opening(client.get(address + asked)) == tag


def test_whoever_reads_about_their_rights_finds_the_page_to_use_them(cast: Cast) -> None:
    page = cast.client().get("/fes/privacy/").content.decode()
    found = re.findall(r'href="([^"]+)"', page[page.index("<main") : page.index("</main>")])
    assert found[0] == "/fes/"
    assert "/account/me/" in found


def test_the_other_languages_keep_the_address(cast: Cast) -> None:
    page = cast.client(language="fr").get("/fes/?from=poster").content.decode()
    assert re.findall(r'href="(\?[^"]*)"', page) == [
        "?from=poster&amp;lang=ar",
        "?from=poster&amp;lang=en",
    ]


def test_stops_that_take_applications_come_first(cast: Cast) -> None:
    put(cast.stop, "finished", opens_in=-200, closes_in=-150)
    page = cast.client().get("/").content.decode()
    assert re.findall(r'<h3><a href="/([a-z]+)/"', page) == ["souss", "fes"]


def test_three_stops_cost_what_one_costs(cast: Cast) -> None:
    Stop.objects.exclude(pk=cast.stop.pk).update(program=cast.stop.program)
    counts = []
    for number in (1, 2):
        if number == 2:
            copy = Stop.objects.get(pk=cast.stop.pk)
            copy.pk, copy.slug, copy.prefix = None, "third", "TH"
            copy.save(force_insert=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            cast.client().get("/")
        counts.append(len(queries))
    assert counts == [1, 1]


@pytest.mark.parametrize(
    ("state", "opens_in", "closes_in", "sentence", "may_apply"),
    [
        ("prepared", 10, 30, "Applications open on", False),
        ("prepared", -1, 30, "Applications open soon", False),
        ("prepared", -30, -1, "Applications closed since", False),
        ("open", -10, 20, "Until", True),
        ("open", -30, -1, "Applications closed since", False),
        ("closed", -30, -1, "Applications closed since", False),
        ("closed", -30, 5, "Applications are closed", False),
        ("running", -60, -30, "Support under way until", False),
        ("finished", -60, -30, "Finished on", False),
    ],
)
def test_a_stop_says_whether_one_may_apply(
    cast: Cast, state: str, opens_in: int, closes_in: int, sentence: str, *, may_apply: bool
) -> None:
    put(cast.stop, state, opens_in=opens_in, closes_in=closes_in)
    answer = cast.client().get("/fes/")
    assert ('href="/fes/apply/"' in answer.content.decode(), sentence in words(answer)) == (
        may_apply,
        True,
    )


def test_a_stop_costs_six_queries(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        cast.client().get("/fes/")
    assert len(queries) == 6  # it, its themes, partners; has it criteria, workshops, experts?


def test_the_data_have_somebody_who_answers_for_them(cast: Cast) -> None:
    answer = cast.client().get("/fes/privacy/")
    assert heading(answer) == "Your data and your rights"


def test_what_people_agree_to_names_those_who_answer_for_the_data(cast: Cast) -> None:
    page = words(cast.client().get("/fes/privacy/"))
    assert (re.findall(r"{\w+}", page), str(cast.stop.center) in page) == ([], True)


@pytest.mark.parametrize("address", ["/nowhere/", "/nowhere/privacy/", "/no/such/page/"])
def test_a_wrong_address_is_said_kindly(cast: Cast, address: str) -> None:
    answer = cast.client().get(address)
    assert (answer.status_code, heading(answer)) == (404, "There is nothing at this address")


def test_an_old_form_is_said_kindly(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    strict.cookies["django_language"] = "en"
    answer = strict.post("/account/login/", {"login": cast["AP1"].phone})
    assert (answer.status_code, heading(answer)) == (403, "This form waited too long")


def test_no_page_asks_another_computer_for_anything(cast: Cast) -> None:
    pages = "".join(
        cast.client().get(address).content.decode() for address in ("/", "/fes/", "/account/login/")
    )
    assert re.findall(r'(?:src|href)="(https?:)?//[^"]*"', pages) == []
