"""The addresses by which somebody answers without signing in: signed, for one file and one thing only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36

from applications.models import Application

if TYPE_CHECKING:
    from django.db.models import QuerySet

PLACE = signing.Signer(salt="applications.links.place")
LOOK = signing.Signer(salt="applications.links.second-look")
SIGNS = 16  # 96 bits: an address must leave room for words in an SMS


def place_url(application: Application) -> str:
    """Where the place that is offered now is confirmed or given up; another offer has another address."""
    return reverse("deciding:place", args=[_signed(PLACE, application.pk, _offer(application))])


def place_link(application: Application) -> str:
    """The whole address of the same, for a message."""
    return f"{settings.SITE_URL}{place_url(application)}".removesuffix("/")


def offered_by(token: str) -> Application:
    """The file whose offer this address was made for, whatever became of it; any other address gives 404."""
    found = _file(token, Application.objects.filter(confirm_by__isnull=False))
    if not _is_signed(PLACE, token, found.pk, _offer(found)):
        raise Http404
    return found


def look_url(application: Application) -> str:
    """Where a second look is asked for."""
    return reverse("deciding:second-look", args=[_signed(LOOK, application.pk, "")])


def look_link(application: Application) -> str:
    """The whole address of the same, for a message."""
    return f"{settings.SITE_URL}{look_url(application)}".removesuffix("/")


def looked_at_by(token: str) -> Application:
    """The file whose second look this address asks for; any other address gives 404."""
    found = _file(token, Application.objects.filter(decision__published_at__isnull=False))
    if not _is_signed(LOOK, token, found.pk, ""):
        raise Http404
    return found


def _offer(application: Application) -> str:
    return f"{application.confirm_by.timestamp():.6f}" if application.confirm_by else ""


def _signed(signer: signing.Signer, pk: int, about: str) -> str:
    return f"{int_to_base36(pk)}-{signer.signature(f'{pk}:{about}')[:SIGNS]}"


def _is_signed(signer: signing.Signer, token: str, pk: int, about: str) -> bool:
    told, keys = token.partition("-")[2], [signer.key, *signer.fallback_keys]
    return any(constant_time_compare(told, signer.signature(f"{pk}:{about}", key)[:SIGNS]) for key in keys)


def _file(token: str, files: QuerySet[Application]) -> Application:
    try:
        pk = base36_to_int(token.partition("-")[0])
    except ValueError as strange:
        raise Http404 from strange
    found = files.select_related("stop__center__region", "applicant").filter(pk=min(pk, 2**62)).first()
    if found is None:
        raise Http404
    return found
