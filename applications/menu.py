"""The candidacies in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Entry, Section

if TYPE_CHECKING:
    from people.menu import MenuDesk

LIST = "admin:applications_application_changelist"


def entries(desk: MenuDesk) -> list[Entry]:
    """The list of what was sent to the chosen stop."""
    if not works_here(desk.user):
        return []
    at = f"?stop={desk.stop.slug}" if desk.stop else ""
    return [Entry(Section.APPLICATIONS, 10, _("All applications"), LIST, f"{reverse(LIST)}{at}")]
