"""The workshops of a stop in its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from programs.calendar import Entry
from workshops.models import Workshop

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Stop


def days(stop: Stop, first: date, last: date) -> list[Entry]:
    """Those that are not cancelled, in one statement."""
    rows = Workshop.objects.filter(stop=stop, starts_on__range=(first, last))
    shown = rows.exclude(state=Workshop.State.CANCELLED).select_related("venue")
    return [
        Entry(
            key=f"workshop-{each.pk}",
            kind="draft" if each.state == Workshop.State.DRAFT else "workshop",
            title=each.title,
            day=each.starts_on,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            url=reverse("planning:workshop", args=[stop.slug, each.number]),
            place=str(each.venue) if each.venue else str(each.get_way_display()),
            version=each.version,
        )
        for each in shown
    ]
