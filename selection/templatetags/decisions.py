"""What pages of the desk show of the decisions of a stop: the names of numbers, and the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Count, Q

from applications import number_names
from selection.models import Decision

if TYPE_CHECKING:
    from programs.models import Stop

register = template.Library()


@register.filter
def number_name(code: str, count: int) -> str:
    """How a number of a stop is called, the same on every page, as one says it of so many."""
    return number_names.number_name(code, count)


@register.inclusion_tag("parts/figure.html")
def stop_number(code: str, value: int) -> dict[str, Any]:
    """A number of a stop in its card, under its name."""
    return {"value": value, "label": number_name(code, value), "number": code}


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
