"""The messages that an earlier stop worded in its own way, and this one does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.spoken import LANGUAGES
from desk.memory.proposals import Proposal
from desk.models import Lesson
from messaging.models import Wording
from messaging.occasions import EVENTS

if TYPE_CHECKING:
    from programs.models import Stop

TEXTS = tuple(f"{field}_{code}" for field in ("short", "subject", "long") for code in LANGUAGES)


def of_messages(source: Stop, stop: Stop) -> list[Proposal]:
    """One an occasion, its words as they stand there; two statements."""
    here = {row.event: texts_of(row) for row in Wording.objects.filter(stop=stop)}
    return [
        Proposal(
            Lesson.Kind.WORDS,
            row.event,
            _("Say it as there: %(occasion)s") % {"occasion": EVENTS[row.event].name},
            next(text for text in texts_of(row).values() if text),
        )
        for row in Wording.objects.filter(stop=source).order_by("event")
        if row.event in EVENTS
        and any(texts_of(row).values())
        and here.get(row.event) != texts_of(row)
    ]


def texts_of(row: Wording) -> dict[str, str]:
    """What it says, by column."""
    return {name: getattr(row, name) or "" for name in TEXTS}
