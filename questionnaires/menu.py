"""The forms in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.menu import Section, of_house

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

PAGE = (Section.SET_UP, 30, _("Forms"), "forms:all")


def entries(desk: MenuDesk) -> list[Entry]:
    """The forms, for whoever prepares something."""
    return of_house([PAGE]) if desk.sets_up else []
