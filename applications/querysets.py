"""Many candidacies: whose they are, which were received, in which order they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from people.conflicts import off

if TYPE_CHECKING:
    from applications.models import Application
    from people.models import User

RECEIVED = ("submitted", "accepted", "waiting", "declined", "lapsed", "confirmed")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions about many candidacies."""

    def visible_to(self, user: User) -> Self:
        """What `user` may open: their own, or those that stops of their center have received."""
        received = Q(stop__in=user.stops_in_charge(), submitted_at__isnull=False)
        return self.filter(Q(applicant=user) | (received & _not_off(user)))

    def in_charge_of(self, user: User) -> Self:
        """The files `user` works on as staff."""
        return self.filter(stop__in=user.stops_in_charge()).without_conflict(user)

    def without_conflict(self, user: User) -> Self:
        """Without those that `user` abstains from or is kept off; a manager sees them all."""
        return self.filter(_not_off(user))

    def received(self) -> Self:
        """Those that were sent and not taken back."""
        return self.filter(state__in=RECEIVED)

    def newest_first(self) -> Self:
        """With their stop and province: the last one sent first, drafts at the end."""
        return self.select_related("stop__center", "province").order_by(
            F("submitted_at").desc(nulls_last=True), "-pk"
        )

    def with_stop(self) -> Self:
        """With everything a page of a candidacy says about its stop."""
        return self.select_related("stop__center__region")

    def locked(self) -> Self:
        """To be read and changed by one at a time."""
        return self.select_for_update(of=["self"]).with_stop()

    def same_phone(self, application: Application) -> Self:
        """Other candidacies that the stop has already received from this telephone."""
        return (
            self.received()
            .filter(stop=application.stop_id, phone=application.phone)
            .exclude(pk=application.pk)
        )


def _not_off(user: User) -> Q:
    files = off(user)
    return Q() if files is None else ~Q(pk__in=files.order_by().values("pk"))
