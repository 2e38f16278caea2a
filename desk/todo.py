"""What needs somebody now at the desk: sheets that are not recorded yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.parcels import waiting_sheets
from people.todo import counted

if TYPE_CHECKING:
    from people.todo import Desk, TodoItem


def todo(desk: Desk) -> list[TodoItem]:
    """Sheets that this browser sent within the hour and that are not recorded yet."""
    sheets = waiting_sheets(desk.session, desk.user)
    url = reverse("desk:import-preview", args=[sheets[0].stop, sheets[0].address]) if sheets else ""
    name = _("Sheets to put right or to confirm")
    moments = [sheet.since for sheet in sheets]
    return [counted(name, "digital", url, moments, position=90, menu="desk:import")]
