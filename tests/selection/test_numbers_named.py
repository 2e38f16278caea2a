"""The same number of a stop has the same name on every page that shows it; and the bar."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from applications.actions import confirm_place
from reporting.counts import build
from reporting.populations import Population
from reporting.statistics.steps import STEPS as STEPS_OF_FIGURES
from selection.own_letters import hold
from selection.templatetags.decisions import prepared_bar
from tests.selection.deciding import decided, opened

if TYPE_CHECKING:
    from tests.cast import Cast

PAGES = (
    "/desk/fes/choosing/",
    "/desk/fes/decisions/",
    "/desk/fes/seats/",
)
NUMBER = re.compile(r'data-number="(\w+)">(.*?)</(?:div|span)>', re.DOTALL)


FIGURES = "/desk/fes/figures/"
STEPS = {"received": Population.APPLICATIONS, "participants": Population.PARTICIPANTS}
ROW = re.compile(r'<th scope="row">\s*<bdi>(.*?)</bdi>.*?<td><bdi>(.*?)</bdi>', re.DOTALL)


def numbers(page: str) -> list[tuple[str, str, str]]:
    """Every number of a page: its code, how it is called there, and its value."""
    found = []
    for code, inside in NUMBER.findall(page):
        words = re.sub(r"<[^>]+>", " ", inside).split()
        found.append((code, " ".join(words[1:]), words[0]))
    return found


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_one_number_has_one_name_and_one_value_on_all_pages(cast: Cast, language: str) -> None:
    confirm_place(opened(cast.stop, cast["RS1"], accepted=1, waiting=2)[0])
    files = [decided(cast.stop, 60 + number, "wait", by=cast["RS1"]) for number in range(4)]
    hold(files[0], by=cast["RS1"])
    build()
    names, values = defaultdict(set), defaultdict(set)
    pages: defaultdict[str, int] = defaultdict(int)
    browser = cast.client("RS1")
    browser.cookies["django_language"] = language
    for address in PAGES:
        for code, name, value in numbers(browser.get(address).content.decode()):
            names[code].add(name)
            values[code].add(value)
            pages[code] += 1
    assert {code: name for code, name in names.items() if len(name) > 1} == {}
    assert {code: value for code, value in values.items() if len(value) > 1} == {}
    assert {code for code, seen in pages.items() if seen > 1} == {
        *("places", "free", "prepared", "held"),
    }
    steps = dict(ROW.findall(browser.get(FIGURES).content.decode()))
    with translation.override(language):
        named = {str(step.name): step.code for step in STEPS_OF_FIGURES}
    counted = {named[name]: number for name, number in steps.items() if name in named}
    shown = {code: values[code] for code in STEPS}
    assert {code: {counted[step]} for code, step in STEPS.items()} == shown


@pytest.mark.parametrize("files", [0, 1, 3])
def test_the_bar_says_what_is_prepared_in_one_statement(cast: Cast, files: int) -> None:
    for number in range(files):
        decided(cast.stop, 60 + number, "wait", by=cast["RS1"])
    with CaptureQueriesContext(connection) as queries:
        bar = prepared_bar(cast.stop)
    assert (bar["prepared"], bar["held"], len(queries)) == (files, 0, 1)


@pytest.mark.parametrize("prepared", [True, False])
def test_the_bar_stands_where_some_are_prepared_and_nowhere_else(
    cast: Cast, *, prepared: bool
) -> None:
    if prepared:
        decided(cast.stop, 60, "wait", by=cast["RS1"])
    page = cast.client("RS1").get("/desk/fes/choosing/").content.decode()
    bars = re.findall(r'data-prepared role="region"', page)
    link = '<a class="button" data-size="small" href="/desk/fes/decisions/">' in page
    assert (len(bars), link) == (int(prepared), prepared)
