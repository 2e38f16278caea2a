"""Open data: the numbers of the public page, with their licence, for the scripts of every site."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from reporting.figures import public_figures
from tests.reporting.test_api import published

if TYPE_CHECKING:
    from tests.cast import Cast


def test_every_file_has_the_numbers_of_the_public_page(cast: Cast) -> None:
    published(cast)
    shown = public_figures(cast.stop)
    page = [
        *((each.population, "total", "", each.count) for each in shown.headlines),
        *(
            (table.population, table.breakdown, line.value, line.count)
            for table in shown.tables
            for line in table.lines
        ),
    ]
    text = Client().get("/open-data/fes.csv").content.decode("utf-8-sig")
    lines = csv.DictReader(StringIO(text, newline=""))
    assert [
        (line["population"], line["breakdown"], line["value"], int(line["count"])) for line in lines
    ] == page
    data = Client().get("/open-data/fes.json").json()
    assert [
        *((each["population"], "total", "", each["count"]) for each in data["totals"]),
        *(
            (table["population"], table["breakdown"], row["value"], row["count"])
            for table in data["tables"]
            for row in table["rows"]
        ),
    ] == page


@pytest.mark.usefixtures("cast")
def test_scripts_of_every_site_read_it_without_cookies() -> None:
    for name in ("fes.csv", "fes.json", "catalog.json"):
        answer = Client().get(f"/open-data/{name}")
        assert (
            answer["Access-Control-Allow-Origin"],
            answer.headers.get("Access-Control-Allow-Credentials"),
            [*answer.cookies],
            "creativecommons.org/licenses/by/4.0" in answer["Link"],
        ) == ("*", None, [], True)


def test_a_stop_that_is_not_announced_has_none(cast: Cast) -> None:
    type(cast.stop).objects.filter(pk=cast.stop.pk).update(state="prepared", is_announced=False)
    assert [Client().get(f"/open-data/fes.{kind}").status_code for kind in ("csv", "json")] == [
        404,
        404,
    ]


@pytest.mark.usefixtures("cast")
def test_the_catalog_names_the_files_of_every_stop() -> None:
    sets = Client().get("/open-data/catalog.json").json()["dcat:dataset"]
    assert [
        each["dcat:downloadURL"].rpartition("/")[2]
        for one in sets
        for each in one["dcat:distribution"]
    ] == ["fes.csv", "fes.json", "souss.csv", "souss.json"]
