"""What is written to experts about their help, and to people whose expert changes.

The words stand in `coaching.hours.occasions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from core.language import language_of_page
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coaching.models import Case, Expert
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


def tell_of_next(case: Case, before: Expert) -> None:
    """Write to somebody who goes on with the expert of `case`: they choose an hour; once a case."""
    told = {"before": before.name, "expert": case.expert.name}
    write_many([_to_person(case, "session_next_expert", told)])


def tell_of_end(cases: Iterable[Case]) -> None:
    """Write to people whose expert leaves, and who have no hour: they choose one; once a case."""
    write_many(
        [_to_person(each, "session_expert_left", {"before": each.expert.name}) for each in cases]
    )


def _to_person(case: Case, event: str, told: Mapping[str, str]) -> Letter:
    stop = case.participation.stop
    reader = Reader.of(case.participation.person)
    link = absolute(reverse("sessions:find", args=[stop.slug]))
    with translation.override(reader.language):
        said = {"link": link, "stop": stop.name, "center": stop.center.name}
    return Letter(f"case:{case.pk}:{event}", event, reader, {**told, **said}, stop)


def _letter(
    expert: Expert,
    event: str,
    *,
    key: str,
    stop: Stop | None = None,
    theme: Theme | None = None,
    people: int = 0,
) -> Letter:
    language = expert.user.language if expert.user else language_of_page()
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
