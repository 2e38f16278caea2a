"""Addresses are told happenings, tried out, told again, or no longer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Center
from reporting.json_api.happenings import trial
from reporting.models import Delivery, Hook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

MOST_HOOKS = 10  # of one center
audit = logging.getLogger("microlabs.audit")


@transaction.atomic
def add_hook(*, center: Center, url: str, happenings: Sequence[str], by: User) -> Hook:
    """An address is told these from now on. Raises `ValidationError`."""
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)  # two presses: one waits
    known = Hook.objects.filter(center=center)
    if known.filter(url=url).exists():
        raise ValidationError(_("This address is told already."), code="known")
    if known.count() >= MOST_HOOKS:
        raise ValidationError(_("Remove an address first: there are many."), code="too-many")
    hook = Hook.objects.create(center=center, url=url, happenings=[*happenings])
    audit.info("user %s added webhook %s of center %s", by.pk, hook.pk, center.pk)
    return hook


@transaction.atomic
def try_out(hook: Hook, *, by: User) -> Delivery:
    """Tell the address something that did not happen."""
    audit.info("user %s tried webhook %s out", by.pk, hook.pk)
    made = trial(hook, timezone.now())
    made.save()
    return made


@transaction.atomic
def tell_again(delivery: Delivery, *, by: User) -> None:
    """Send what was told, or could not be, once more with the next round, under the same name."""
    audit.info("user %s has webhook delivery %s sent again", by.pk, delivery.pk)
    Delivery.objects.filter(pk=delivery.pk, lease_until__isnull=True).update(
        state=Delivery.State.WAITING, attempts=0, due_at=timezone.now()
    )


@transaction.atomic
def resume(hook: Hook, *, by: User) -> None:
    """Go on telling an address that had failed too often; what waited leaves now."""
    audit.info("user %s resumed webhook %s", by.pk, hook.pk)
    Hook.objects.filter(pk=hook.pk).update(paused_at=None, failures=0)
    hook.deliveries.filter(state=Delivery.State.WAITING).update(due_at=timezone.now())


@transaction.atomic
def remove(hook: Hook, *, by: User) -> None:
    """Tell an address nothing more, and forget what it was told."""
    audit.info("user %s removed webhook %s", by.pk, hook.pk)
    hook.delete()
