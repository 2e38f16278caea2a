"""Where a stop stands is read on each first page: the team's day, the country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from desk.setup.life import lives_of
from programs.models import Stop
from selection.models import Selection

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

SMALL = re.compile(r'class="life-small".*?</div>', re.DOTALL)


@pytest.mark.parametrize(("code", "first"), [("RS1", "/desk/"), ("NS", "/desk/")])
def test_the_first_page_says_where_each_stop_stands_and_what_comes_next(
    cast: Cast, code: str, first: str
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="closed")
    Selection.objects.update_or_create(stop=cast.stop, defaults={"published_at": timezone.now()})
    lines = SMALL.findall(cast.browser(code).get(first).text)
    said = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line.partition("<small>")[2])) for line in lines
    ]
    (fes,) = (line for line in said if "Decisions" in line)
    day = f"{cast.stop.starts_on:%d/%m/%Y}"
    assert (fes.strip().startswith("Decisions"), f"the support begins on {day}." in fes) == (
        True,
        True,
    )
    stands = [re.findall(r'data-state="(\w+)"', line) for line in lines]
    assert ["done", "done", "done", "now", "next", "next"] in stands


def test_many_stops_cost_one_statement(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for stops in ([cast.stop], [cast.stop, cast.elsewhere]):
        with django_assert_num_queries(1):
            assert len(lives_of(stops)) == len(stops)
