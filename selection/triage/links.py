"""The signed address that opens exactly the questions of a missing piece, without sign-in, and nothing else."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from selection.models import InformationRequest

if TYPE_CHECKING:
    from applications.models import Application

BYTES = 12  # 96 bits of a signature that is only ever tried online: an SMS in Arabic has room for no more
DIGITS = 18


def address_of(information_request: InformationRequest) -> str:
    """Where its person answers. It ends with the private link of the file: with a new address of its person."""
    return reverse("piece:answer", args=[_signed(str(information_request.pk), information_request.application)])


def link_of(information_request: InformationRequest) -> str:
    """The whole address, for a message. Without the last sign, which jumps in an Arabic line."""
    return f"{settings.SITE_URL}{address_of(information_request)}".removesuffix("/")


def way_to_answer(application: Application) -> str:
    """Where its person answers what is asked of them now; empty when nothing is."""
    asked = InformationRequest.objects.asked().filter(application=application).first()
    if asked is None or application.state != application.State.SUBMITTED:
        return ""
    asked.application = application
    return address_of(asked)


def request_by(token: str) -> InformationRequest | None:
    """The piece that `address_of` was made for; None when it was not made here, or the private link has changed."""
    key = token.partition(".")[0]
    if not (key.isascii() and key.isdecimal() and len(key) <= DIGITS):
        return None
    information_request = (
        InformationRequest.objects.select_related("application__stop__center__region").filter(pk=key).first()
    )
    return (
        information_request
        if information_request and constant_time_compare(token, _signed(key, information_request.application))
        else None
    )


def _signed(key: str, application: Application) -> str:
    mac = salted_hmac("selection.triage.piece", f"{key} {application.token}", algorithm="sha256").digest()
    return f"{key}.{urlsafe_b64encode(mac[:BYTES]).decode()}"
