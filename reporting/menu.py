"""Figures and exports in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STAFF = (Section.FIGURES, 10, _("Every count of the stop"), "reporting:desk-stop-figures")
OF_STOPS = (Section.FIGURES, 20, _("Figures of the stops"), "reporting:desk-figures")
PUBLIC = (Section.FIGURES, 30, _("The public page of figures"), "reporting:figures")
OF_PARTNERS = (Section.PARTNERS, 50, _("Figures for partners"), "dashboards:home")
BULLETIN = (Section.FIGURES, 15, _("Bulletin"), "bulletin:bulletin")
EXPORT = (Section.APPLICATIONS, 50, _("Export"), "reporting:export")
OF_ROWS = (
    (Section.WORKSHOPS, 50, _("Export seats in workshops"), "reporting:export-seats"),
    (Section.COACHING, 45, _("Export sessions with experts"), "reporting:export-sessions"),
    (Section.NEEDS, 25, _("Export needs"), "reporting:export-needs"),
)
EXPORTS = (Section.APPLICATIONS, 55, _("Exports made"), "admin:reporting_export_changelist")
TOKENS = (Section.SET_UP, 92, _("Tokens for programs"), "reporting:tokens")
OWN_TOKENS = (Section.PARTNERS, 90, *TOKENS[2:])  # of whoever has nothing to prepare
HOOKS = (Section.SET_UP, 93, _("Webhooks"), "reporting:hooks")
OPEN = (Section.FIGURES, 40, _("Open data"), "reporting:open-data")
TOKENED = {Role.MANAGER, Role.NATIONAL, Role.PARTNER}


def entries(desk: MenuDesk) -> list[Entry]:
    """Counts for the staff, the public page for everybody with a role, exports for the centers."""
    found = [*of_stop(desk.stop, [PUBLIC]), *of_house([OPEN])]
    if desk.user.is_staff:
        found += of_house([OF_STOPS])
    if desk.works or desk.user.is_national:
        found += of_stop(desk.stop, [OF_STAFF, BULLETIN])
    if desk.works:
        found += of_stop(desk.stop, OF_ROWS)
    if desk.user.is_national or desk.user.roles & {Role.PARTNER, Role.MANAGER}:
        found += of_house([OF_PARTNERS])
    if works_here(desk.user):
        found += of_house([EXPORT])
    if desk.user.is_superuser or Role.MANAGER in desk.user.roles:
        found += of_house([EXPORTS, HOOKS])
    if desk.user.is_superuser or desk.user.roles & TOKENED:
        found += of_house([TOKENS if desk.sets_up or desk.user.is_superuser else OWN_TOKENS])
    return found
