"""That a participant opens the door to one partner, and what the partner says of it."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Participation, User
from programs.models import Partner, Theme


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Questions about many referrals."""

    def open_doors(self) -> Self:
        """Those whose person has not closed the door again."""
        return self.filter(revoked_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Referral(models.Model):
    """One participant, one partner, for one purpose: the person alone makes it, and ends it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("referral", "Waits for the partner")
        TAKEN = "taken", pgettext_lazy("referral", "Taken up")
        REFUSED = "refused", pgettext_lazy("referral", "Not for them")
        FINANCED = "financed", pgettext_lazy("referral", "Financed")

    MOVES = {
        State.OPEN: {State.TAKEN, State.REFUSED},
        State.TAKEN: {State.FINANCED, State.REFUSED},
        State.REFUSED: {State.TAKEN},  # put right
        State.FINANCED: {State.TAKEN},
    }

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="referrals", verbose_name=_("participation")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="referrals", verbose_name=_("partner")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="+", null=True, verbose_name=_("theme")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    reason = models.CharField(_("why it is not for them"), max_length=240, blank=True)
    opened_at = models.DateTimeField(_("door opened"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    revoked_at = models.DateTimeField(_("door closed"), null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.UniqueConstraint(
                name="one_open_door_per_partner",
                fields=["participation", "partner"],
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="refused_referral_says_why", condition=~Q(state="refused") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.get_state_display()}"
