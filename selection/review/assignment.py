"""Who reads which file, evenly by load, province and activity; what is fixed or judged stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.refusals import moved_on
from selection.models import Recusal, Review, Selection
from selection.review.readers import readers, refuse_strangers, refuse_who_is_off

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from people.models import User
    from programs.models import Stop

BLOCK = 1000
UNEVEN = 2


Cell = tuple[int | None, int | None]  # province and activity


@dataclass
class Assignments:
    """Who holds what while files are given out: the load, how many of each kind, who has which."""

    people: list[int]
    load: Counter[int]
    kinds: Counter[tuple[int, str, int | None]] = field(default_factory=Counter)
    holders: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def hold(
        self, person: int, application: Application, *, in_hand: bool = True, sign: int = 1
    ) -> None:
        """Add a file to those of `person`, or take it away with `sign` -1.

        Who gives one away stays among its holders until all is written down.
        """
        self.load[person] += sign if in_hand else 0
        self.kinds[person, "province", application.province_id] += sign
        self.kinds[person, "sector", application.sector_id] += sign
        self.holders[application.pk].add(person)

    def keep_off(self, applications: Collection[int]) -> None:
        """Count whoever is off a file among its holders, so that it never comes to them."""
        for application, people in Recusal.objects.readers_off(applications).items():
            self.holders[application] |= people

    def fit(self, person: int, cell: Cell) -> int:
        """How many of this province and of this activity somebody reads already."""
        return self.kinds[person, "province", cell[0]] + self.kinds[person, "sector", cell[1]]

    def next_for(self, application: Application) -> int | None:
        """Who takes it: of those with least in hand who lack it, whoever reads fewest like it."""
        free = [person for person in self.people if person not in self.holders[application.pk]]
        return min(
            free,
            key=lambda person: (self.load[person], self.fit(person, cell_of(application)), person),
            default=None,
        )


def cell_of(application: Application) -> Cell:
    """Where a file comes from and what it is about."""
    return application.province_id, application.sector_id


@transaction.atomic
def assign(stop: Stop, *, by: User, among: Collection[User] | None = None) -> int:
    """Give every file to as many people as the rules say; how often one was given. Idempotent.

    What is judged or locked stays where it is. What is not goes on to somebody with less in hand,
    or to one of those who are to read (`among`) from one who is not.
    """
    selection = Selection.objects.locked(stop)
    people = sorted({person.pk for person in (readers(stop) if among is None else among)})
    waiting = Application.objects.filter(stop=stop, state=Application.State.SUBMITTED).order_by(
        "pk"
    )
    applications = list(waiting.only("pk", "province_id", "sector_id").select_for_update())
    count = 0
    with pghistory.context(user=by.pk):
        too_many = Review.objects.filter(application__in=waiting, slot__gt=selection.reviews)
        too_many.filter(verdict="", locked=False).delete()
        slots = range(1, selection.reviews + 1)
        # Who gives a file away may take it back in the next round: done only when nothing moves.
        while people and (changed := _give_out(stop, applications, people, slots=slots)):
            count += changed
    return count


def _give_out(
    stop: Stop, applications: list[Application], people: list[int], *, slots: Iterable[int]
) -> int:
    """One round, written down; how many reviews are new or in other hands."""
    by_key = {application.pk: application for application in applications}
    reviews = list(
        Review.objects.filter(application__stop=stop, application__in=by_key).order_by("pk")
    )
    elsewhere = Review.objects.waiting().filter(reviewer__in=people).exclude(application__stop=stop)
    counted = elsewhere.values_list("reviewer").annotate(Count("pk"))
    table = Assignments(people, load=Counter(dict(counted)))
    for review in reviews:
        table.hold(review.reviewer_id, by_key[review.application_id], in_hand=not review.verdict)
    table.keep_off(by_key)
    before = {review.pk: review.reviewer_id for review in reviews}
    free = [review for review in reviews if not review.verdict and not review.locked]
    _leave(table, by_key, [review for review in free if review.reviewer_id not in people])
    taken = {(review.application_id, review.slot) for review in reviews}
    new = _take_up(table, applications, taken, slots)
    _level(table, by_key, [review for review in (*free, *new) if review.reviewer_id in people])
    moved = [review for review in reviews if review.reviewer_id != before[review.pk]]
    for review in moved:
        review.assigned_at = timezone.now()
    Review.objects.bulk_create(new, BLOCK)
    Review.objects.bulk_update(moved, ["reviewer", "assigned_at"], BLOCK)
    return len(new) + len(moved)


def _pass_on(table: Assignments, review: Review, application: Application, to: int) -> None:
    table.hold(review.reviewer_id, application, sign=-1)
    table.hold(to, application)
    review.reviewer_id = to


def _leave(
    table: Assignments, by_key: Mapping[int, Application], reviews: Iterable[Review]
) -> None:
    """Take from those who do not read what others can take."""
    for review in reviews:
        application = by_key[review.application_id]
        if (to := table.next_for(application)) is not None:
            _pass_on(table, review, application, to)


def _take_up(
    table: Assignments,
    applications: Iterable[Application],
    taken: Collection[tuple[int, int]],
    slots: Iterable[int],
) -> list[Review]:
    """Give out what nobody has, by province and activity, so that each of them goes round."""
    order = sorted(
        applications,
        key=lambda application: (
            application.province_id or 0,
            application.sector_id or 0,
            application.pk,
        ),
    )
    new = []
    for slot in slots:
        for application in order:
            to = None if (application.pk, slot) in taken else table.next_for(application)
            if to is not None:
                table.hold(to, application)
                new.append(Review(application=application, slot=slot, reviewer_id=to))
    return new


def _level(
    table: Assignments, by_key: Mapping[int, Application], reviews: Iterable[Review]
) -> None:
    """While somebody has two more than another, pass one on: of a kind the other reads least."""
    hands: defaultdict[int, defaultdict[Cell, list[Review]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for review in reviews:
        hands[review.reviewer_id][cell_of(by_key[review.application_id])].append(review)
    while step := _step(table, hands):
        review, to = step
        application = by_key[review.application_id]
        hands[review.reviewer_id][cell_of(application)].remove(review)
        _pass_on(table, review, application, to)
        hands[to][cell_of(application)].append(review)


def _step(
    table: Assignments, hands: Mapping[int, Mapping[Cell, list[Review]]]
) -> tuple[Review, int] | None:
    """The next review to pass on, and to whom; None when hands are as even as they can be."""
    busiest = sorted(table.people, key=lambda person: (-table.load[person], person))
    for giver in busiest:
        for taker in reversed(busiest):
            if table.load[giver] - table.load[taker] < UNEVEN:
                break
            cells = hands.get(giver, {})
            order = sorted(
                filter(cells.get, cells),
                key=lambda cell: (
                    table.fit(taker, cell) - table.fit(giver, cell),
                    cell[0] or 0,
                    cell[1] or 0,
                ),
            )
            for cell in order:
                for review in cells[cell]:
                    if taker not in table.holders[review.application_id]:
                        return review, taker
    return None


def hand_over(review: Review, *, to: User, by: User, locked: bool) -> Review:
    """Give a review that is not judged yet to somebody of the center; it stays there if `locked`.

    Raises ValidationError('stranger') for who does not work in the center, 'twice' for who reads it
    already, 'off' for who does not read this file, 'decided' when it was judged or left the desk.
    """
    refuse_strangers(review.application.stop, to)
    now = timezone.now()
    with pghistory.context(user=by.pk), once_each():
        application = Application.objects.locked().get(pk=review.application_id)
        refuse_who_is_off(application, to)
        open_ones = Review.objects.waiting().filter(pk=review.pk)
        since = {} if review.reviewer_id == to.pk else {"assigned_at": now}
        if not open_ones.update(reviewer=to, locked=locked, **since):
            raise moved_on()
    review.refresh_from_db()
    return review


def give(application: Application, *, to: User, by: User, locked: bool = True) -> Review:
    """Give a file that has a free review to somebody of the center. Raises as `hand_over` does."""
    refuse_strangers(application.stop, to)
    with pghistory.context(user=by.pk), once_each():
        selection = Selection.objects.at(application.stop)
        locked_application = Application.objects.locked().get(pk=application.pk)
        refuse_who_is_off(locked_application, to)
        taken = set(locked_application.reviews.values_list("slot", flat=True))
        free = [slot for slot in range(1, selection.reviews + 1) if slot not in taken]
        if locked_application.state != Application.State.SUBMITTED or not free:
            raise moved_on()
        return Review.objects.create(
            application=locked_application, slot=free[0], reviewer=to, locked=locked
        )


@contextmanager
def once_each() -> Iterator[None]:
    """One transaction; a second review of a file by the same person becomes a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        if "one_review_per_reviewer" not in str(clash):
            raise
        raise ValidationError(_("This person reads this file already."), code="twice") from clash
