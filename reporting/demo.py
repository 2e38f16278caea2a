"""The release of the demonstration: what partners read of its needs, masked as every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.disclosure.actions import release_month
from reporting.models import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from programs.models import Stop


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:  # noqa: ARG001  the protocol's
    """Publish this month’s tables, unless they are there."""
    release_month()


def take_out(stops: Sequence[Stop]) -> None:
    """Remove the releases in which these stops were counted; their sums go with them."""
    days = Cell.objects.filter(stop__in=stops).values_list("day", flat=True).distinct()
    Cell.objects.filter(stop=None, day__in=list(days)).delete()
