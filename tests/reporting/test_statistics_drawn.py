"""Drawings of figures: tiles as provinces lie, curves, and how a number is written."""

import csv

import pytest
from django.conf import settings
from django.utils.translation import override

from programs.models import Province, Region
from reporting.breakdowns import breakdown
from reporting.models import Count
from reporting.statistics.charts import broken, curve, of_provinces
from reporting.statistics.written import Kind, cell, part
from tests.cast import Cast


def test_a_share_of_nobody_is_a_dash_and_not_a_naught() -> None:
    assert [part(0, 0).text, part(None, 5).text, part(0, 5).filed, cell(None).filed] == [
        *("–", "–", "0,0", ""),
    ]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", ["33,3", "2,50", "1234"]),
        ("ar", ["33,3", "2,50", "1234"]),
        ("en", ["33.3", "2.50", "1234"]),
    ],
)
def test_a_file_has_the_decimals_that_a_spreadsheet_reads_in_its_language(
    language: str, written: list[str]
) -> None:
    with override(language):
        assert [part(1, 3).filed, part(5, 2, Kind.POINTS).filed, cell(1234).filed] == written


def test_every_province_has_one_tile_and_no_two_of_a_region_the_same() -> None:
    places = of_provinces()
    rows = [line.split(",") for line in _ground()]
    assert places.keys() == {iso for iso, *_ in rows}
    regions: dict[str, list[tuple[int, int]]] = {}
    for iso, region in rows:
        regions.setdefault(region, []).append(places[iso])
    assert [name for name, tiles in regions.items() if len({*tiles}) < len(tiles)] == []


def _ground() -> list[str]:
    with (settings.BASE_DIR / "programs/data/morocco_subdivisions.csv").open() as file:
        rows = list(csv.DictReader(file))
    return [f"{row['iso']},{row['region_iso']}" for row in rows if row["level"] != "region"]


def test_the_map_shows_every_province_of_the_region_and_the_rest_as_elsewhere(world: Cast) -> None:
    page = world.client("RS1").get("/desk/fes/figures/?by=province")
    tiles = page.context["tables"][0].tiles
    here = {str(place) for place in Province.objects.filter(region__iso="MA-03")}
    total = Count.objects.get(stop=world.stop, population="applications", breakdown="total").count
    assert {tile.name for tile in tiles.tiles} == {*here, "Elsewhere or not said"}
    assert sum(int(tile.number.replace(",", "")) for tile in tiles.tiles) == total


def test_the_map_of_the_country_shows_its_regions(world: Cast) -> None:
    tiles = world.client("NS").get("/desk/figures/?by=region").context["tables"][0].tiles
    assert [tile.name for tile in tiles.tiles] == [str(each) for each in Region.objects.all()]


def test_a_name_is_broken_where_a_tile_ends() -> None:
    assert [broken(name) for name in ("Fès", "Moulay Yacoub", "Chtouka-Aït Baha")] == [
        ("Fès",),
        ("Moulay Yacoub",),
        ("Chtouka-Aït", "Baha"),
    ]
    assert broken("Agadir-Ida-Ou-Tanane") == ("Agadir-Ida-", "Ou-Tanane")


def test_a_curve_of_one_day_is_a_line_and_says_its_numbers() -> None:
    drawn = curve("c", "Applications", [4], ("1 October", "1 October"))
    assert (drawn.line, drawn.top) == ("0.0,0.0 100.0,0.0", "4")


def test_who_came_by_no_link_with_a_name_was_asked_nothing() -> None:
    with override("fr"):
        named = {code: breakdown(code).labels()("-") for code in ("campaign", "gender")}
    assert named == {"campaign": "Sans lien nommé", "gender": "Sans réponse"}
