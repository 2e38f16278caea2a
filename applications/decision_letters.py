"""What is written to somebody when their file was decided or a place has passed on.

The words stand in the events.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.links import place_link
from applications.mails import about, public_link, reader
from applications.models import Application
from core.language import said_day
from messaging.actions.letters import Letter, write
from messaging.actions.outbox import revise
from messaging.channels.base import channels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from applications.models import Move

SUBJECT = "place:"
OFFERS = {"accepted", "place_offered", "place_reminder"}


def tell(
    application: Application, event: str, move: Move, context: Mapping[str, str] | None = None
) -> None:
    """Write about `move` in its transaction; drop what still waits about an earlier one."""
    hush(application, move)
    write(letter(application, event, move.pk, context))


def hush(application: Application, move: Move) -> None:
    """Drop what waits and was true only before `move`."""
    revise(subject(application.pk), version=move.pk)


def letter(
    application: Application,
    event: str,
    move: int,
    context: Mapping[str, str] | None = None,
    *,
    due_at: datetime | None = None,
) -> Letter:
    """The letter about the `move` with this number.

    An offer goes to every address of its reader: its hours are counted.
    """
    return Letter(
        key=key(move),
        event=event,
        reader=reader(application),
        context={
            **about(application),
            **(_offer(application) if event in OFFERS else {}),
            **(context or {}),
        },
        stop=application.stop,
        about=subject(application.pk),
        version=move,
        due_at=due_at,
        everywhere=event in OFFERS,
        by_hand={} if event in OFFERS else _public(application, context or {}),
    )


def key(move: int) -> str:
    """What names the letter about the `move` with this number."""
    return f"move:{move}"


def letters_about(moves: Iterable[Move]) -> list[str]:
    """The keys under which the outbox may hold the letters about these moves."""
    endings = ["", *(f":{code}" for code in channels())]
    return [f"{key(move.pk)}{ending}" for move in moves for ending in endings]


def subject(number: int) -> str:
    """What the outbox calls the answer to the file with this number."""
    return f"{SUBJECT}{number}"


def number_of(name: str) -> int:
    """The file that a name of `subject` is about."""
    return int(name.removeprefix(SUBJECT))


def _public(application: Application, context: Mapping[str, str]) -> dict[str, str]:
    """Instead of the links that open what is somebody's own: no hand holds them."""
    names = {"link", "look"} & {"link", *context}
    return dict.fromkeys(names, public_link(application.stop))


def _offer(application: Application) -> dict[str, str]:
    """By when the place is to be confirmed, in figures and in words, and where."""
    local = timezone.localtime(application.confirm_by)
    return {
        "link": place_link(application),
        "day": f"{local:%d/%m %H:%M}",
        "until": _said(local, application.language),
    }


@lru_cache(maxsize=128)  # a wave is told the same moment
def _said(local: datetime, language: str) -> str:
    with translation.override(language):
        return said_day(date_format(local, "DATETIME_FORMAT"))
