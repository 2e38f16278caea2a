"""What pages of the desk show of the decisions of a stop: the names of numbers, and the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Count, Q

from applications.number_names import NUMBERS
from selection.models import Decision

if TYPE_CHECKING:
    from programs.models import Stop

register = template.Library()


@register.filter
def number_name(code: str) -> str:
    """How a number of a stop is called, the same on every page."""
    return str(NUMBERS[code])


@register.inclusion_tag("selection/parts/prepared_bar.html")
def prepared_bar(stop: Stop) -> dict[str, Any]:
    """“24 decisions prepared · look and publish”, for managers; empty where none is.

    One statement, whatever is prepared.
    """
    held = Q(held_at__isnull=False)
    counts = (
        Decision.objects.of_stop(stop)
        .prepared()
        .aggregate(prepared=Count("pk", filter=~held), held=Count("pk", filter=held))
    )
    return {"stop": stop, **counts}
