"""Drawings of tables, laid out here and drawn by template parts: curves, maps of tiles."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from desk.country import TILES as OF_REGIONS
from reporting.statistics.written import cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDE, HIGH = 100, 40  # of a curve, in units of its own
TILE_WIDE, TILE_HIGH, SHADES = 84, 64, 4
LETTERS = 13  # that fit in a line of a tile


@dataclass(frozen=True)
class Curve:
    """Numbers from the first day to the last: a line from the start side, and what is beneath."""

    code: str
    title: str
    line: str
    area: str
    top: str  # the largest number
    first: str
    last: str
    says: str  # the same in a sentence, for whoever does not see it


def curve(code: str, title: str, numbers: Sequence[int], ends: tuple[str, str]) -> Curve:
    """The curve of `numbers`, one at least."""
    most = max(numbers)
    step = WIDE / max(len(numbers) - 1, 1)
    points = [
        f"{round(at * step, 2)},{round(HIGH - HIGH * number / (most or 1), 2)}"
        for at, number in enumerate(numbers if len(numbers) > 1 else [*numbers, *numbers])
    ]
    line = " ".join(points)
    said = _("From %(first)s to %(last)s; at most %(most)s, on the last day %(now)s.")
    return Curve(
        code,
        title,
        line,
        f"0,{HIGH} {line} {WIDE},{HIGH}",
        cell(most).text,
        *ends,
        said
        % {
            "first": ends[0],
            "last": ends[1],
            "most": cell(most).text,
            "now": cell(numbers[-1]).text,
        },
    )


@dataclass(frozen=True)
class Tile:
    """A place on the map, its number, and the shade of it (0 to `SHADES`)."""

    name: str
    lines: tuple[str, ...]  # its name as it fits
    number: str
    x: int
    y: int
    step: int


@dataclass(frozen=True)
class TileMap:
    """Places as tiles, roughly as they lie: west is west in every language."""

    title: str
    tiles: tuple[Tile, ...]
    width: int
    height: int


@cache
def of_provinces() -> Mapping[str, tuple[int, int]]:
    """Where each province lies among those of its region: column and row."""
    with (settings.BASE_DIR / "reporting" / "data" / "tiles.csv").open(encoding="utf-8") as rows:
        return {row["iso"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(rows)}


def map_of_region(
    title: str, names: Mapping[str, str], numbers: Mapping[str, int], elsewhere: int
) -> TileMap:
    """The provinces in `names`; beneath them everybody who comes from elsewhere or did not say."""
    places = {iso: of_provinces()[iso] for iso in names}
    below = max(row for _column, row in places.values()) + 1
    rest = _("Elsewhere or not said")
    return _map(
        title,
        {**names, "": rest},
        {**numbers, "": elsewhere},
        {**places, "": (0, below)},
        shaded=numbers,
    )


def map_of_country(title: str, names: Mapping[str, str], numbers: Mapping[str, int]) -> TileMap:
    """The regions in `names`."""
    return _map(title, names, numbers, {iso: OF_REGIONS[iso] for iso in names}, shaded=numbers)


def _map(
    title: str,
    names: Mapping[str, str],
    numbers: Mapping[str, int],
    places: Mapping[str, tuple[int, int]],
    *,
    shaded: Mapping[str, int],
) -> TileMap:
    most = max(shaded.values(), default=0)
    tiles = tuple(
        Tile(
            name,
            broken(name),
            cell(numbers.get(value, 0)).text,
            places[value][0] * TILE_WIDE,
            places[value][1] * TILE_HIGH,
            -(-SHADES * shaded.get(value, 0) // most) if most else 0,
        )
        for value, name in names.items()
    )
    width = max(tile.x for tile in tiles) + TILE_WIDE
    return TileMap(title, tiles, width, max(tile.y for tile in tiles) + TILE_HIGH)


def broken(name: str) -> tuple[str, ...]:
    """A name in two lines at most, each as long as a tile holds."""
    words = list(chain.from_iterable(_words(word) for word in name.split(" ")))
    lines = [""]
    for word in words:
        longer = f"{lines[-1]}{word}" if lines[-1].endswith("-") else f"{lines[-1]} {word}".strip()
        if len(longer) <= LETTERS or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == 1:
            lines.append(word)
        else:
            return lines[0], f"{lines[1].rstrip('-')}\N{HORIZONTAL ELLIPSIS}"
    return tuple(lines)


def _words(word: str) -> list[str]:
    """`Chtouka-Aït` as two words, the first of which keeps its hyphen."""
    *first, last = word.split("-")
    return [*(f"{each}-" for each in first), last]
