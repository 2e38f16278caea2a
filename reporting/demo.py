"""The figures of the demonstration: counted, shown to everybody, released to its partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programs.models import Stop
from reporting import counts, release
from reporting.disclosure.actions import release_month
from reporting.models import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:  # noqa: ARG001  as every room is called
    """Count them, let the public see them, and make the first release.

    In that order: what the public sees is taken into account when partners’ tables are masked.
    """
    counts.build()
    release.renew()
    release_month()


def take_out(stops: Sequence[Stop]) -> None:
    """Remove what partners saw of these stops; of region and country too, where they had no other.

    Nothing was ever true of a region whose stops are gone, and a new release is not kept waiting.
    """
    others = Stop.objects.exclude(pk__in=[stop.pk for stop in stops])
    Cell.objects.filter(stop__in=stops).delete()
    regions = {stop.center.region_id for stop in stops}
    Cell.objects.filter(
        region__in=regions - set(others.values_list("center__region", flat=True))
    ).delete()
    if not others.exists():
        Cell.objects.filter(stop=None, region=None).delete()
