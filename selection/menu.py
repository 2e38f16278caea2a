"""Reading the files and deciding, in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.menu import Section, of_stop

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_READERS = (
    (Section.APPLICATIONS, 40, _("Files that look alike"), "doubles:list"),
    (Section.READING, 10, _("Triage"), "triage:next"),
    (Section.READING, 20, _("Progress of the reading"), "review:board"),
    (Section.READING, 30, _("Who reads what"), "review:files"),
    (Section.READING, 40, _("Where readers differ"), "review:differences"),
    (Section.READING, 60, _("Criteria"), "review:criteria"),
    (Section.DECISIONS, 40, _("Places"), "deciding:seats"),
    (Section.DECISIONS, 50, _("Second looks"), "deciding:second-looks"),
)
OF_MANAGERS = (
    (Section.READING, 50, _("Rules of the reading"), "review:rules"),
    (Section.DECISIONS, 10, _("Choosing"), "choosing:files"),
    (Section.DECISIONS, 20, _("To publish"), "deciding:decisions"),
    (Section.DECISIONS, 30, _("Targets"), "choosing:targets"),
    (Section.DECISIONS, 35, _("What if"), "choosing:what-if"),
)


def entries(desk: MenuDesk) -> list[Entry]:
    """What reads and decides at the chosen stop; the decisions for its managers."""
    if not desk.works:
        return []
    return of_stop(desk.stop, (*OF_READERS, *(OF_MANAGERS if desk.manages else ())))
