"""A row a session: who meets which expert, when and how, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coaching.models import Booking, Expert, Mode, Report, SessionOpinion
from programs.models import Theme
from reporting.exports.row_columns import (
    Column,
    RowSheet,
    moment,
    names,
    person,
    without_conflict,
    word,
)

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop

FILE, WHO = "participation__application", "person"
FIELDS = (
    *("starts_at", "ends_at", "expert_id", "theme_id", "mode", "state", "made_at"),
    *(f"{FILE}__reference", f"{WHO}__name", f"{WHO}__phone"),
    *("report__outcome", "opinion__face"),
)


def sheet(stop: Stop, user: User) -> RowSheet:
    """The sessions of a stop that `user` may read, by hour: those of who has left without them."""
    rows = Booking.objects.visible_to(user).filter(stop=stop)
    read = without_conflict(rows, user, FILE).order_by("starts_at", "pk")
    experts = names(Expert.objects.filter(pk__in=rows.order_by().values("expert")))
    columns = (
        Column("starts", _("Day and hour"), moment("starts_at")),
        Column("ends", _("Until"), moment("ends_at")),
        Column("expert", _("Expert"), word("expert_id", experts)),
        Column("theme", _("Theme"), word("theme_id", names(Theme.objects.all()))),
        Column("mode", _("How"), word("mode", dict(Mode.choices))),
        *person(FILE, WHO),
        Column("state", _("State"), word("state", dict(Booking.State.choices))),
        Column("made", _("Booked on"), moment("made_at")),
        Column("outcome", _("Report"), word("report__outcome", dict(Report.Outcome.choices))),
        Column("opinion", _("Opinion"), word("opinion__face", dict(SessionOpinion.Face.choices))),
    )
    return RowSheet(read.values_list("id", *FIELDS, named=True), columns)
