"""All that an earlier stop proposes to a stop, and what became of each proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from desk.memory.asked import of_questions
from desk.memory.form import of_form
from desk.memory.hours import of_workshops
from desk.memory.worded import of_messages
from desk.models import Lesson

if TYPE_CHECKING:
    from desk.memory.proposals import Proposal
    from programs.models import Stop


PAGES = {  # where it is done or looked at by hand, and whether the address asks for the stop
    Lesson.Kind.FORM: ("forms:all", False),
    Lesson.Kind.ASKED: ("messaging:stock", False),
    Lesson.Kind.HOURS: ("planning:list", True),
    Lesson.Kind.WORDS: ("admin:messaging_wording_changelist", False),
    Lesson.Kind.WORKSHOP: ("planning:list", True),
}


@dataclass(frozen=True)
class Group:
    """The proposals of a kind: those that wait, and those that were answered; `url` leads on."""

    name: str
    url: str
    waiting: list[Proposal]
    answered: list[Lesson]


def proposals_of(stop: Stop, source: Stop) -> list[Proposal]:
    """Counted anew; fourteen statements at most."""
    return [
        *of_form(source),
        *of_questions(source),
        *of_workshops(source, stop),
        *of_messages(source, stop),
    ]


def groups_of(stop: Stop, source: Stop) -> list[Group]:
    """By kind, in their order; one that proposes nothing is left out."""
    lessons = list(Lesson.objects.filter(stop=stop, source=source).order_by("at", "pk"))
    known = {(row.kind, row.about) for row in lessons}
    found = [each for each in proposals_of(stop, source) if (each.kind, each.about) not in known]
    groups = []
    for kind, (page, of_stop) in PAGES.items():
        waiting = [each for each in found if each.kind == kind]
        answered = [row for row in lessons if row.kind == kind]
        if waiting or answered:
            url = reverse(page, args=[stop.slug] if of_stop else [])
            groups.append(Group(str(kind.label), url, waiting, answered))
    return groups
