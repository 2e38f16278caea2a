"""What a workshop still misses, in words of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programs.translation import ALWAYS
from workshops.planning.ways import is_too_big

if TYPE_CHECKING:
    from workshops.models import Workshop


def missing(workshop: Workshop) -> list[str]:
    """What is missing of one whose trainers are read; no statement."""
    found = []
    is_draft = workshop.state == workshop.State.DRAFT
    if workshop.state == workshop.State.CANCELLED or (workshop.has_ended and not is_draft):
        return []
    if is_draft and workshop.has_begun:  # as a plan that was copied to days of the past
        found.append(pgettext("missing", "an hour to come"))
    if not workshop.trainers.all():
        found.append(pgettext("missing", "a trainer"))
    if workshop.way != workshop.Way.ONLINE and workshop.venue_id is None:
        found.append(pgettext("missing", "a room"))
    if workshop.is_online and is_too_big(workshop):
        found.append(pgettext("missing", "a link"))
    if not all(getattr(workshop, f"description_{code}") for code in ALWAYS):
        found.append(_("its text in Arabic and French"))
    return found
