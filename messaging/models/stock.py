"""Ready answers of a center: what its team says often, in three languages."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Membership, User
from people.roles import CENTER_ROLES, Role
from programs.models import Center


class StockAnswerQuerySet(models.QuerySet["StockAnswer"]):
    """Questions about many ready answers."""

    def usable_by(self, user: User) -> Self:
        """Those of the centers where `user` answers, as staff or as an expert."""
        if user.is_superuser:
            return self.all()
        work = Membership.objects.filter(user=user, role__in=[*CENTER_ROLES, Role.EXPERT])
        return self.filter(center__in=work.values("center"))

    def managed_by(self, user: User) -> Self:
        """Those that `user` may change or delete."""
        if user.is_superuser:
            return self.all()
        return self.filter(center__in=user.centers(Role.MANAGER))


class StockAnswer(models.Model):
    """One of them: `name` is what the team calls it. A placeholder: `{file}`."""

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="stock_answers", verbose_name=_("center")
    )
    name = models.CharField(_("name"), max_length=60)
    body = models.TextField(_("text"), max_length=1500, blank=True)

    objects = StockAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_ready_answer_per_name",
                fields=["center", "name"],
                violation_error_message=_("The center already has a ready answer of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
