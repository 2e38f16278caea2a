"""That a person has come to the center for their session: the team says so, the expert sees it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Booking


def arrive(booking: Booking, *, here: bool) -> bool:
    """Mark somebody as here, or take the mark back; whether that changed anything.

    Raises ValidationError('day') on any other day than that of the session, 'moved' where no
    session is booked.
    """
    if booking.state != Booking.State.BOOKED:
        raise ValidationError(
            _("This has changed meanwhile. Please look at the page again."), code="moved"
        )
    if timezone.localdate(booking.starts_at) != timezone.localdate():
        raise ValidationError(_("This session is not today."), code="day")
    rows = Booking.objects.filter(pk=booking.pk, arrived_at__isnull=here)
    return bool(rows.update(arrived_at=timezone.now() if here else None))
