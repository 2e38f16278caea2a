"""Tokens are given and revoked; addresses are told happenings, or no longer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.models import ApiToken
from reporting.models.tokens import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from people.models import User

MOST_TOKENS = 20  # live ones of one person
audit = logging.getLogger("microlabs.audit")


@transaction.atomic
def give_token(
    *, owner: User, name: str, scopes: Sequence[str], lasts: timedelta
) -> tuple[ApiToken, str]:
    """A new token, and its secret, which is kept nowhere. Raises `ValidationError`."""
    if not {*scopes} <= {*ApiToken.scopes_for(owner)}:
        raise ValidationError(_("You may not read this yourself."), code="not-yours")
    if ApiToken.objects.live().filter(owner=owner).count() >= MOST_TOKENS:
        raise ValidationError(_("Revoke a token first: you have many."), code="too-many")
    secret, now = ApiToken.new_secret(), timezone.now()
    token = ApiToken.objects.create(
        owner=owner,
        name=name,
        scopes=[*scopes],
        digest=digest_of(secret),
        created_at=now,
        expires_at=now + lasts,
    )
    audit.info("user %s made token %s: %s", owner.pk, token.pk, " ".join(scopes))
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, by: User) -> None:
    """The token opens nothing from now on; twice is harmless."""
    now = timezone.now()
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now)
    audit.info("user %s revoked token %s", by.pk, token.pk)
