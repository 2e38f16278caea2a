"""The files that a reviewer reads without names, of blind stops; and those they do not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef

from applications.models import Application
from people.roles import Role
from selection.models import Recusal, Review, Selection

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


def off(user: User) -> ApplicationQuerySet:
    """Those that `user` abstains from or is kept off, at stops that they do not manage."""
    recusals = Recusal.objects.live().filter(reader=user)
    rows = Application.objects.filter(pk__in=recusals.values("application"))
    return rows.exclude(stop__center__in=user.centers(Role.MANAGER))
