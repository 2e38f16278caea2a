"""How often a client is told that an application is there already.

Nobody shall find out by trying numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.models import Application
from core.doors import KNOWN, asked_too_often, in_a_hurry

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.http import HttpRequest

SAME_PHONE_PER_HOUR = 30


def refuse_when_told_too_often(request: HttpRequest) -> None:
    """Raise ValidationError('hurry'), whatever is sent, for a client that was told too often."""
    if asked_too_often(request, "twice", per_hour=KNOWN, more=0):
        raise in_a_hurry()


def note_what_was_told(request: HttpRequest, refusal: ValidationError) -> None:
    """Count the times that a client is told of an application which is there already."""
    if refusal.code == "twice":
        asked_too_often(request, "twice", per_hour=KNOWN)


def is_known(request: HttpRequest, application: Application) -> bool:
    """Whether the stop already has a candidacy from this telephone.

    Not said any more to a client that tries many.
    """
    if not application.phone or asked_too_often(
        request, "same-phone", per_hour=SAME_PHONE_PER_HOUR
    ):
        return False
    return Application.objects.same_phone(application).exists()
