"""Whom a center wants in a workshop: a list that is made first, and written to once."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Participation, User
from workshops.models.planned import Workshop


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about many invitations."""

    def waiting(self) -> Self:
        """Those that nobody has sent yet."""
        return self.filter(sent_at__isnull=True)


class Invitation(models.Model):
    """That a person is to be invited to a workshop, and when the letter was written."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="invitations", verbose_name=_("workshop")
    )
    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="+", verbose_name=_("participation")
    )
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["workshop", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_invitation_a_person", fields=["workshop", "participation"]
            )
        ]
        indexes = [
            models.Index(
                name="invitations_to_send", fields=["workshop"], condition=Q(sent_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.workshop}"
