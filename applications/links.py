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
SIGNS = 16  # 96 bits: an address must leave room for words in an SMS


def place_url(application: Application) -> str:
    """Where the place that is offered now is confirmed or given up; another offer has another address."""
    return reverse("deciding:place", args=[signed(PLACE, application.pk, _offer(application))])


def place_link(application: Application) -> str:
    """The whole address of the same, for a message."""
    return f"{settings.SITE_URL}{place_url(application)}".removesuffix("/")


def offered_by(token: str) -> Application:
    """The file whose offer this address was made for, whatever became of it; any other address gives 404."""
    found = file_named(token, Application.objects.filter(confirm_by__isnull=False))
    if not is_signed(PLACE, token, found.pk, _offer(found)):
        raise Http404
    return found


def _offer(application: Application) -> str:
    return f"{application.confirm_by.timestamp():.6f}" if application.confirm_by else ""


def signed(signer: signing.Signer, pk: int, about: str) -> str:
    """The token of a file, signed `about` something."""
    return f"{int_to_base36(pk)}-{signer.signature(f'{pk}:{about}')[:SIGNS]}"


def is_signed(signer: signing.Signer, token: str, pk: int, about: str) -> bool:
    """Whether the token was made here, with this key or an earlier one."""
    told, keys = token.partition("-")[2], [signer.key, *signer.fallback_keys]
    return any(constant_time_compare(told, signer.signature(f"{pk}:{about}", key)[:SIGNS]) for key in keys)


def file_named(token: str, files: QuerySet[Application]) -> Application:
    """The file that the token names; a token that names none gives 404."""
    try:
        pk = base36_to_int(token.partition("-")[0])
    except ValueError as strange:
        raise Http404 from strange
    found = files.select_related("stop__center__region", "applicant").filter(pk=min(pk, 2**62)).first()
    if found is None:
        raise Http404
    return found
