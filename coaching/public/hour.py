"""One hour of a stop as its page reads it, in one statement: a crowd asks for it at one moment."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.http import Http404

from coaching.models import Booking, Slot
from core.composed import Composed, slot
from people.models import User
from programs.models import Stop

if TYPE_CHECKING:
    from django.http import HttpRequest

MADE = Booking.objects.filter(key=slot("key"))
OWN = Booking.objects.filter(
    slot=OuterRef("pk"), person=slot("person"), state__in=Booking.TAKING
).order_by()
HOUR = Composed(
    lambda: (
        Slot.objects.filter(pk=slot("pk"), stop__slug=slot("stop"))
        .filter(stop__in=Stop.objects.announced())
        .select_related("expert", "theme", "stop__center__region")
        .annotate(is_known=Exists(MADE), is_own=Exists(OWN))
    )
)


def hour_or_404(request: HttpRequest, stop: str, pk: int) -> Any:
    """A slot of a stop that the public may know of, with all that its page says.

    `is_own` says whether the reader has it, `is_known` whether the form that they send has made a
    session before.
    """
    person = request.user.pk if isinstance(request.user, User) else None
    asked = {"pk": pk, "stop": stop, "person": person, "key": _key(request.POST.get("key", ""))}
    at = HOUR.row(asked)
    if at is None:
        raise Http404
    return at


def _key(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None
