"""What the page of a file says of who does not read it, and what may be done about that there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from applications.models import Application
from selection.models import Recusal
from selection.review.readers import reviewers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from people.models import User


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


def reading_off(application: Application, user: User, *, is_managed: bool) -> ReadingOff:
    """The same of one file, for who looks; two statements for a manager, one for a reviewer."""
    recusals = list(
        Recusal.objects.live()
        .filter(application=application)
        .select_related("reader", "by")
        .order_by("at", "pk")
    )
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
