"""Questions about many questionnaires: who may read and change them, which version is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from people.models import Membership, User

if TYPE_CHECKING:
    from programs.models import Stop
    from questionnaires.models import Questionnaire, Version  # noqa: F401  named by the types below


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    """Questions about many questionnaires."""

    def built(self) -> Self:
        """Those that staff make with the builder."""
        return self.filter(purpose__in=self.model.BUILT)

    def visible_to(self, user: User) -> Self:
        """What `user` may read: those of their stops and of every stop; all for the program."""
        if user.is_national:
            return self.built()
        return self.built().filter(Q(stop=None) | Q(stop__in=user.stops_in_charge()))

    def editable_by(self, user: User) -> Self:
        """What `user` may change: managers those of their stops, the program those of every one."""
        if user.is_superuser:
            return self.built()
        mine = Q(stop__center__in=user.centers(Membership.Role.MANAGER))
        return self.built().filter(mine | Q(stop=None) if user.is_national else mine)

    def with_versions(self) -> Self:
        """Each with the number of the version in force, and of the one in draft."""
        published = Q(versions__published_at__isnull=False)
        drafted = Q(versions__published_at=None, versions__answered=False)
        return self.annotate(
            in_force=models.Max("versions__number", filter=published),
            in_draft=models.Max("versions__number", filter=drafted),
        )


class VersionQuerySet(models.QuerySet["Version"]):
    """Questions about many versions."""

    def drafts(self) -> Self:
        """Those that nobody was asked yet."""
        return self.filter(published_at__isnull=True, answered=False)

    def in_force(self, purpose: str, stop: Stop) -> Version:
        """Find the stop's own newest published version, else everybody's.

        Raises `Version.DoesNotExist`.
        """
        return (
            self.filter(
                Q(questionnaire__stop=stop) | Q(questionnaire__stop=None),
                questionnaire__purpose=purpose,
            )
            .filter(published_at__isnull=False)
            .order_by(F("questionnaire__stop").asc(nulls_last=True), "-number")[:1]
            .get()
        )
