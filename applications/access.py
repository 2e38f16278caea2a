"""The file that somebody who works here may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from applications.models import Application
from applications.unnamed import is_unnamed

if TYPE_CHECKING:
    from people.models import User


def file_in_charge(user: User, slug: str, reference: str, *also: str) -> Application:
    """A file that was sent to that stop, with what it names `also`."""
    rows = Application.objects.in_charge_of(user).filter(submitted_at__isnull=False)
    return get_object_or_404(
        rows.select_related("stop__center__region", *also), stop__slug=slug, reference=reference
    )


def file_or_off(user: User, slug: str, reference: str, *also: str) -> Application:
    """The same, and one that `user` is off: to tell them so, where they send what they typed."""
    rows = Application.objects.filter(stop__in=user.stops_in_charge(), submitted_at__isnull=False)
    return get_object_or_404(
        rows.select_related("stop__center__region", *also), stop__slug=slug, reference=reference
    )


def named_file_in_charge(user: User, slug: str, reference: str) -> Application:
    """The same; one that `user` reads without names is not there."""
    application = file_in_charge(user, slug, reference)
    if is_unnamed(application, user):
        raise Http404
    return application
