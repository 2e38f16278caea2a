"""What somebody outside is asked about a file: a bank, a chamber, a province."""

from __future__ import annotations

from datetime import timedelta
from typing import Self
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from desk.models.access import of_named_files
from people.models import User

GRACE = timedelta(days=14)  # after the day, in which a late opinion is still taken


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Questions about many opinions."""

    def unread_for(self, user: User) -> Self:
        """Those that came back and that nobody has read yet, of files `user` may read by name."""
        return self.filter(of_named_files(user), given_at__isnull=False, read_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Opinion(models.Model):
    """That an institution is asked about a file, what it is shown of it, and what it says."""

    class Verdict(models.TextChoices):
        FAVOURABLE = "favourable", _("Favourable")
        UNFAVOURABLE = "unfavourable", _("Unfavourable")
        REMARKS = "remarks", _("Remarks only")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="opinions", verbose_name=_("application")
    )
    institution = models.CharField(_("who is asked"), max_length=120)
    words = models.CharField(_("what is asked"), max_length=500, blank=True)
    questions = models.JSONField(_("answers shown"), default=list, blank=True)
    attachments = models.JSONField(_("files shown"), default=list, blank=True)  # their keys
    due = models.DateField(_("until"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    verdict = models.CharField(_("opinion"), max_length=12, choices=Verdict, blank=True)
    remarks = models.TextField(_("remarks"), max_length=2000, blank=True)
    signed = models.CharField(_("name and function"), max_length=120, blank=True)
    given_at = models.DateTimeField(_("given"), null=True, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    key = models.UUIDField(_("key of its form"), default=uuid4, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside opinion")
        verbose_name_plural = _("outside opinions")
        constraints = [
            models.UniqueConstraint(name="a_form_asks_once", fields=["application", "key"]),
            models.CheckConstraint(
                name="a_given_opinion_has_its_moment",
                condition=Q(verdict="", given_at__isnull=True)
                | (~Q(verdict="") & Q(given_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="an_opinion_taken_back_was_not_given",
                condition=Q(withdrawn_at__isnull=True) | Q(given_at__isnull=True),
            ),
            models.CheckConstraint(
                name="remarks_only_says_something",
                condition=~Q(verdict="remarks") | ~Q(remarks=""),
            ),
        ]
        indexes = [
            models.Index(name="opinion_of_a_file", fields=["application", "-id"]),
            models.Index(
                name="opinion_unread",
                fields=["given_at"],
                condition=Q(given_at__isnull=False, read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.institution

    @property
    def is_waited_for(self) -> bool:
        """Whether it was neither given nor taken back."""
        return self.given_at is None and self.withdrawn_at is None

    @property
    def is_late(self) -> bool:
        """Whether its day is over without an answer."""
        return self.is_waited_for and self.due < timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Whether its link still shows something and takes an answer."""
        return self.is_waited_for and timezone.localdate() <= self.due + GRACE
