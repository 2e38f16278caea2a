"""Somebody of a stop found by name or telephone: among five hundred no list is chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.searches import LONGEST
from core.writing import tidy
from people.looking import named
from people.models import Participation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from workshops.models import Workshop

SHOWN = 20  # people; more words find fewer


@dataclass(frozen=True)
class Found:
    """What was typed, who was found, and whether there are more of them than are shown."""

    words: str = ""
    people: Sequence[Participation] = ()
    more: bool = False


def find(rows: QuerySet[Participation], typed: str) -> Found:
    """Those of `rows` whose name, telephone or e-mail has these words; one statement, or none."""
    words = tidy(typed)[:LONGEST]
    if not words:
        return Found()
    there = rows.filter(named(words, of="person")).select_related("person")
    people = list(there.order_by("person__name_key", "pk")[: SHOWN + 1])
    return Found(words, people[:SHOWN], more=len(people) > SHOWN)


def without_seat(workshop: Workshop) -> QuerySet[Participation]:
    """Who takes part in the stop and neither sits nor waits in this workshop."""
    there = Participation.objects.filter(stop=workshop.stop_id)
    return there.exclude(pk__in=workshop.seats.live().values("participation"))


def said(participation: Participation) -> str:
    """Their name and telephone, by which two of one name are told apart."""
    person = participation.person
    return f"{person.name} · \u2066{person.phone}\u2069" if person.phone else str(person.name)
