"""What is written after a workshop: how was it, what stays, where one finds the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from workshops.models import Arrival
from workshops.seats.letters import words
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from workshops.models import Seat, Workshop


@transaction.atomic
def send_certificates(workshop: Workshop) -> int:
    """Tell everybody with a certificate of their seat where it is; how many letters are new."""
    held = Arrival.objects.filter(workshop=workshop, seat__isnull=False, certificate__isnull=False)
    seats = workshop.seats.filter(pk__in=held.values("seat")).order_by("pk")
    return write_many(
        [
            letter(workshop, seat, "workshop_certificate")
            for seat in seats.select_related("participation__person")
        ]
    )


def letter(workshop: Workshop, seat: Seat, event: str) -> Letter:
    """One letter after a workshop, once for a seat; its link opens what it speaks of."""
    person = seat.participation.person
    page = "certificate/" if event == "workshop_certificate" else "after/"
    link = absolute(f"{seat_url(seat)}{page}")
    return Letter(
        key=f"after:{seat.pk}:{event}",
        event=event,
        reader=Reader.of(person),
        stop=workshop.stop,
        context={**words(workshop, seat, person.language), "link": link},
    )
