"""How far ahead a center plans: a year that was typed wrong is said at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

FURTHEST = timedelta(days=3 * 366)
TOO_FAR = _("This day is too far away: please look at the year.")


def is_too_far(day: date) -> bool:
    """Whether nobody plans for this day yet."""
    return day > timezone.localdate() + FURTHEST
