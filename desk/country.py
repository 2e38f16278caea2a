"""The country at a glance: its stops side by side, and its twelve regions on a map of tiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application
from desk.setup.life import lives_of
from programs.models import Region, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.setup.life import Life

State = Application.State
SLOW = 14  # days after the closing within which files are decided
STEPS = 4  # shades of a quantity
TILES = {  # where a region lies among its neighbours: column and row
    "MA-01": (3, 0),
    "MA-02": (4, 1),
    "MA-03": (3, 1),
    "MA-04": (2, 1),
    "MA-05": (3, 2),
    "MA-06": (2, 2),
    "MA-07": (2, 3),
    "MA-08": (4, 2),
    "MA-09": (2, 4),
    "MA-10": (1, 4),
    "MA-11": (1, 5),
    "MA-12": (0, 6),
}
NUMBERS = {
    "received": Count("pk"),
    # As the figures: what a center has prepared and not published is its secret, and no decision.
    "undecided": Count("pk", filter=Q(state=State.SUBMITTED)),
    "confirmed": Count("pk", filter=Q(state=State.CONFIRMED)),
    "offered": Count("pk", filter=Q(state=State.ACCEPTED)),
}


@dataclass(frozen=True)
class StopRow:
    """A stop beside the others; `late` says in words what should have been done by now."""

    stop: Stop
    life: Life
    received: int = 0
    undecided: int = 0
    confirmed: int = 0
    offered: int = 0

    @property
    def late(self) -> list[str]:
        """What is late there, the gravest first."""
        now, state = timezone.now(), self.stop.state
        days = (now - self.stop.closes_at).days
        today = timezone.localdate(now)
        said = {
            _("It should be open."): state == Stop.State.PREPARED and self.stop.opens_at < now,
            _("It should be closed."): state == Stop.State.OPEN and days >= 0,
            _("Its support should have begun."): (
                state == Stop.State.CLOSED and self.stop.starts_on < today
            ),
            _("It should be finished."): (
                state == Stop.State.RUNNING and self.stop.ends_on < today
            ),
            ngettext(
                "%(count)d file without a decision",
                "%(count)d files without a decision",
                self.undecided,
            )
            % {"count": self.undecided}: self.undecided and days > SLOW,
        }
        return [words for words, holds in said.items() if holds]


@dataclass(frozen=True)
class Tile:
    """A region on the map: where its tile stands, its candidacies, their shade (0 to `STEPS`)."""

    region: Region
    x: int
    y: int
    received: int
    stops: int
    step: int

    @property
    def short(self) -> str:
        """The first town of its name, which fits on a tile."""
        return self.region.name.split("-")[0].strip()


@dataclass(frozen=True)
class Country:
    """All that the first page of the national coordination shows, counted now."""

    rows: Sequence[StopRow]
    tiles: Sequence[Tile]

    @property
    def received(self) -> int:
        """Candidacies of the whole country."""
        return sum(row.received for row in self.rows)

    @property
    def confirmed(self) -> int:
        """People who took their place."""
        return sum(row.confirmed for row in self.rows)

    @property
    def places(self) -> int:
        """Places of all stops."""
        return sum(row.stop.places for row in self.rows)

    @property
    def open(self) -> int:
        """Stops that take applications."""
        return sum(row.stop.state == Stop.State.OPEN for row in self.rows)


def country() -> Country:
    """The stops, the newest first, and the regions: four statements at any size."""
    sent = Application.objects.filter(submitted_at__isnull=False).order_by().values("stop")
    columns = ("stop", *NUMBERS)
    numbers: dict[int, dict[str, int]] = {
        stop: dict(zip(NUMBERS, counts, strict=True))
        for stop, *counts in sent.annotate(**NUMBERS).values_list(*columns)
    }
    stops = list(Stop.objects.select_related("center__region"))
    lives = lives_of(stops)
    rows = [StopRow(stop, lives[stop.pk], **numbers.get(stop.pk, {})) for stop in stops]
    return Country(rows, _tiles(rows))


def _tiles(rows: Sequence[StopRow]) -> list[Tile]:
    of_region: dict[int, list[StopRow]] = {}
    for row in rows:
        of_region.setdefault(row.stop.center.region_id, []).append(row)
    received = {key: sum(row.received for row in here) for key, here in of_region.items()}
    most = max(received.values(), default=0)
    return [
        _tile(region, received.get(region.pk, 0), len(of_region.get(region.pk, ())), most)
        for region in Region.objects.all()
    ]


def _tile(region: Region, received: int, stops: int, most: int) -> Tile:
    column, row = TILES[region.iso]
    step = -(-STEPS * received // most) if most else 0
    return Tile(region, 64 * column, 64 * row, received, stops, step)
