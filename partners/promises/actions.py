"""A promise is written down, and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Promise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from people.models import User
    from programs.models import Partner, Stop


@transaction.atomic
def promise(
    stop: Stop, partner: Partner, values: Mapping[str, Any], *, by: User, key: UUID
) -> Promise:
    """Write a promise down. The same form sent twice is one promise.

    Raises ValidationError('key') where it was sent before with something else in it.
    """
    new = Promise(stop=stop, partner=partner, by=by, key=key, **values)
    Promise.objects.bulk_create([new], ignore_conflicts=True)
    made = Promise.objects.get(key=key)
    said = ("by_id", "stop_id", "partner_id", *values)
    if any(getattr(made, name) != getattr(new, name) for name in said):
        raise ValidationError(_("This form was sent already. Please begin a new one."), code="key")
    return made


def take_out(own: Promise) -> None:
    """Take a promise out. Twice is harmless."""
    Promise.objects.filter(pk=own.pk).delete()
