"""One hour of a stop as its page reads it, in one statement: a crowd asks for it at one moment."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.http import Http404

from coaching.models import Booking, Slot
from core.composed import Composed, slot
from people.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest

MADE = Booking.objects.filter(key=slot("key"))
OWN = Booking.objects.filter(
    slot=OuterRef("pk"), person=slot("person"), state__in=Booking.TAKING
).order_by()


def at_address() -> QuerySet[Slot]:
    """The slot of an address, whether or not the public may know of its stop.

    `is_own` says whether the reader has it, `is_known` whether the form that they send has made a
    session before.
    """
    at = Slot.objects.filter(pk=slot("pk"), stop__slug=slot("stop"))
    return at.annotate(is_known=Exists(MADE), is_own=Exists(OWN))


HOUR: Composed[Any] = Composed(
    lambda: at_address().select_related("expert", "theme", "stop__center__region")
)


def hour_or_404(request: HttpRequest, stop: str, pk: int) -> Any:
    """A slot of a stop that the public may know of, with all that its page says."""
    return full_hour(asked_of(request, stop, pk))


def full_hour(asked: Mapping[str, Any]) -> Any:
    """The same by what was asked. Raises Http404."""
    at = HOUR.row(asked)
    if at is None or not at.stop.is_public:
        raise Http404
    return at


def asked_of(request: HttpRequest, stop: str, pk: int) -> dict[str, Any]:
    """What the statements about an hour are given."""
    person = request.user.pk if isinstance(request.user, User) else None
    return {"pk": pk, "stop": stop, "person": person, "key": _key(request.POST.get("key", ""))}


def _key(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None
