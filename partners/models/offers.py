"""What a partner proposes to a stop, and what the stop makes of it."""

from __future__ import annotations

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.models import Expert, SingleDay
from people.kinds import Entrepreneur
from people.models import Membership, User
from people.roles import Role
from programs.models import Partner, Province, Stop, Theme
from workshops.models import Workshop
from workshops.models.planned import BIGGEST, LONGEST, SHORTEST


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions about many offers."""

    def proposed_by(self, user: User) -> Self:
        """Those of the institutions that `user` speaks for, at stops of their centers."""
        held = Membership.objects.filter(
            user=user,
            role=Role.PARTNER,
            partner=OuterRef("partner"),
            center=OuterRef("stop__center"),
        )
        return self.filter(Exists(held))

    def visible_to(self, user: User) -> Self:
        """What a team reads: of the stops of its center."""
        return self.filter(stop__in=user.stops_in_charge())

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(state=Offer.State.PROPOSED)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["key"])
class Offer(models.Model):
    """A training, an expert or a day of appointments that a partner would give a stop.

    Once accepted it is a draft of a workshop, or an expert with what was offered of their time.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", _("A training")
        EXPERT = "expert", _("An expert")
        DAY = "day", _("A day of appointments")

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("offer", "Waits for the team")
        ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
        DECLINED = "declined", pgettext_lazy("offer", "Not this time")
        WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Taken back")

    MOVES = {
        State.PROPOSED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.ACCEPTED: {State.PROPOSED},  # undone, while nothing was published
        State.DECLINED: {State.PROPOSED},
        State.WITHDRAWN: set[State](),
    }

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="offers", verbose_name=_("stop"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="offers", verbose_name=_("partner")
    )
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("proposed by")
    )
    kind = models.CharField(_("what"), max_length=8, choices=Kind, default=Kind.TRAINING)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    provinces = models.ManyToManyField(
        Province, related_name="+", blank=True, verbose_name=_("for which provinces")
    )
    kinds = ArrayField(
        models.CharField(max_length=16, choices=Entrepreneur),
        verbose_name=_("for which entrepreneurs"),
        default=list,
        blank=True,
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    words = models.TextField(_("what one takes home"), max_length=2000, blank=True)
    starts_on = models.DateField(_("day"), null=True, blank=True)
    starts_clock = models.TimeField(_("hour"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=60,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=30, validators=[MinValueValidator(1), MaxValueValidator(BIGGEST)]
    )
    way = models.CharField(
        _("how one takes part"),
        max_length=7,
        choices=Workshop.Way,
        default=Workshop.Way.ONLINE,
    )
    place = models.CharField(_("where"), max_length=160, blank=True)
    leader = models.CharField(_("who leads it"), max_length=80)
    email = models.EmailField(_("their e-mail"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    reason = models.CharField(_("why not this time"), max_length=240, blank=True)
    version = models.PositiveSmallIntegerField(default=1)  # raised at each answer
    key = models.UUIDField(unique=True)  # of the form: proposed twice is one offer
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    workshop = models.OneToOneField(
        Workshop, models.SET_NULL, null=True, related_name="offer", verbose_name=_("workshop")
    )
    expert = models.ForeignKey(
        Expert, models.SET_NULL, null=True, related_name="+", verbose_name=_("expert")
    )
    is_new_expert = models.BooleanField(default=False)  # whether the answer made them one
    gave_role = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    single_day = models.OneToOneField(
        SingleDay, models.SET_NULL, null=True, related_name="+", verbose_name=_("day")
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                name="declined_offer_says_why", condition=~Q(state="declined") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="offer_of_a_time_says_when",
                condition=Q(kind="expert") | Q(starts_on__isnull=False, starts_clock__isnull=False),
            ),
        ]
        indexes = [models.Index(name="offer_of_a_stop", fields=["stop", "state", "proposed_at"])]

    def __str__(self) -> str:
        return f"{self.partner} · {self.title}"

    @property
    def kinds_said(self) -> str:
        """The kinds of entrepreneurs it is for, in words."""
        return " · ".join(Entrepreneur.named(self.kinds))

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == self.State.PROPOSED
