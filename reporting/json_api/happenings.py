"""What happened at the stops of a center, put down for the addresses that are told: each once.

Looked for in what the rooms keep, again and again: a look that was missed is made up for by the
next one. What is put down names a stop, a file by its number, and where to read more; nobody.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, Max, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse

from applications.models import Application
from core.links import absolute
from programs.models import Stop
from reporting.models import Delivery, Hook
from selection.models import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models.expressions import Combinable

BACK = timedelta(days=2)  # how long a clock may have stood still
AT_ONCE = 1000  # of one address and one look
Happening = Hook.Happening


def put_down(now: datetime) -> int:
    """Put down what happened and was not yet; how much that was."""
    made = 0
    for hook in Hook.objects.all():
        since = max(hook.created_at, now - BACK)
        new = [row for look in LOOKS if look in hook.happenings for row in LOOKS[look](hook, since)]
        Delivery.objects.bulk_create(new, ignore_conflicts=True)
        made += len(new)
    return made


def _untold(hook: Hook, happening: str, file: str) -> Combinable:
    """Whether the address does not know yet that this happened to the file of a row."""
    about = Cast(OuterRef(file), CharField())
    return ~Exists(Delivery.objects.filter(hook=hook, happening=happening, about=about))


def _received(hook: Hook, since: datetime) -> Iterator[Delivery]:
    """The applications that came since then."""
    files = Application.objects.filter(stop__center=hook.center_id, submitted_at__gte=since)
    new = files.filter(_untold(hook, Happening.RECEIVED, "pk")).order_by("submitted_at")
    names = ("pk", "stop__slug", "reference", "submitted_at")
    for pk, slug, reference, at in new.values_list(*names)[:AT_ONCE]:
        yield _file(hook, Happening.RECEIVED, pk, slug, reference or "", at)


def _decided(hook: Hook, since: datetime) -> Iterator[Delivery]:
    """The decisions that were published since then."""
    all_of_center = Decision.objects.filter(application__stop__center=hook.center_id)
    new = all_of_center.filter(
        _untold(hook, Happening.DECIDED, "application"), published_at__gte=since
    ).order_by("published_at")
    names = ("application", "application__stop__slug", "application__reference", "published_at")
    for pk, slug, reference, at in new.values_list(*names)[:AT_ONCE]:
        yield _file(hook, Happening.DECIDED, pk, slug, reference or "", at)


def _released(hook: Hook, since: datetime) -> Iterator[Delivery]:
    """The stops whose public figures were renewed since then."""
    stops = Stop.objects.filter(center=hook.center_id)
    told = {*hook.deliveries.filter(happening=Happening.RELEASED).values_list("about", flat=True)}
    renewed = stops.annotate(at=Max("published__counted_at")).filter(at__gte=since)
    for slug, at in renewed.values_list("slug", "at"):
        about = f"{slug} {at:%Y-%m-%d}"
        if about not in told:
            link = absolute(reverse("reporting:open-data-json", args=[slug]))
            yield _delivery(hook, Happening.RELEASED, about, {"stop": slug, "link": link}, at)


LOOKS = {
    Happening.RECEIVED: _received,
    Happening.DECIDED: _decided,
    Happening.RELEASED: _released,
}


def _file(hook: Hook, happening: str, pk: int, slug: str, reference: str, at: datetime) -> Delivery:
    link = absolute(reverse("file:page", args=[slug, reference]))
    return _delivery(
        hook, happening, str(pk), {"stop": slug, "reference": reference, "link": link}, at
    )


def _delivery(
    hook: Hook, happening: str, about: str, data: dict[str, str], at: datetime
) -> Delivery:
    body = json.dumps({"type": happening, "timestamp": at.isoformat(), "data": data})
    return Delivery(hook=hook, happening=happening, about=about, body=body)


def trial(hook: Hook, now: datetime) -> Delivery:
    """Something that did not happen, by which somebody sees whether their program hears us."""
    link = absolute(reverse("api:openapi-json"))
    return _delivery(
        hook, Happening.TEST, f"{now:%Y-%m-%d %H:%M:%S}", {"stop": "", "link": link}, now
    )
