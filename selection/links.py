"""The address by which somebody who was declined asks for a second look: signed, for one file only."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from applications.links import file_named, is_signed, signed
from applications.models import Application

LOOK = signing.Signer(salt="applications.links.second-look")


def appeal_url(application: Application) -> str:
    """Where a second look is asked for."""
    return reverse("deciding:second-look", args=[signed(LOOK, application.pk, "")])


def appeal_link(application: Application) -> str:
    """The whole address of the same, for a message."""
    return f"{settings.SITE_URL}{appeal_url(application)}".removesuffix("/")


def appeal_by(token: str) -> Application:
    """The file whose second look this address asks for; any other address gives 404."""
    found = file_named(token, Application.objects.filter(decision__published_at__isnull=False))
    if not is_signed(LOOK, token, found.pk, ""):
        raise Http404
    return found
