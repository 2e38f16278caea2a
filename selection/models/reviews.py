"""Who reads which file and what they say of it, and what is still asked of its person."""

from __future__ import annotations

from typing import Self

import pghistory
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from people.models import User
from selection.models.guards import nobody_reads_who_is_off


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about many reviews."""

    def waiting(self) -> Self:
        """Those that nobody has given yet, of files that may still be judged."""
        return self.filter(verdict="", application__state=Application.State.SUBMITTED)

    def given(self) -> Self:
        """Those in which somebody has said what they think."""
        return self.exclude(verdict="")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Review(models.Model):
    """A file in the hands of a reviewer, with a verdict when judged; `slot` 2: a second review."""

    class Verdict(models.TextChoices):
        YES = "yes", _("Yes")
        WAIT = "wait", _("Wait")
        NO = "no", _("No")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="reviews", verbose_name=_("application")
    )
    slot = models.PositiveSmallIntegerField(_("review"), default=1)
    reviewer = models.ForeignKey(
        User, models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    locked = models.BooleanField(_("stays with this reviewer"), default=False)
    assigned_at = models.DateTimeField(_("assigned"), default=timezone.now)
    verdict = models.CharField(_("verdict"), max_length=4, choices=Verdict, blank=True)
    scores = models.JSONField(
        _("points by criterion"), default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(name="one_review_per_slot", fields=["application", "slot"]),
            models.UniqueConstraint(
                name="one_review_per_reviewer", fields=["application", "reviewer"]
            ),
            models.CheckConstraint(name="first_or_second_review", condition=Q(slot__in=[1, 2])),
            models.CheckConstraint(
                name="judged_review_has_its_moment",
                condition=Q(verdict="", judged_at__isnull=True)
                | (~Q(verdict="") & Q(judged_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                name="review_waiting", fields=["reviewer", "application"], condition=Q(verdict="")
            ),
            models.Index(
                name="review_given", fields=["reviewer", "-judged_at"], condition=~Q(verdict="")
            ),
        ]
        triggers = [nobody_reads_who_is_off()]

    def __str__(self) -> str:
        return f"{self.application} · {self.slot}"


class PieceQuerySet(models.QuerySet["InformationRequest"]):
    """Questions about many pieces."""

    def asked(self) -> Self:
        """Those that their people still owe."""
        return self.filter(answered_at__isnull=True, closed_at__isnull=True)

    def returned(self) -> Self:
        """Those that came back and that nobody has read yet."""
        return self.filter(answered_at__isnull=False, closed_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class InformationRequest(models.Model):
    """What a reviewer asks of a person: answers to exactly these questions.

    Closed when read, or no longer asked.
    """

    application = models.ForeignKey(
        Application,
        models.CASCADE,
        related_name="information_requests",
        verbose_name=_("application"),
    )
    questions = models.JSONField(_("questions"), default=list)
    words = models.CharField(_("what is said with it"), max_length=240, blank=True)
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="pieces_asked", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = _("missing piece")
        verbose_name_plural = _("missing pieces")
        constraints = [
            models.UniqueConstraint(
                name="one_open_piece_per_file",
                fields=["application"],
                condition=Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="piece_is_answered_after_it_was_asked",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.asked_at:%Y-%m-%d}"
