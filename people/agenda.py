"""What a person's own page shows, room by room: parts of each room's `agenda.py`, found by looking.

`of_application(application)` gives things of somebody who has applied,
`steps_of_application(application)` lines of the story that is told to them. A room that knows
people as participations offers `of_participation(participation)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from django.template.loader import render_to_string

from core.rooms import offered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import Model
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from people.models import Participation
    from programs.models import Stop

Tone = Literal["done", "now", "next", "bad"]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do or to know: a template part with what it takes.

    `first` stands above the story of the file; `early` is shown right after sending too.
    """

    part: str
    context: Mapping[str, Any] = field(default_factory=dict)
    first: bool = False
    early: bool = False

    @property
    def html(self) -> SafeString:
        """The part, drawn in the language of the moment."""
        return render_to_string(self.part, {**self.context})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story: what happened or comes, and when."""

    text: StrOrPromise
    state: Tone
    on: date | datetime | None = None


class Followed(Protocol):
    """What a room that stands beside the candidacies reads of one."""

    @property
    def stop(self) -> Stop:
        """Where."""

    @property
    def participation(self) -> Participation | None:
        """The person as a beneficiary, once the place is confirmed."""


def things(application: Model) -> list[Thing]:
    """Everything that the rooms say of an application on its private page."""
    return [thing for of in offered("agenda", "of_application") for thing in of(application)]


def things_of(participation: Model) -> list[Thing]:
    """Everything that the rooms say of a person in a stop."""
    return [thing for of in offered("agenda", "of_participation") for thing in of(participation)]


def steps(application: Model) -> list[Step]:
    """The lines that rooms above the candidacy add to its story."""
    return [step for of in offered("agenda", "steps_of_application") for step in of(application)]
