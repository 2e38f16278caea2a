"""Pages of partners in the side menu: of a team, and of whoever speaks for an institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.PARTNERS, 10, _("The partners of the stop"), "partners_desk:all"),
    (Section.PARTNERS, 20, _("Offers of partners"), "offers_desk:all"),
    (Section.PARTNERS, 30, _("Doors to partners"), "partners_desk:doors"),
    (Section.PARTNERS, 40, _("Pages of partners"), "pages_desk:all"),
)
OWN = (
    (Section.PARTNERS, 60, _("People who opened the door"), "referrals:all"),
    (Section.PARTNERS, 65, _("Our offers"), "offers:all"),
    (Section.PARTNERS, 70, _("Our promises"), "promises:all"),
    (Section.PARTNERS, 75, _("Our page"), "partner_pages:mine"),
    (Section.PARTNERS, 80, _("Our stand"), "referrals:stand"),
)
TEXT = (Section.SET_UP, 81, _("Text of the doors to partners"), "doors_desk:text")


def entries(desk: MenuDesk) -> list[Entry]:
    """What partners are to a stop, for its center; for institutions, their own."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    if desk.user.is_staff and desk.sets_up:
        found += of_house([TEXT])
    return [*found, *(of_house(OWN) if Role.PARTNER in desk.user.roles else [])]
