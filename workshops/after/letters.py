"""What is written after a workshop: where one finds one's certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from workshops.models import Certificate
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from workshops.models import Workshop


@transaction.atomic
def send_certificates(workshop: Workshop) -> int:
    """Tell everybody who holds a seat and a certificate where it is; how many letters are new."""
    rows = Certificate.objects.filter(
        arrival__workshop=workshop, arrival__seat__isnull=False, arrival__second=False
    )
    rows = rows.select_related("arrival__seat__participation__person")
    return write_many([_letter(row, workshop) for row in rows])


def _letter(row: Certificate, workshop: Workshop) -> Letter:
    seat = row.arrival.seat
    assert seat is not None  # noqa: S101  walk-ins were left out
    person = seat.participation.person
    title = getattr(workshop, f"title_{person.language}") or workshop.title
    return Letter(
        key=f"certificate:{row.pk}",
        event="workshop_certificate",
        reader=Reader.of(person),
        stop=workshop.stop,
        context={
            "workshop": title,
            "link": absolute(f"{seat_url(seat)}certificate/"),
            "center": workshop.stop.center.name,
        },
    )
