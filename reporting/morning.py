"""What the morning's summary says of the figures: that a night found counters that were wrong."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from people.notices import Notice
from people.roles import Role
from reporting.models import Alarm


def notices() -> list[Notice]:
    """One to those who answer for figures, as long as nobody has taken note; one statement."""
    if not Alarm.objects.standing().exists():
        return []

    def says() -> str:
        return _("In the night counters of the figures were wrong: they were put right")

    return [Notice((Role.MANAGER, Role.NATIONAL), says, reverse("reporting:desk-figures"))]
