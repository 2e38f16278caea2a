"""In which order files come to a reviewer: what came back, what is theirs, what nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, Subquery

from applications.models import Application
from core.composed import Composed, slot
from selection.models import Decision, InformationRequest, Recusal, Review
from selection.triage.cards import beside
from selection.triage.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.db.models.expressions import RawSQL

    from applications.querysets import ApplicationQuerySet
    from people.models import User
    from programs.models import Stop
    from selection.models import Selection

    Key = int | RawSQL

AHEAD = 40  # as many free files are looked at to find one that nobody else is reading
MANY, ORDERED = 1_000, 10  # free files of which the order is kept, and for how many seconds
READING = 180  # seconds after which a card that was drawn and not judged is offered to others too
BEST = (F("prescore__points").desc(nulls_last=True), "submitted_at", "pk")


@dataclass(frozen=True)
class Queue:
    """What waits for one reviewer at one stop."""

    stop: Stop
    user: User
    rules: Selection

    @cached_property
    def standing(self) -> Standing:
        """What this reviewer has done at the stop so far."""
        return Standing.of(self.stop, self.user)

    def first(self) -> Application | None:
        """The file to read now; nothing when none is left."""
        key = self._own()
        application = DRAWN.row({"file": key}) if key else self._best_known() or self._best()
        if application:
            application.stop = self.stop
        return application

    def _best_known(self) -> Application | None:
        """The first of the order of a moment ago that nobody else has on their screen.

        Nothing where that order is not known, or where it has been read meanwhile.
        """
        ahead = self._known[:AHEAD]
        key = self._unread(ahead) if ahead else None
        values = {"file": key, "stop": self.stop.pk, "user": self.user.pk}
        return _still_free(self.rules.reviews).row(values) if key else None

    def _best(self) -> Application | None:
        key = self._unread(self._ahead())
        return DRAWN.row({"file": key}) if key else None

    def _own(self) -> int | None:
        """What came back, else what was given to this reviewer; neither is looked for in vain."""
        waiting = [
            rows()
            for rows, is_any in (
                (self._back, self.standing.returned),
                (self._mine, self.standing.waiting),
            )
            if is_any
        ]
        keys = (rows.values_list("pk", flat=True).first() for rows in waiting)
        return next(filter(None, keys), None)

    def _ahead(self) -> list[int]:
        """The best free files: in the order of a moment ago where it is known, else among all."""
        known = self._known
        for block in (known[place : place + AHEAD] for place in range(0, len(known), AHEAD)):
            if keys := list(self._free().filter(pk__in=block).values_list("pk", flat=True)):
                return keys
        return list(self._free().values_list("pk", flat=True)[:AHEAD])

    @cached_property
    def _known(self) -> list[int]:
        """The free files in order, without those this reviewer has read since; none when few.

        To put many in order takes longer than anybody wants to wait for the next, so it is done
        every few seconds, for all reviewers of the stop. Each is checked when its turn comes; a
        better one that comes meanwhile waits so long.
        """
        free = cache.get(key := f"triage:free:{self.stop.pk}")
        if free is None:
            free = list(
                _open(self.stop.pk)
                .filter(_has_room(self.rules.reviews))
                .order_by(*BEST)
                .values_list("pk", flat=True)
            )
            cache.set(key, free if len(free) >= MANY else [], ORDERED)
        read = self.standing.read | self.standing.off
        return [each for each in free if each not in read]

    def _unread(self, free: Sequence[int]) -> int | None:
        """The first that nobody else has on their screen; else the first."""
        readers = cache.get_many([_reading(each) for each in free])
        alone = (each for each in free if readers.get(_reading(each), self.user.pk) == self.user.pk)
        return next(alone, free[0] if free else None)

    def _back(self) -> QuerySet[Application]:
        """Those whose missing piece has come, and whose reader this is, the longest wait first."""
        returned = InformationRequest.objects.returned().filter(application=OuterRef("pk"))
        concerned = Exists(returned.filter(asked_by=self.user)) | Exists(
            _reviews(reviewer=self.user)
        )
        back = _open(self.stop.pk).filter(
            _not_off(self.user.pk),
            pk__in=InformationRequest.objects.returned().values("application"),
        )
        since = Subquery(returned.values("answered_at")[:1])
        return (
            back.filter(concerned | _has_room(self.rules.reviews))
            .annotate(since=since)
            .order_by("since", "pk")
        )

    def _mine(self) -> QuerySet[Application]:
        """Those that were given to this reviewer."""
        waiting = Review.objects.filter(reviewer=self.user, verdict="")
        return _open(self.stop.pk).filter(pk__in=waiting.values("application")).order_by(*BEST)

    def _free(self) -> QuerySet[Application]:
        """Those that still want a reviewer, whom this one has not read."""
        return _free(self.stop.pk, self.user.pk, self.rules.reviews).order_by(*BEST)

    def left(self) -> Left:
        """How much of it is done."""
        judged, waiting = self.standing.judged, self.standing.waiting
        return Left(judged, waiting, free=0 if waiting else self._left_free())

    def _left_free(self) -> int:
        """How many are free: as known a moment ago while they are many, else counted anew."""
        known = len(self._known)
        return known if known > AHEAD else self._free().count()


@dataclass(frozen=True, slots=True)
class Left:
    """How many files a reviewer has judged, and how many wait for them.

    `free` are counted when nothing is their own.
    """

    judged: int
    waiting: int
    free: int


def note_reading(application: Application, user: User) -> None:
    """Remember for three minutes who has this card on their screen: a courtesy, not a lock."""
    cache.add(_reading(application.pk), user.pk, READING)


def forget_reading(application: Application, user: User) -> None:
    """Whoever abstains has it on their screen no longer."""
    if cache.get(_reading(application.pk)) == user.pk:
        cache.delete(_reading(application.pk))


def last_abstention(stop: Stop, user: User, after: datetime | None) -> Recusal | None:
    """The abstention that `user` may still take back, if it is what they did last."""
    read = Review.objects.given().filter(
        application=OuterRef("application"), judged_at__gte=OuterRef("at")
    )
    open_ones = (
        Recusal.objects.live()
        .abstentions()
        .filter(
            ~Exists(read),
            _undecided("application"),
            reader=user,
            application__stop=stop,
            application__state=Application.State.SUBMITTED,
        )
    )
    newest = open_ones.filter(at__gt=after) if after else open_ones
    return newest.select_related("application").order_by("-at").first()


def _open(stop: Key) -> ApplicationQuerySet:
    """Files that may be judged, and wait for nothing from their person."""
    requests = InformationRequest.objects.asked().filter(application=OuterRef("pk"))
    applications = Application.objects.filter(stop=stop, state=Application.State.SUBMITTED)
    return applications.filter(~Exists(requests), _undecided("pk"))


def _free(stop: Key, user: Key, reviews: int) -> ApplicationQuerySet:
    """Those of them that still want a reviewer, and that `user` has not read and may read."""
    unread = ~Exists(_reviews(reviewer=user))
    return _open(stop).filter(unread, _not_off(user), _has_room(reviews))


def _has_room(reviews: int) -> Q:
    return reduce(or_, (Q(~Exists(_reviews(slot=each))) for each in range(1, reviews + 1)))


def _not_off(user: Key) -> Q:
    """That a reviewer does not abstain, and is not kept off."""
    recusals = Recusal.objects.live().filter(reader=user)
    return Q(~Exists(recusals.filter(application=OuterRef("pk"))))


def _reviews(**which: object) -> QuerySet[Review]:
    return Review.objects.filter(application=OuterRef("pk"), **which)


def _to_draw(files: ApplicationQuerySet) -> ApplicationQuerySet:
    """The one of them with this key, and all that its card shows."""
    return beside(files.select_related("decision", "prescore").filter(pk=slot("file")))


DRAWN = Composed(lambda: _to_draw(Application.objects.all()))


@lru_cache  # one for each number of reviews
def _still_free(reviews: int) -> Composed[Application]:
    return Composed(lambda: _to_draw(_free(slot("stop"), slot("user"), reviews)))


def _undecided(application: str) -> Q:
    """That no decision about a file is prepared, in a form that PostgreSQL estimates well."""
    return Q(~Exists(Decision.objects.filter(application=OuterRef(application))))


def _reading(application: int) -> str:
    return f"triage:reading:{application}"
