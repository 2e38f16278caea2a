"""A row a need: who needs what, how much, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from needs.models import Need
from people.unnamed import unnamed
from programs.models import Province, Sector, Theme
from reporting.exports.row_columns import (
    Column,
    RowSheet,
    field,
    moment,
    names,
    without_conflict,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from applications.reports import Value as Cell
    from people.models import User
    from programs.models import Stop

FIELDS = (
    *("theme_id", "level", "state", "changed_at", "reason", "is_unnamed"),
    *("application__reference", "application__name", "application__phone"),
    *("application__province_id", "application__sector_id", "application__kind"),
    *("application__state",),
)


def sheet(stop: Stop, user: User) -> RowSheet:
    """The needs of a stop's candidacies, file by file, the greatest first."""
    rows = Need.objects.filter(
        application__stop=stop,
        application__stop__in=user.stops_in_charge(),
        application__state__in=Application.RECEIVED,
    )
    files = unnamed(user)
    hidden: Any = Value(value=False, output_field=BooleanField())
    if files is not None:
        hidden = Exists(files.filter(pk=OuterRef("application_id")))
    read = (
        without_conflict(rows, user, "application")
        .annotate(is_unnamed=hidden)
        .order_by("application_id", "-level", "theme_id")
    )
    of = "application__"
    columns = (
        Column("reference", _("File number"), field(f"{of}reference")),
        Column("name", _("Name"), _unless_unnamed(f"{of}name")),
        Column("phone", _("Phone"), _unless_unnamed(f"{of}phone")),
        Column("province", _("Province"), word(f"{of}province_id", names(Province.objects.all()))),
        Column("sector", _("Activity"), word(f"{of}sector_id", names(Sector.objects.all()))),
        Column("kind", _("Kind"), word(f"{of}kind", dict(Application.Kind.choices))),
        Column("file", _("State of the file"), word(f"{of}state", dict(Application.State.choices))),
        Column("theme", _("Theme"), word("theme_id", names(Theme.objects.all()))),
        Column("level", _("How much, of 100"), field("level")),
        Column("state", _("State of the need"), word("state", dict(Need.State.choices))),
        Column("changed", _("Changed on"), moment("changed_at")),
        Column("reason", _("Reason of the correction"), field("reason")),
    )
    return RowSheet(read.values_list("id", *FIELDS, named=True), columns)


def _unless_unnamed(name: str) -> Callable[[Any], Cell]:
    said = field(name)
    return lambda row: "" if row.is_unnamed else said(row)
