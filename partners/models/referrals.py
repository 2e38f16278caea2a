"""That a participant opens the door to one partner, who looked, and what the partner says."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.links import keep_private
from partners.models.texts import DoorText, Shown
from people.models import Membership, Participation, User
from people.roles import Role
from programs.models import Partner, Theme

keep_private("/door/")  # here, because models are there before any page is
PASS_LASTS = timedelta(minutes=10)  # as the page under the code says


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Questions about many referrals."""

    def open_doors(self) -> Self:
        """Those whose person has not closed the door again."""
        return self.filter(revoked_at__isnull=True)

    def read_by(self, user: User) -> Self:
        """The open doors that lead to `user`: to their institution, at a stop of their center.

        An institution that stands beside the stop no more reads nothing of its people.
        """
        held = Membership.objects.filter(
            user=user,
            role=Role.PARTNER,
            partner=OuterRef("partner"),
            center=OuterRef("participation__stop__center"),
        )
        beside = self.open_doors().filter(participation__stop__partners=F("partner"))
        return beside.filter(Exists(held))

    def visible_to(self, user: User) -> Self:
        """What a team sees of the doors of its stops: states, and no word of a partner."""
        return self.filter(participation__stop__in=user.stops_in_charge())


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["note"])
class Referral(models.Model):
    """One participant, one partner, for one purpose: the person alone makes it, and ends it.

    `shows` is what they agreed to when they read `text`: the partner sees this and nothing else.
    """

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
    text = models.ForeignKey(
        DoorText, models.PROTECT, null=True, related_name="+", verbose_name=_("what was read")
    )
    shows = ArrayField(
        models.CharField(max_length=12, choices=Shown),
        verbose_name=_("what the partner sees"),
        default=list,
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    reason = models.CharField(_("why it is not for them"), max_length=240, blank=True)
    note = models.TextField(_("the partner’s own note"), max_length=1000, blank=True)
    version = models.PositiveSmallIntegerField(default=1)  # raised at each answer
    opened_at = models.DateTimeField(_("door opened"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True)  # for the first time
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
            models.CheckConstraint(
                name="answered_referral_says_when",
                condition=Q(state="open") | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="referral_of_a_partner", fields=["partner", "-opened_at"])]

    def __str__(self) -> str:
        return f"{self.partner} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether its person has not closed the door."""
        return self.revoked_at is None

    @property
    def shown(self) -> list[str]:
        """What was agreed to, in words and in the order of the page."""
        shown = {*self.shows} - ({str(Shown.THEME)} if self.theme_id is None else set())
        return [str(each.label) for each in Shown if each in shown]


class ReferralReading(models.Model):
    """That somebody of a partner looked at what a person shows them."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="readings")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of a referral")
        verbose_name_plural = _("readings of referrals")
        indexes = [models.Index(name="reading_of_a_referral", fields=["referral", "-at"])]

    def __str__(self) -> str:
        return f"{self.referral_id} · {self.at:%Y-%m-%d %H:%M}"


class DoorPass(models.Model):
    """A code that its person shows at a stand: it leads to one referral, once, for some minutes."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="passes")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("code shown at a stand")
        verbose_name_plural = _("codes shown at a stand")

    def __str__(self) -> str:
        return f"{self.referral_id} · {self.made_at:%Y-%m-%d %H:%M}"
