"""The figures of the demonstration: counted, shown to everybody, released to its partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting import counts, release
from reporting.disclosure.actions import release_month
from reporting.models import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from programs.models import Stop


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:  # noqa: ARG001  as every room is called
    """Count them, let the public see them, and make the first release.

    In that order: what the public sees is taken into account when partners’ tables are masked.
    """
    counts.build()
    release.renew()
    release_month()


def take_out(stops: Sequence[Stop]) -> None:
    """Remove the releases in which these stops were counted, of region and country too."""
    days = Cell.objects.filter(stop__in=stops).values_list("day", flat=True).distinct()
    Cell.objects.filter(day__in=[*days]).delete()
