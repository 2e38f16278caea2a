"""Who stays off a file for a conflict of interest, and who of elsewhere looks again."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from people.models import Membership, User
from people.roles import Role
from selection.models.decisions import Appeal
from selection.models.guards import nobody_off_who_has_judged

if TYPE_CHECKING:
    from collections.abc import Collection


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Questions about many recusals."""

    def live(self) -> Self:
        """Those that hold."""
        return self.filter(ended_at__isnull=True)

    def abstentions(self) -> Self:
        """Those that readers said of themselves."""
        return self.filter(by=F("reader"))

    def readers_off(self, applications: Collection[int]) -> defaultdict[int, set[int]]:
        """Who is off each of these files, by their keys, in one statement."""
        off: defaultdict[int, set[int]] = defaultdict(set)
        pairs = self.live().filter(application__in=applications)
        for application, reader in pairs.values_list("application", "reader"):
            off[application].add(reader)
        return off


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Recusal(models.Model):
    """That somebody does not read a file: they abstain, or (`by` another) a manager keeps them off.

    It holds until it is taken back; the rows are its trace, and none is deleted.
    """

    class Reason(models.TextChoices):
        RELATIVE = "relative", _("A relative")
        CLIENT = "client", _("A client or a supplier")
        COLLEAGUE = "colleague", _("A colleague")
        OTHER = "other", _("Another reason")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="recusals", verbose_name=_("application")
    )
    reader = models.ForeignKey(
        User, models.PROTECT, related_name="recusals", verbose_name=_("reader")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    reason = models.CharField(_("reason"), max_length=9, choices=Reason, blank=True)
    held = models.PositiveSmallIntegerField(default=0)  # the review they had in hand; 0: none
    at = models.DateTimeField(_("when"), default=timezone.now)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )
    ended_at = models.DateTimeField(_("taken back"), null=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.UniqueConstraint(
                name="off_a_file_once",
                fields=["application", "reader"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="ended_recusal_has_who_ended_it",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="off_for_a_reader",
                fields=["reader", "application"],
                condition=Q(ended_at__isnull=True),
            )
        ]
        triggers = [nobody_off_who_has_judged()]

    def __str__(self) -> str:
        return f"{self.application} · {self.reader}"

    @property
    def is_abstention(self) -> bool:
        """Whether the reader said so themselves."""
        return self.by_id == self.reader_id


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions about many hand-overs."""

    def live(self) -> Self:
        """Those that hold: of looks that nobody has answered, to who still manages a center."""
        manages = Membership.objects.filter(user=OuterRef("to"), role=Role.MANAGER)
        return self.filter(
            Exists(manages),
            to__is_active=True,
            ended_at__isnull=True,
            appeal__outcome="",
            appeal__application__state=Application.State.DECLINED,
        )

    def held_by(self, user: User) -> Self:
        """Those by which `user` may open one file of another center, and answer its second look."""
        return self.live().filter(to=user)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Handover(models.Model):
    """That a second look was given to a manager of another center, as nobody here may answer it.

    It ends when the look is answered or taken back.
    """

    appeal = models.ForeignKey(
        Appeal, models.CASCADE, related_name="handovers", verbose_name=_("second look")
    )
    to = models.ForeignKey(
        User, models.PROTECT, related_name="handovers", verbose_name=_("given to")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of a second look")
        verbose_name_plural = _("hand-overs of second looks")
        constraints = [
            models.UniqueConstraint(
                name="one_hand_over_at_a_time",
                fields=["appeal"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="ended_hand_over_has_who_ended_it",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="handed_to_somebody", fields=["to"], condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.appeal} → {self.to}"
