"""The files that a reviewer reads without names: of blind stops, before their own verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef

from applications.models import Application
from people.roles import Role
from selection.models import Review, Selection

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet
    from people.models import User

State = Application.State
PLACED = (State.ACCEPTED, State.CONFIRMED)  # whoever has a place is welcomed by name


def unnamed(user: User) -> ApplicationQuerySet:
    """Those of stops that `user` works for and does not manage."""
    blind = Selection.objects.in_charge_of(user).filter(blind=True)
    read = blind.exclude(stop__center__in=user.centers(Role.MANAGER))
    verdict = Review.objects.given().filter(application=OuterRef("pk"), reviewer=user)
    # An array, not a join: PostgreSQL takes a join for a handful of files and reads a million.
    in_stops = Func(
        F("stop_id"),
        ArraySubquery(read.values("stop_id")),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
    rows = Application.objects.filter(~Exists(verdict), in_stops)
    return rows.filter(submitted_at__isnull=False).exclude(state__in=PLACED)
