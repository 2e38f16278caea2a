"""The list on which a stop decides stays light: forty rows, the shell around them and all words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Province
from selection.choosing.listing import SIZE
from tests.selection.judging import file, with_criteria

if TYPE_CHECKING:
    from tests.cast import Cast

AT = "/desk/fes/choosing/"
MOST = 40_000  # bytes of HTML


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_full_page_weighs_forty_kilobytes_at_most(cast: Cast, language: str) -> None:
    with_criteria(cast)
    name = {"ar": "فاطمة الزهراء العلوي الإدريسي", "fr": "Fatima Zahra Alaoui Idrissi"}[language]
    browser, places = cast.browser("RS1", language), Province.objects.order_by("pk")
    weights = []
    for number, place in enumerate(places[:3]):
        read = file(cast.stop, number, form=50)
        type(read).objects.filter(pk=read.pk).update(name=name, province=place)
        weights.append(len(browser.get(AT).content))
    row = (weights[-1] - weights[0]) / 2
    assert weights[0] + row * (SIZE - 1) <= MOST


def test_who_they_are_is_asked_for_when_it_is_opened_and_leads_to_their_files(cast: Cast) -> None:
    with_criteria(cast)
    file(cast.stop, 1, answers={"area": "rural"})
    browser = cast.client("RS1")
    part = browser.get(f"{AT}sides/?which=open").text
    assert 'href="/desk/fes/choosing/?which=open&amp;side=area%3Arural"' in part
    page = browser.get(f"{AT}?which=open&side=area:rural").text
    named = re.search(r'data-size="small">\s*([^<]+)</summary>', page)
    assert ('<a href="?which=open">' in page, named and named[1].strip()) == (True, "Countryside")


@pytest.mark.parametrize("people", [1, 3])
def test_who_they_are_costs_the_same_for_one_and_for_three(cast: Cast, people: int) -> None:
    with_criteria(cast)
    for number in range(people):
        file(cast.stop, number, gender="woman")
    browser = cast.client("RS1")
    browser.get(f"{AT}sides/")
    with CaptureQueriesContext(connection) as queries:
        browser.get(f"{AT}sides/")
    assert len(queries) == 8  # who asks, stop, managed; rules, shares, counts, two of names
