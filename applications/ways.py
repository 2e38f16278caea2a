"""What else somebody may do who is not eligible at a stop: another stop, the center's telephone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Ways:
    """`own` is a stop that takes applications in the person's own region; `phone` the center's."""

    own: Stop | None
    phone: str


def ways_on(stop: Stop, answers: Mapping[str, Any]) -> Ways:
    """What is offered instead of `stop` to somebody with these answers. One statement."""
    elsewhere = Stop.objects.taking_applications().exclude(pk=stop.pk)
    own = elsewhere.filter(center__region__provinces__iso=answers.get("province", ""))
    return Ways(own.order_by("closes_at", "pk").first(), stop.center.phone)
