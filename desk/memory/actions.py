"""A proposal of an earlier stop is taken over or dismissed; both can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from desk.memory.worded import texts_of
from desk.models import Lesson
from messaging.models import StockAnswer, Wording
from programs.copying import copied
from programs.models import Stop
from workshops.models import Workshop
from workshops.planning.copies import copy_workshop

if TYPE_CHECKING:
    from desk.memory.proposals import Proposal
    from people.models import User

LONGEST = 300  # letters of a title


@transaction.atomic
def answer(stop: Stop, source: Stop, proposal: Proposal, *, taken: bool, by: User) -> Lesson:
    """Take `proposal` over, or dismiss it; once, however often it is tapped."""
    list(Stop.objects.select_for_update(no_key=True).filter(pk=stop.pk).values_list("pk"))
    about = {"source": source, "kind": proposal.kind, "about": proposal.about}
    known = Lesson.objects.filter(stop=stop, **about).first()
    if known:
        return known
    state = Lesson.State.TAKEN if taken else Lesson.State.DISMISSED
    made = _make(stop, source, proposal) if taken else {}
    title = proposal.title[:LONGEST]
    return Lesson.objects.create(stop=stop, **about, title=title, state=state, made=made, by=by)


@transaction.atomic
def undo(lesson: Lesson) -> None:
    """Let it wait again; what was taken over goes back as far as nobody has changed it since."""
    row = Lesson.objects.select_for_update().filter(pk=lesson.pk).first()
    if row is None:
        return
    if "workshop" in row.made:
        drafts = Workshop.objects.filter(pk=row.made["workshop"], state=Workshop.State.DRAFT)
        drafts.delete()
    if "answer" in row.made:
        StockAnswer.objects.filter(pk=row.made["answer"]).delete()
    if "words" in row.made:
        _put_back(row.stop, row.about, row.made)
    row.delete()


def _make(stop: Stop, source: Stop, proposal: Proposal) -> dict[str, Any]:
    """What a click does by itself; a form and hours are changed by hand, on their pages."""
    if proposal.kind == Lesson.Kind.WORKSHOP and proposal.on:
        workshop = Workshop.objects.get(stop=source, number=int(proposal.about))
        return {"workshop": copy_workshop(workshop, to=stop, on=proposal.on).pk}
    if proposal.kind == Lesson.Kind.WORDS:
        return _say(stop, Wording.objects.get(stop=source, event=proposal.about))
    if proposal.kind == Lesson.Kind.ASKED and proposal.about.startswith("answer-"):
        return _ready(stop, StockAnswer.objects.get(pk=int(proposal.about.partition("-")[2])))
    return {}


def _say(stop: Stop, there: Wording) -> dict[str, Any]:
    """Word it as there, and keep what stood here."""
    here = Wording.objects.filter(stop=stop, event=there.event).first()
    before = texts_of(here) if here else None
    Wording.objects.filter(stop=stop, event=there.event).delete()
    copied(there, stop=stop).save()
    return {"words": texts_of(there), "before": before}


def _put_back(stop: Stop, event: str, made: dict[str, Any]) -> None:
    """What stood here before, unless somebody has changed the words since."""
    row = Wording.objects.filter(stop=stop, event=event).first()
    if row is None or texts_of(row) != made["words"]:
        return
    if made["before"] is None:
        row.delete()
        return
    for name, text in made["before"].items():
        setattr(row, name, text)
    row.save()


def _ready(stop: Stop, there: StockAnswer) -> dict[str, Any]:
    """A ready answer of another center, for the center of `stop`; its own is there already."""
    same = StockAnswer.objects.filter(center=stop.center_id, name=there.name)
    if same.exists():
        return {}
    row = copied(there, center=stop.center)
    row.save()
    return {"answer": row.pk}
