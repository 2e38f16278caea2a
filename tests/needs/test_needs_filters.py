"""Who needs support on a theme is found in the list, written to as a group, exported with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from applications.models import Application
from desk.filters import Filters
from desk.perimeter import Perimeter
from reporting.exports.writing import asked_rows, table
from reporting.models import Export
from tests.kept import once
from tests.needs.needing import needing, person
from tests.selection.crowd import names

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

CHOSEN = [
    ({"theme": "digital"}, ["Person 101"]),
    ({"theme": "digital", "need": "met"}, ["Person 102"]),
    ({"need": "open"}, ["Person 103", "Person 101"]),
    ({"theme": "financing", "kind": "micro"}, ["Person 103"]),
    ({"theme": "idea"}, []),
    ({"theme": "everything"}, []),
]


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """Three people with needs, one without, one who has left."""
    five(cast)
    return cast.stop


@once
def five(cast: Cast) -> None:
    Application.objects.filter(stop=cast.stop).delete()
    person(cast.stop, 1, needs={"digital": 60})
    needing(person(cast.stop, 2), "digital", 80, "met")
    person(cast.stop, 3, needs={"financing": 70}, kind="micro")
    person(cast.stop, 4)
    person(cast.stop, 5, needs={"digital": 90}, state="withdrawn")


@pytest.mark.parametrize(("asked", "found"), CHOSEN)
def test_the_list_is_narrowed_by_needs(
    cast: Cast, stop: Stop, asked: dict[str, str], found: list[str]
) -> None:
    filters = Filters({"stop": stop.slug, **asked}, perimeter=Perimeter.of(cast["RS1"]))
    assert list(filters.narrow().order_by("-pk").values_list("name", flat=True)) == found


@pytest.mark.parametrize(("asked", "found"), CHOSEN)
def test_a_group_is_chosen_by_needs(stop: Stop, asked: dict[str, str], found: list[str]) -> None:
    assert names(stop, **asked) == found


def test_whoever_has_left_is_found_when_asked_for(cast: Cast, stop: Stop) -> None:
    query = {"stop": stop.slug, "theme": "digital", "state": "withdrawn"}
    filters = Filters(query, perimeter=Perimeter.of(cast["RS1"]))
    assert [application.name for application in filters.narrow()] == ["Person 105"]


def exported(cast: Cast, **query: str) -> list[list[str | int]]:
    """The sheet that the manager is given, without the answers."""
    export = Export(owner=cast["RS1"], filters={"stop": "fes", **query})
    with translation.override("en"):
        sheet = table(asked_rows(export)[1], "en", export.filters)
        whole: list[Any] = [sheet.header, *sheet.rows]
    needs = [place for place, name in enumerate(sheet.header) if str(name).startswith("Need: ")]
    return [[row[0], *(row[place] for place in needs)] for row in whole]


@pytest.mark.usefixtures("stop")
def test_an_export_by_need_says_how_much_everybody_needs(cast: Cast) -> None:
    assert exported(cast, theme="digital") == [
        [
            "File number",
            "Need: Financing",
            "Need: Administration",
            "Need: Marketing and sales",
            "Need: Digital",
            "Need: Management",
            "Need: Social cover and tax",
            "Need: Project idea",
        ],
        ["FM-0101", "", "", "", 60, "", "", ""],
    ]


@pytest.mark.usefixtures("stop")
def test_an_export_of_everybody_says_nothing_of_needs(cast: Cast) -> None:
    assert exported(cast, kind="micro") == [["File number"], ["FM-0103"]]
