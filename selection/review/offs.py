"""What the page of a file says of who does not read it, and what may be done about that there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from applications.models import Application
from selection.models import Recusal
from selection.review.readers import reviewers_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django_stubs_ext import StrOrPromise

    from people.models import User
    from programs.models import Stop
    from selection.models.conflicts import RecusalQuerySet


@dataclass(frozen=True)
class ReadingOff:
    """Who is off a file; whom a manager may keep off; whether who looks may abstain."""

    recusals: list[Recusal]  # those that `user` may know of: all for a manager
    people: list[User] = field(default_factory=list)
    may_abstain: bool = False
    own: Recusal | None = None
    is_managed: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say or to do."""
        return bool(self.may_abstain or self.recusals or self.own or self.people)

    @property
    def reasons(self) -> Sequence[tuple[str, StrOrPromise]]:
        """Why somebody may be off a file."""
        return Recusal.Reason.choices


def live_recusals() -> RecusalQuerySet:
    """Those that hold, with whom they name, the first that was said first."""
    return Recusal.objects.live().select_related("reader", "by").order_by("at", "pk")


def recusals_of(applications: Collection[int]) -> defaultdict[int, list[Recusal]]:
    """Who is off each of these files, by their keys, in one statement."""
    found: defaultdict[int, list[Recusal]] = defaultdict(list)
    for recusal in live_recusals().filter(application__in=applications):
        found[recusal.application_id].append(recusal)
    return found


def others_off(stop: Stop, user: User) -> RecusalQuerySet:
    """Who is off the files of a stop, for a manager; what they said of themselves stands apart."""
    recusals = live_recusals().filter(application__stop=stop)
    return recusals.exclude(reader=user, by=user).select_related("application__stop")


def reading_off(application: Application, user: User, *, is_managed: bool) -> ReadingOff:
    """The same of one file, for who looks; two statements for a manager, one for a reviewer."""
    recusals = list(live_recusals().filter(application=application))
    off = {recusal.reader_id for recusal in recusals}
    is_read = application.state == Application.State.SUBMITTED
    own = next((each for each in recusals if each.reader_id == user.pk), None)
    people = list(reviewers_of(application.stop)) if is_managed else []
    return ReadingOff(
        recusals=recusals if is_managed else [],
        people=[person for person in people if is_read and person.pk not in off],
        may_abstain=is_read and own is None,
        own=own if own and own.is_abstention else None,
        is_managed=is_managed,
    )
