"""All that an earlier stop proposes to a stop, and what became of each proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.memory.asked import of_questions
from desk.memory.form import of_form
from desk.memory.hours import of_workshops
from desk.memory.worded import of_messages
from desk.models import Lesson
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from desk.memory.proposals import Proposal
    from programs.models import Stop


PAGES = {  # where it is done or looked at by hand, and whether the address asks for the stop
    Lesson.Kind.FORM: ("forms:form", False),
    Lesson.Kind.ASKED: ("messaging:stock", False),
    Lesson.Kind.HOURS: ("planning:new", True),
    Lesson.Kind.WORDS: ("admin:messaging_wording_changelist", False),
    Lesson.Kind.WORKSHOP: ("planning:list", True),
}

NEXT = {
    Lesson.Kind.FORM: _("It stands beside the question: change the draft of the form there."),
    Lesson.Kind.HOURS: _("Whoever plans a workshop at this hour is told."),
    Lesson.Kind.WORKSHOP: _("Its draft stands among the workshops: look at it, then publish it."),
}
OF_EVERY_STOP = _(
    "It stands beside the question, in the form of every stop: make a form for this stop to "
    "change it."
)


@dataclass(frozen=True)
class Group:
    """The proposals of a kind: those that wait, and those that were answered; `url` leads on."""

    name: str
    url: str
    next: str  # what is left to do by hand once one is taken over
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
    found = proposals_of(stop, source)
    titles = {(each.kind, each.about): each.title for each in found}
    for row in lessons:  # in the language of the page, as long as it is proposed
        row.title = titles.get((row.kind, row.about), row.title)
    groups = []
    for kind, (page, of_stop) in PAGES.items():
        own = [each for each in found if each.kind == kind]
        waiting = [each for each in own if (each.kind, each.about) not in known]
        answered = [row for row in lessons if row.kind == kind]
        if waiting or answered:
            is_own, form = _form_of(stop) if kind == Lesson.Kind.FORM else (True, None)
            keys = [form] if form else []
            url = reverse(page, args=[stop.slug] if of_stop else keys)
            what = str(NEXT.get(kind, _("Look at it there.")) if is_own else OF_EVERY_STOP)
            groups.append(Group(str(kind.label), url, what, waiting, answered))
    return groups


def _form_of(stop: Stop) -> tuple[bool, int]:
    """The form of its candidacy, and whether it is its own, not the one of every stop."""
    candidacy = Questionnaire.objects.filter(purpose=Questionnaire.Purpose.CANDIDACY)
    own = candidacy.filter(stop=stop).values_list("pk", flat=True).first()
    return bool(own), own or candidacy.get(stop=None).pk
