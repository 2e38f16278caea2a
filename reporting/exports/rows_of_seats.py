"""A row a seat: who registered for which workshop, whether they came, what they thought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from programs.models import Theme
from reporting.exports.row_columns import (
    Column,
    RowSheet,
    field,
    moment,
    names,
    person,
    without_conflict,
    word,
)
from workshops.models import Arrival, Opinion, Seat, Workshop

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop

FILE, WHO = "participation__application", "participation__person"
FIELDS = (
    *("workshop_id", "workshop__number", "workshop__theme_id", "workshop__starts_at", "state"),
    *(f"{FILE}__reference", f"{WHO}__name", f"{WHO}__phone", "companion_name", "companion_phone"),
    *("entered_at", "came", "second_came", "opinion__face"),
)


def sheet(stop: Stop, user: User) -> RowSheet:
    """The seats of a stop that `user` may read, by hour and order of entry."""
    came = Arrival.objects.filter(seat=OuterRef("pk"))
    rows = Seat.objects.visible_to(user).filter(workshop__stop=stop)
    read = (
        without_conflict(rows, user, FILE)
        .annotate(
            came=Subquery(came.filter(second=False).values("state")[:1]),
            second_came=Subquery(came.filter(second=True).values("state")[:1]),
        )
        .order_by("workshop__starts_at", "workshop_id", "position")
    )
    titles = names(Workshop.objects.filter(stop=stop))
    columns = (
        Column("number", _("Number"), field("workshop__number")),
        Column("workshop", _("Workshop"), word("workshop_id", titles)),
        Column("theme", _("Theme"), word("workshop__theme_id", names(Theme.objects.all()))),
        Column("starts", _("Day and hour"), moment("workshop__starts_at")),
        *person(FILE, WHO),
        Column("second", _("Second person"), field("companion_name")),
        Column("second_phone", _("Their phone"), field("companion_phone")),
        Column("state", _("State"), word("state", dict(Seat.State.choices))),
        Column("entered", _("Registered on"), moment("entered_at")),
        Column("came", _("Attendance"), word("came", dict(Arrival.State.choices))),
        Column(
            "second_came",
            _("Attendance of the second person"),
            word("second_came", dict(Arrival.State.choices)),
        ),
        Column("opinion", _("Opinion"), word("opinion__face", dict(Opinion.Face.choices))),
    )
    return RowSheet(read.values_list("id", *FIELDS, named=True), columns)
