"""Questions of a workshop: asked, voted for, answered live, later or in writing; and their wall.

A poll is one small statement: whoever has the newest version of the wall gets nothing but that.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import (
    Case,
    Exists,
    F,
    JSONField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from core.composed import Composed, slot
from core.lives import move
from workshops.models import Question, Seat, Trainer, Vote, Wall, Workshop, turn_wall

if TYPE_CHECKING:
    from uuid import UUID

    from people.models import User

Row = TypeVar("Row", bound=Model)
Asked = list[dict[str, Any]]  # the questions of a wall, as its pages draw them
State = Question.State
MOST = 10  # questions of one seat: more are no questions of one person
WEEK = timedelta(days=7)
OF_WORKSHOP = Composed(lambda: Wall.objects.filter(workshop=slot("key")).values("version"))
OF_SEAT = Composed(lambda: Wall.objects.filter(workshop__seats=slot("key")).values("version"))


def turn_of(workshop: int) -> int:
    """The version of its wall: all that most polls ask, in one small statement; 0 before any."""
    return _version(OF_WORKSHOP, workshop)


def turn_at(seat: int) -> int:
    """The same for whoever has this seat."""
    return _version(OF_SEAT, seat)


def _version(walls: Composed[Wall], key: int) -> int:
    return sum(found["version"] for found in walls.named({"key": key}))


def with_wall(rows: QuerySet[Row], have: int, *, workshop: str, seat: str = "") -> QuerySet[Row]:
    """`rows` with `turn` and, where it is not the one they `have`, what was `asked`.

    `workshop` and `seat` say where the row names them.
    """
    version = Wall.objects.filter(workshop=OuterRef(workshop)).values("version")
    asked = Question.objects.filter(workshop=OuterRef(workshop)).ranked()
    told: dict[str, Any] = {name: F(name) for name in ("pk", "text", "state", "votes", "answer")}
    told |= {"key": F("key"), "due": F("due_on"), "owner": F("owner__name")}
    if seat:
        voices = Vote.objects.filter(question=OuterRef("pk"), seat=OuterRef(OuterRef(seat)))
        told["voted"] = Exists(voices)
        told["own"] = Case(When(Q(seat=OuterRef(seat)), then=True), default=False)
    drawn = ArraySubquery(asked.values_list(JSONObject(**told)))
    nothing = Value(None, output_field=ArrayField(JSONField()))
    found: QuerySet[Row] = rows.annotate(turn=Coalesce(Subquery(version), 0)).annotate(
        asked=Case(When(turn=have, then=nothing), default=drawn)
    )
    return found


def wall_of(row: Any) -> tuple[int, Asked | None]:
    """The version and the questions of a row that `with_wall` gave; None where nothing changed."""
    for each in row.asked or ():
        each["due"] = date.fromisoformat(each["due"]) if each["due"] else None
    return row.turn, row.asked


@transaction.atomic
def ask(seat: Seat, text: str, key: UUID) -> Question:
    """Ask something; the same `key` twice is one question.

    Raises ValidationError: 'seat' for whoever holds none, 'many' beyond ten.
    """
    if seat.state not in Seat.HOLDING and seat.state != Seat.State.WAITING:
        raise ValidationError(_("Whoever has a seat or waits for one may ask."), code="seat")
    Seat.objects.select_for_update(of=["self"], no_key=True).get(pk=seat.pk)  # one at a time
    if known := Question.objects.filter(key=key, seat=seat).first():
        return known
    theirs = Question.objects.filter(workshop=seat.workshop_id)
    if theirs.filter(seat__participation=seat.participation_id).count() >= MOST:
        raise ValidationError(_("You have asked ten questions. Vote for others too."), code="many")
    new = Question(workshop_id=seat.workshop_id, seat=seat, text=text, key=key)
    Question.objects.bulk_create([new], ignore_conflicts=True)
    turn_wall(seat.workshop_id)
    return Question.objects.get(key=key)


@transaction.atomic
def vote(seat: Seat, question: Question, *, wanted: bool = True) -> None:
    """Want a question answered too, or no longer; twice the same counts once.

    Whoever left and came back has another seat and the same voice; whoever left has none.
    """
    if question.workshop_id != seat.workshop_id or not seat.is_live:
        return
    rows = Question.objects.select_for_update(of=["self"]).select_related("seat")
    whose = rows.get(pk=question.pk)
    if whose.seat and whose.seat.participation_id == seat.participation_id:
        return
    voices = Vote.objects.filter(question=question, seat__participation=seat.participation_id)
    if wanted and not voices.exists():
        Vote.objects.create(question=question, seat=seat)
    elif wanted or not voices.delete()[0]:
        return
    count = Vote.objects.filter(question=question).count()
    Question.objects.filter(pk=question.pk).update(votes=count)
    turn_wall(seat.workshop_id)


@transaction.atomic
def answer(
    question: Question,
    state: str,
    *,
    words: str = "",
    owner: User | None = None,
    due_on: date | None = None,
) -> bool:
    """Say what became of a question, or that it is open all the same; False when it has moved.

    Raises ValidationError('words') for an answer in writing without one.
    """
    if state == State.OPEN and question.workshop.has_ended:
        state = State.LATER  # nobody looks for open ones any more
    if state == State.WRITTEN and not words.strip():
        raise ValidationError(_("Please write the answer."), code="words")
    kept: dict[str, Any] = {"owner": owner, "due_on": due_on, "answer": words}
    if state == State.OPEN:
        kept |= {"owner": None, "due_on": None}
    if state == State.LATER:
        kept["due_on"] = due_on or timezone.localdate() + WEEK
    moved = move(Question.objects.filter(pk=question.pk), Question.MOVES, state, **kept)
    if moved:
        turn_wall(question.workshop_id)
    return bool(moved)


def promise_open(workshop: Workshop) -> int:
    """What was not answered when a workshop ended gets an owner and a day; how many."""
    trainers = Trainer.objects.filter(workshops=workshop, user__isnull=False)
    owner = trainers.order_by("pk").values("user")[:1]
    left = Question.objects.filter(workshop=workshop, state=State.OPEN)
    due = timezone.localdate() + WEEK
    count = left.update(state=State.LATER, owner=Subquery(owner), due_on=due)
    if count:
        turn_wall(workshop.pk)
    return count
