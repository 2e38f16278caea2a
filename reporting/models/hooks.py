"""The addresses to which a center has its happenings told, and what became of each telling."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.webhooks import new_secret
from people.roles import Role
from programs.models import Center

if TYPE_CHECKING:
    from people.models import User

MOST_FAILURES = 8  # in a row, after which nothing more is sent until somebody looks


class HookQuerySet(models.QuerySet["Hook"]):
    """Questions about many addresses."""

    def managed_by(self, user: User) -> Self:
        """Those of the centers that `user` manages."""
        if user.is_superuser:
            return self.all()
        return self.filter(center__in=user.centers(Role.MANAGER))


class Hook(models.Model):
    """An https address of a center's own program, which is told what happens at its stops."""

    class Happening(models.TextChoices):
        RECEIVED = "application.received", _("An application was received")
        DECIDED = "application.decided", _("An application was decided")
        RELEASED = "figures.released", _("The public figures of a stop were renewed")
        TEST = "test", _("A test")

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="hooks", verbose_name=_("center")
    )
    url = models.URLField(_("address"), max_length=400)
    happenings = ArrayField(
        models.CharField(max_length=24, choices=Happening), verbose_name=_("is told")
    )
    secret = models.CharField(_("secret"), max_length=60, default=new_secret, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, editable=False)

    objects = HookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_hook_per_address",
                fields=["center", "url"],
                violation_error_message=_("This address is told already."),
            ),
            models.CheckConstraint(
                name="hook_is_encrypted", condition=Q(url__startswith="https://")
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def happenings_in_words(self) -> list[str]:
        """What it is told, as its center reads it."""
        return [str(label) for code, label in self.Happening.choices if code in self.happenings]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions about many tellings."""

    def due(self) -> Self:
        """Those to be sent now: of addresses that are not paused, and that no worker holds."""
        now = timezone.now()
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=now),
            state=Delivery.State.WAITING,
            due_at__lte=now,
            hook__paused_at__isnull=True,
        )


class Delivery(models.Model):
    """One happening told to one address; `about` names it, so that it is told once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        SENT = "sent", _("Arrived")
        FAILED = "failed", pgettext_lazy("a delivery", "Given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    happening = models.CharField(max_length=24, choices=Hook.Happening)
    about = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=120, blank=True)  # what the address last said

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_delivery_per_happening", fields=["hook", "happening", "about"]
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="waiting"), name="deliveries_that_wait"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happening} · {self.about}"
