"""How people wish to be written to, and who asked for no more messages."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.channels.base import LONGEST_CODE, refusals, wishes
from messaging.models.outbox import Message
from people.models import Participation, User
from people.unnamed import named


class Preference(models.Model):
    """What a person chose; their language stands in their account."""

    person = models.OneToOneField(
        User, models.CASCADE, related_name="preference", verbose_name=_("person")
    )
    channel = models.CharField(
        _("way of sending"), max_length=LONGEST_CODE, choices=wishes, default="", blank=True
    )
    only_needed = models.BooleanField(_("only what is needed"), default=False)
    quiet_from = models.TimeField(_("no message from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no message until"), null=True, blank=True)
    digest = models.BooleanField(_("daily summary"), default=True)  # for those who work in a center

    class Meta:
        verbose_name = _("wish about messages")
        verbose_name_plural = _("wishes about messages")
        constraints = [
            models.CheckConstraint(
                name="own_quiet_hours_are_both_or_none",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                violation_error_message=_("Give both hours, or none."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class OptOutQuerySet(models.QuerySet["OptOut"]):
    """Questions about many refusals."""

    def visible_to(self, user: User) -> Self:
        """Those that `user` recorded, and those of people in their stops or told of them."""
        if user.is_superuser:
            return self.all()
        stops = user.stops_in_charge()
        written = Message.objects.filter(address=OuterRef("address"), stop__in=stops)
        belongs = Q(person__phone=OuterRef("address")) | Q(person__email=OuterRef("address"))
        takes_part = Participation.objects.filter(belongs, stop__in=stops)
        theirs = self.filter(Q(recorded_by=user) | Exists(written) | Exists(takes_part))
        return theirs.filter(named(user, address="address"))

    def in_force(self) -> Self:
        """Those that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)


class OptOut(models.Model):
    """That an address asked for no more messages, and how; it is kept when it is lifted."""

    address = models.CharField(_("telephone or e-mail"), max_length=254)
    way = models.CharField(_("how"), max_length=LONGEST_CODE, choices=refusals)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("recorded by"),
        editable=False,
    )
    lifted_at = models.DateTimeField(_("lifted on"), null=True, blank=True, editable=False)
    lifted_way = models.CharField(
        _("lifted"), max_length=LONGEST_CODE, choices=refusals, blank=True, editable=False
    )
    lifted_by = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lifted by"),
        editable=False,
    )

    objects = OptOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("refusal of messages")
        verbose_name_plural = _("refusals of messages")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                name="one_refusal_in_force", fields=["address"], condition=Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.address
