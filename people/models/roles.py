"""What somebody may reach, and in which stop somebody takes part."""

from __future__ import annotations

from typing import Self, TypeAlias

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import roles
from people.models.users import User
from programs.models import Center, Partner, Stop


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many roles."""

    def visible_to(self, user: User) -> Self:
        """The roles that `user` finds as staff: of their centers, all for the national staff."""
        return self.all() if user.is_national else self.filter(center__in=user.centers())

    def managed_by(self, user: User) -> Self:
        """The roles that `user` may take away: those they may give, but none of their own."""
        grants = user.may_grant()
        others = self.exclude(user=user).filter(role__in=grants)
        return (
            others
            if user.is_national
            else others.filter(center__in=user.centers(roles.Role.MANAGER))
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """A role somebody holds, and where: it is the whole of what they may reach."""

    Role: TypeAlias = roles.Role
    CENTER_ROLES = roles.CENTER_ROLES

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    center = models.ForeignKey(
        Center,
        models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("center"),
    )
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("partner"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                name="one_role_once",
                fields=["user", "role", "center", "partner"],
                nulls_distinct=False,
                violation_error_message=_("This person already holds this role."),
            ),
            models.CheckConstraint(
                name="role_has_its_place",
                condition=Q(role="national", center__isnull=True, partner__isnull=True)
                | Q(role="partner", center__isnull=False, partner__isnull=False)
                | Q(
                    role__in=["reviewer", "manager", "expert"],
                    center__isnull=False,
                    partner__isnull=True,
                ),
                violation_error_message=_(
                    "A national role has no center; a partner has a center and an institution; "
                    "every other role has a center.",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.center or self.partner or ''}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Questions about many participations."""

    def visible_to(self, user: User) -> Self:
        """What `user` may open: their own, or those of the stops of their center."""
        return self.filter(Q(person=user) | Q(stop__in=user.stops_in_charge()))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Participation(models.Model):
    """An accepted person in a stop: a beneficiary. Workshops, coaching, follow-up know only it."""

    stop = models.ForeignKey(
        Stop, models.PROTECT, related_name="participations", verbose_name=_("stop")
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(name="one_participation_per_stop", fields=["stop", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.stop}"
