"""The figures of the demonstration: what was released of its stops goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.models import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programs.models import Stop


def take_out(stops: Sequence[Stop]) -> None:
    """Remove the releases in which these stops were counted, of region and country too."""
    days = Cell.objects.filter(stop__in=stops).values_list("day", flat=True).distinct()
    Cell.objects.filter(day__in=[*days]).delete()
