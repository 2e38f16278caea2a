"""Who of a center may be told of a file, and whom a note names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.unnamed import is_unnamed
from people.names import fold
from selection.models import Recusal
from selection.review.readers import reviewers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from applications.models import Application
    from people.models import User


def team_of(application: Application) -> QuerySet[User]:
    """Who works in the center of a file and is not off it, by name. One statement."""
    off = Recusal.objects.live().filter(application=application)
    return reviewers_of(application.stop).exclude(pk__in=off.values("reader"))


def refuse_who_reads_unnamed(application: Application, people: Iterable[User]) -> None:
    """Raise ValidationError('unnamed') when one of them reads the file without names.

    What a team writes may say who it is about.
    """
    for person in people:
        if is_unnamed(application, person):
            sentence = _(
                "%(name)s reads this file without names, and finds notes and tasks "
                "only after their verdict."
            )
            raise ValidationError(sentence % {"name": person.name}, code="unnamed")


def named_in(text: str, team: Sequence[User]) -> list[User]:
    """Those of `team` who stand in `text` after an @.

    By the whole name, or by a first name that nobody else of them has.
    """
    said = fold(text)
    firsts = [_first(person) for person in team]
    return [
        person
        for person in team
        if f"@{fold(person.name)}" in said
        or (firsts.count(_first(person)) == 1 and _stands_in(f"@{_first(person)}", said))
    ]


def _first(person: User) -> str:
    return next(iter(fold(person.name).split()), "")


def _stands_in(mark: str, said: str) -> bool:
    """Whether `mark` stands there as a whole word."""
    after = said.partition(mark)[2:]
    return mark in said and not after[0][:1].isalnum()
