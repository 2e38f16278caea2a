"""Visits without cookies: what is counted, what is not, and how it comes into the database."""

from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import drawn_once, tallies
from microlabs.cache import ForgivingClient
from programs import visits
from programs.clock import write_visits_down
from programs.models import Stop, Visit
from tests.cast import Cast

PHONE = "Mozilla/5.0 (Linux; Android 11; SM-A125F) AppleWebKit/537.36 Chrome/120 Mobile"
NOON = timezone.localtime().replace(hour=12)  # of today: the stops are open around it


def look(browser: Client, address: str, agent: str = PHONE, **headers: str) -> int:
    return browser.get(address, headers={"User-Agent": agent, **headers}).status_code


def written() -> list[tuple[Any, ...]]:
    write_visits_down()
    columns = ("stop__slug", "page", "day", "language", "campaign", "count")
    return sorted(Visit.objects.values_list(*columns))


def test_both_pages_are_counted_by_day_language_and_campaign(cast: Cast) -> None:
    today = NOON.date()
    with time_machine.travel(NOON, tick=False):
        for _ in range(2):
            look(cast.client(language="fr"), "/fes/")
        look(cast.browser(language="ar"), "/fes/?campaign=souk-poster")
        look(cast.browser(language="ar"), "/fes/apply/?campaign=souk-poster")
        look(cast.browser(language="ar"), "/souss/")
        found = written()
    assert found == [
        ("fes", "form", today, "ar", "souk-poster", 1),
        ("fes", "stop", today, "ar", "souk-poster", 1),
        ("fes", "stop", today, "fr", "", 2),
        ("souss", "stop", today, "ar", "", 1),
    ]


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
        "curl/8.5.0",
        "Mozilla/5.0 HeadlessChrome/120",
    ],
)
def test_machines_are_not_counted(cast: Cast, agent: str) -> None:
    look(cast.client(), "/fes/", agent)
    assert written() == []


def test_what_a_browser_fetches_ahead_is_no_visit(cast: Cast) -> None:
    look(cast.client(), "/fes/", **{"Sec-Purpose": "prefetch;prerender"})
    assert written() == []


def test_a_page_that_is_not_there_and_a_question_for_its_head_are_no_visits(cast: Cast) -> None:
    assert look(cast.client(), "/nowhere/") == 404
    cast.client().head("/fes/", headers={"User-Agent": PHONE})
    assert written() == []


def test_counting_costs_no_statement(cast: Cast) -> None:
    for _ in range(2):  # a first visit brings its stylesheet, the next ones are drawn once
        look(cast.client(), "/fes/")
        look(cast.client(), "/fes/apply/")
    with CaptureQueriesContext(connection) as queries:
        look(cast.client(), "/fes/")
        look(cast.client(), "/fes/apply/")
    assert [query["sql"] for query in queries] == []


def test_what_was_written_down_is_added_to_what_stood_there(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        look(cast.client(), "/fes/")
        first = written()
        look(cast.client(), "/fes/")
        look(cast.client(), "/fes/")
        second = written()
    assert [line[-1] for line in first + second] == [1, 3]


def test_no_word_of_a_visitor_is_kept_beside_the_campaign(cast: Cast) -> None:
    look(cast.client(), "/fes/?campaign=drop table; --&q=ZZC")
    assert [line[4] for line in written()] == [""]


def test_words_made_up_in_links_fill_no_table(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "MOST_CAMPAIGNS", 2)
    for name in ("a", "b"):
        look(cast.client(), f"/fes/?campaign={name}")
    assert [line[4] for line in written()] == ["a", "b"]
    for name in ("a", "c", "d"):
        look(cast.client(), f"/fes/?campaign={name}")
    assert {line[4]: line[5] for line in written()} == {"a": 2, "b": 1, "": 2}


def test_a_stop_that_is_gone_has_no_visits(cast: Cast) -> None:
    tallies.count(visits.TALLY, "gone stop 2026-11-20 ar ")
    assert (written(), Stop.objects.filter(slug="gone").exists()) == ([], False)
    assert cast.stop.visits.count() == 0


def test_what_the_database_refuses_is_counted_later(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(cast.client(), "/fes/")
    look(cast.client(), "/fes/apply/")
    with monkeypatch.context() as broken:
        broken.setattr(visits, "WRITE", "SELECT no_such_thing")
        with pytest.raises(DatabaseError):
            visits.write_down()
        connection.set_rollback(False)
    assert tallies.take(visits.TALLY).keys() == {
        f"fes {page} {timezone.localdate().isoformat()} en " for page in ("stop", "form")
    }


def test_the_page_is_shown_while_redis_is_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_once.forget()

    def away(*_: object, **__: object) -> None:
        raise AssertionError("asked although it is away")

    monkeypatch.setattr(ForgivingClient, "_tally", away)
    monkeypatch.setattr(ForgivingClient, "away", True)
    monkeypatch.setattr(ForgivingClient, "asked_again_at", float("inf"))
    assert look(cast.client(), "/fes/") == 200
