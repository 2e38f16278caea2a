"""What a partner says of itself in a region, and who may show its agenda elsewhere."""

from __future__ import annotations

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from people.models import Membership, User
from people.roles import Role
from programs.models import Center, Partner, Theme


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Questions about many profiles."""

    def kept_by(self, user: User) -> Self:
        """Those of the institutions that `user` speaks for, each at their center."""
        held = Membership.objects.filter(
            user=user, role=Role.PARTNER, partner=OuterRef("partner"), center=OuterRef("center")
        )
        return self.filter(Exists(held))

    def proposed(self) -> Self:
        """Those with words that no team has read yet."""
        return self.filter(proposed_at__isnull=False)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Profile(models.Model):
    """A partner in a region: what the public reads, and what waits for the team.

    `proposed` holds, by field, what the partner wrote last; a team puts it in force.
    """

    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="profiles", verbose_name=_("partner")
    )
    center = models.ForeignKey(
        Center, models.CASCADE, related_name="profiles", verbose_name=_("center")
    )
    words = models.TextField(_("what you do for entrepreneurs"), max_length=2000, blank=True)
    themes = models.ManyToManyField(Theme, related_name="+", blank=True, verbose_name=_("themes"))
    hosts = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("sites that may show the agenda"),
        default=list,
        blank=True,
    )
    proposed = models.JSONField(default=dict, blank=True)
    proposed_at = models.DateTimeField(_("proposed"), null=True)
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of a partner")
        verbose_name_plural = _("pages of partners")
        constraints = [
            models.UniqueConstraint(name="one_page_of_a_partner", fields=["partner", "center"])
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.center}"
