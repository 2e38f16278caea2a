"""The order of the list: each page goes on where the one before ended, in any order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from desk.models import Responsible
from messaging.models import Message
from needs.models import Need
from people.models import User
from programs.models import Province, Theme
from selection.models import Criterion, Decision, PreScore
from tests.desk.many import another
from tests.kept import once

if TYPE_CHECKING:
    from tests.cast import Cast

LIST = "/desk/fes/applications/"
MANY = 55  # more than a page
SORTS = ["name", "province", "responsible", "needs", "score", "decision", "contact", "received"]


@pytest.fixture
def crowd(cast: Cast) -> Cast:
    """More files than a page has, with many ties, and gaps in everything."""
    many(cast)
    return cast


@once
def many(cast: Cast) -> None:
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    places, themes = list(Province.objects.order_by("pk")[:3]), list(Theme.objects.all()[:2])
    Criterion.objects.create(stop=cast.stop, code="idea", name="Idea", refusal="…")
    for number in range(1, MANY):
        file = another(cast, number, name=f"Person {number % 7}", province=places[number % 3])
        if number % 2:
            PreScore.objects.create(application=file, points=number % 5 * 10, parts=[])
            Responsible.objects.create(
                application=file, person=cast["RS1" if number % 4 == 1 else "RV"]
            )
        if number % 3 == 0:
            Need.objects.create(application=file, theme=themes[0], level=60)
            Decision.objects.create(application=file, outcome="accept", by=cast["RS1"])
        if number % 6 == 0:
            Need.objects.create(application=file, theme=themes[1], level=70)
        wrote(file, number)


def wrote(file: Application, number: int) -> None:
    """Something was sent to the people of some files, at different times."""
    person = User.objects.create(name="ZZC", email=f"zzc{number}@example.org")
    Application.objects.filter(pk=file.pk).update(applicant=person)
    if number % 5 == 0:
        Message.objects.create(
            key=f"test {number}",
            channel="sms",
            address=file.phone,
            person=person,
            stop=file.stop,
            language="ar",
            body="ZZC",
            sent_at=timezone.now() - timedelta(days=number % 10),
        )


def page(cast: Cast, query: str, code: str = "RS1") -> Any:
    return cast.client(code).get(f"{LIST}{query}").context


WALKED: dict[str, tuple[list[int], list[int]]] = {}  # by order


def walked(cast: Cast, sort: str) -> tuple[list[int], list[int]]:
    """The files forwards to the end, and the first page again, reached backwards.

    The crowd has the same numbers in every test: two that ask one order share the walk.
    """
    if sort not in WALKED:
        WALKED[sort] = walk(cast, sort)
    return WALKED[sort]


def walk(cast: Cast, sort: str) -> tuple[list[int], list[int]]:
    context = page(cast, f"?sort={sort}")
    seen = [line.pk for line in context["lines"]]
    while context["next_url"]:
        context = page(cast, context["next_url"])
        seen += [line.pk for line in context["lines"]]
    while context["previous_url"]:
        context = page(cast, context["previous_url"])
    return seen, [line.pk for line in context["lines"]]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_pages_lose_and_repeat_no_file_in_any_order(crowd: Cast, sort: str) -> None:
    seen, first = walked(crowd, sort)
    assert (len(seen), len(set(seen)), first) == (MANY, MANY, seen[:50])


@pytest.mark.parametrize("sort", SORTS)
def test_the_other_way_round_is_the_same_list_from_its_end(crowd: Cast, sort: str) -> None:
    empty_last = {"responsible", "decision", "contact"}
    forwards, backwards = walked(crowd, sort)[0], walked(crowd, f"-{sort}")[0]
    if sort in empty_last:  # who has none stands at the end of both
        assert set(forwards) == set(backwards)
    else:
        assert forwards == backwards[::-1]


def test_names_stand_in_the_order_of_their_letters(crowd: Cast) -> None:
    names = [line.name for line in page(crowd, "?sort=name")["lines"]]
    assert names == sorted(names)


def test_the_best_score_stands_first(crowd: Cast) -> None:
    lines = page(crowd, "?sort=-score")["lines"]
    points = dict(PreScore.objects.values_list("application", "points"))
    scores = [points.get(line.pk, 0) for line in lines]
    assert scores == sorted(scores, reverse=True)


def test_an_address_of_the_list_in_the_order_of_names_holds_a_number_alone(crowd: Cast) -> None:
    url = page(crowd, "?sort=name")["next_url"]
    assert parse_qs(urlsplit(url).query)["after"][0].isdecimal()


def test_a_file_that_moved_out_of_the_tab_is_still_a_place_in_its_order(crowd: Cast) -> None:
    context = page(crowd, "?sort=name&state=submitted")
    last, url = context["lines"][-1], context["next_url"]
    rest = [line.pk for line in page(crowd, url)["lines"]]
    Application.objects.filter(pk=last.pk).update(state="withdrawn", withdrawn_at=timezone.now())
    assert [line.pk for line in page(crowd, url)["lines"]] == rest


@pytest.mark.parametrize("sort", ["phone", "reference", "nothing", "", "--name", "score,name"])
def test_an_order_that_is_none_is_the_usual_one(crowd: Cast, sort: str) -> None:
    usual = [line.pk for line in page(crowd, "")["lines"]]
    assert [line.pk for line in page(crowd, f"?sort={sort}")["lines"]] == usual


def test_a_reviewer_has_no_order_by_what_managers_alone_know(crowd: Cast) -> None:
    usual = [line.pk for line in page(crowd, "", "RV")["lines"]]
    for sort in ("-score", "decision"):
        assert [line.pk for line in page(crowd, f"?sort={sort}", "RV")["lines"]] == usual


def test_more_files_than_can_be_put_in_an_order_stand_as_usual_with_a_word(
    crowd: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.applications.listing.CAP", 10)
    monkeypatch.setattr("desk.applications.listing.MOST", 20)
    context = page(crowd, "?sort=province")
    usual = [line.pk for line in page(crowd, "")["lines"]]
    assert (context["too_many"], [line.pk for line in context["lines"]]) == (True, usual)
    assert page(crowd, "?sort=name")["too_many"] is False


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_costs_the_same_on_its_first_page_and_on_its_second(
    crowd: Cast, sort: str
) -> None:
    costs = []
    for query in (f"?sort={sort}", page(crowd, f"?sort={sort}")["next_url"]):
        with CaptureQueriesContext(connection) as queries:
            page(crowd, query)
        costs.append(len(queries))
    looked_up = 1 if sort in {"name", "responsible"} else 0
    assert costs[1] - costs[0] == looked_up
