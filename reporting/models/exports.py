"""The files staff asked for."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Membership
from programs.models import Stop

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from people.models import User


class ExportQuerySet(models.QuerySet["Export"]):
    """Questions about many exports."""

    def visible_to(self, user: User) -> Self:
        """The log: managers read who took which files from their center, the superuser all."""
        if user.is_superuser:
            return self.all()
        stops = Stop.objects.filter(center__in=user.centers(Membership.Role.MANAGER))
        return self.filter(stops__overlap=[*stops.values_list("pk", flat=True)])

    def to_be_made(self, lost: datetime) -> Self:
        """Those that wait, and those whose worker has written nothing since `lost`."""
        return self.filter(
            Q(state=Export.State.WAITING) | Q(state=Export.State.WORKING, heard_at__lte=lost)
        )

    def to_be_taken(self, user: User) -> Self:
        """The ready ones that `user` asked for, of stops that are all still in their charge."""
        stops = [*user.stops_in_charge().values_list("pk", flat=True)]
        ready = self.filter(state=Export.State.READY, expires_at__gt=timezone.now())
        return ready.filter(owner=user, stops__contained_by=stops)


class Export(models.Model):
    """A file of applications, seats, sessions or needs that a member of staff asked for.

    Made in the background, forgotten after a day.
    """

    class Rows(models.TextChoices):
        APPLICATIONS = "applications", _("Applications")
        SEATS = "seats", _("Seats in workshops")
        SESSIONS = "sessions", _("Sessions with experts")
        NEEDS = "needs", _("Needs")

    TITLES = {
        Rows.APPLICATIONS: _("Export applications"),
        Rows.SEATS: _("Export seats in workshops"),
        Rows.SESSIONS: _("Export sessions with experts"),
        Rows.NEEDS: _("Export needs"),
    }

    class Format(models.TextChoices):
        XLSX = "xlsx", _("Excel (XLSX)")
        CSV = "csv", _("CSV")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="exports",
        verbose_name=_("asked by"),
    )
    rows = models.CharField(
        _("a row for each of"), max_length=12, choices=Rows, default=Rows.APPLICATIONS
    )
    filters = models.JSONField(_("filters"), default=dict)
    columns = ArrayField(  # the groups of columns that were ticked; none: all
        models.CharField(max_length=20), verbose_name=_("columns"), default=list, blank=True
    )
    format = models.CharField(_("format"), max_length=4, choices=Format)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    stops = ArrayField(
        models.BigIntegerField(), verbose_name=_("stops"), default=list, editable=False
    )
    claim = models.UUIDField(null=True, editable=False)
    heard_at = models.DateTimeField(null=True, editable=False)
    file = models.FileField(_("file"), upload_to="exports/", blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("kept until"))
    downloads = models.PositiveSmallIntegerField(_("downloads"), default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def title(self) -> StrOrPromise:
        """What its pages are called."""
        return self.TITLES[self.Rows(self.rows)]
