"""Pages of messages in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

CONVERSATIONS = (Section.MESSAGES, 10, _("Conversations"), "messaging:threads")
OF_CENTERS = (
    (Section.MESSAGES, 20, _("Ready answers"), "messaging:stock"),
    (Section.MESSAGES, 30, _("Messages to send by hand"), "messaging:by_hand"),
    (Section.MESSAGES, 50, _("What could not be read"), "messaging:arrivals"),
)
QUEUE = (Section.MESSAGES, 40, _("The queue of messages"), "messaging:queue")
LISTS = (
    (Section.MESSAGES, 60, _("Every message"), "admin:messaging_message_changelist"),
    (Section.MESSAGES, 70, _("Who wants no messages"), "admin:messaging_optout_changelist"),
)
PERIODS = (Section.SET_UP, 50, _("Hours of messages"), "admin:messaging_period_changelist")
WORDS = (Section.SET_UP, 40, _("Texts of messages"), "admin:messaging_wordings")


def entries(desk: MenuDesk) -> list[Entry]:
    """Conversations and what does not leave by itself; in the set-up the texts and the hours."""
    works = works_here(desk.user)
    found = of_house([CONVERSATIONS]) if works or Role.EXPERT in desk.user.roles else []
    if works:
        found += of_house(OF_CENTERS)
    if desk.user.is_staff:
        found += of_house([QUEUE, *LISTS])
    if desk.works:
        found += of_stop(desk.stop, [WORDS])
    return [*found, *(of_house([PERIODS]) if desk.sets_up else [])]
