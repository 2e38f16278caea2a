"""What changed in a stop, in words, from the rows that database triggers wrote."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext

from core.language import colon
from programs.models.stops import TRACKED_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from programs.models import Stop

MOST = 50
# Of the center an event knows the number alone, which says nothing to a reader.
FIELDS = [field for field in TRACKED_FIELDS if field != "center"]


def changes_of(stop: Stop) -> Iterator[tuple[str, str]]:
    """When, and what was it before and after: the newest changes first."""
    events = list(stop.events.order_by("-pgh_id")[:MOST])  # type: ignore[attr-defined]  # pghistory
    for event, before in pairwise([*events, None]):
        if event is not None:
            yield (
                _moment(event.pgh_created_at),
                " · ".join(_differences(event, before)) or gettext("Made"),
            )


def _differences(event: Any, before: Any) -> Iterator[str]:
    for field in FIELDS if before is not None else ():
        new, old = getattr(event, field), getattr(before, field)
        if new != old:
            label = getattr(event, f"get_{field}_display", None)
            words = (
                [str(getattr(before, f"get_{field}_display")()), str(label())]
                if label
                else map(_moment, (old, new))
            )
            name = event._meta.get_field(field).verbose_name  # noqa: SLF001  Django's public API
            yield f"{name}{colon()} {' → '.join(words)}"


def _moment(value: Any) -> str:
    return str(localize(timezone.localtime(value) if hasattr(value, "tzinfo") else value))
