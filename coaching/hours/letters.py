"""What is written to experts about their help; the words stand in `coaching.hours.occasions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many

if TYPE_CHECKING:
    from coaching.models import Expert
    from programs.models import Stop, Theme


def tell(expert: Expert, event: str, *, version: int = 1) -> None:
    """Write to an expert on one of the occasions of their life, once a state and version."""
    write_many([_letter(expert, event, key=f"expert:{expert.pk}:{event}:{version}")])


def ask_for_days(experts: list[Expert], stop: Stop, theme: Theme, people: int, day: str) -> int:
    """Ask experts for days on a theme; once a day at most. How many letters are new."""
    return write_many(
        [
            _letter(
                expert,
                "expert_days_wanted",
                key=f"expert:{expert.pk}:days:{stop.pk}:{theme.pk}:{day}",
                stop=stop,
                theme=theme,
                people=people,
            )
            for expert in experts
        ]
    )


def _letter(
    expert: Expert,
    event: str,
    *,
    key: str,
    stop: Stop | None = None,
    theme: Theme | None = None,
    people: int = 0,
) -> Letter:
    language = expert.user.language if expert.user else expert.written_in
    with translation.override(language):
        context = {
            "center": expert.center.name,
            "link": absolute(reverse("hours:mine")),
            "theme": theme.name if theme else "",
            "count": str(people),
        }
    reader = Reader(expert.user, expert.phone, expert.email, language)
    return Letter(
        key=key,
        event=event,
        reader=Reader.of(expert.user) if expert.user else reader,
        context=context,
        stop=stop,
    )
