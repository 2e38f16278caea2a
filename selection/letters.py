"""What is written to somebody who was declined, and to who asked for a second look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.decision_letters import letter
from core.language import said_day
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write
from selection.links import appeal_link

if TYPE_CHECKING:
    from datetime import date, datetime

    from applications.models import Application
    from selection.models import Appeal, Handover, Selection


def notify_of_appeal(application: Application, appeal: Appeal) -> None:
    """Write that somebody else has read it again, and that the decision stays."""
    last = application.moves.latest("pk")
    write(replace(letter(application, "second_look_kept", last.pk), key=f"second-look:{appeal.pk}"))


def write_of_hand_over(handover: Handover) -> None:
    """Write to whom a second look was given, by e-mail alone, with the page that opens it."""
    application = handover.appeal.application
    page = reverse("deciding:handed", args=[handover.appeal_id])
    with translation.override(handover.to.language):
        names = {"stop": str(application.stop), "center": str(application.stop.center)}
    context = {"reference": application.reference or "", "page": absolute(page), **names}
    write(
        Letter(
            key=f"hand-over:{handover.pk}",
            event="second_look_handed",
            reader=Reader.of(handover.to),
            context=context,
        )
    )


def days_to_appeal_of(selection: Selection) -> timedelta:
    """For how long a second look may be asked for."""
    return timedelta(days=selection.days_to_appeal)


def refused(application: Application, *, reasons: str, until: datetime) -> dict[str, str]:
    """What the letter to a declined person says besides: why, and until when to ask again."""
    return {
        "reasons": reasons,
        "look": appeal_link(application),
        "look_until": _day_in(timezone.localdate(until), application.language),
    }


@lru_cache(maxsize=128)  # all who are told together are told the same day
def _day_in(day: date, language: str) -> str:
    with translation.override(language):
        return said_day(date_format(day, "DATE_FORMAT"))
