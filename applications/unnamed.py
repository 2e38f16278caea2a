"""Files that are read without names: which of some rows they are, and what is left of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from people.names import fold
from people.unnamed import unnamed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from applications.models import Application
    from applications.querysets import ApplicationQuerySet
    from people.models import User

WHO = {"name", "phone", "email"}


def unnamed_among(pks: Collection[int], user: User) -> set[int]:
    """Those of these files that `user` reads without names; no statement for a manager."""
    files = unnamed(user)
    if files is None or not pks:
        return set()
    return set(files.filter(pk__in=pks).values_list("pk", flat=True))


def is_unnamed(application: Application, user: User) -> bool:
    """Whether `user` reads this file without names."""
    return bool(unnamed_among([application.pk], user))


def for_reader(applications: Iterable[Application], user: User) -> None:
    """Take out of the rows who it is, where `user` reads without names; one statement at most."""
    rows = list(applications)
    hidden = unnamed_among([row.pk for row in rows], user)
    for row in rows:
        if row.pk in hidden:
            without_who(row)


def findable(rows: ApplicationQuerySet, words: str, user: User | None) -> ApplicationQuerySet:
    """Those that `words` may find: one that is read without names is found by its number alone."""
    files = unnamed(user) if user else None
    if files is None:
        return rows
    hidden = Exists(files.filter(pk=OuterRef("pk")))
    return rows.filter(~Q(hidden) | Q(reference__iexact=fold(words)))


def marked(rows: ApplicationQuerySet, user: User) -> ApplicationQuerySet:
    """The rows with `is_unnamed`, whether `user` reads this one without names."""
    files = unnamed(user)
    if files is None:
        return rows
    return rows.annotate(is_unnamed=Exists(files.filter(pk=OuterRef("pk"))))


def line_without_who(line: Any) -> Any:
    """The named tuple of a file without what says who it is."""
    answers = {code: answer for code, answer in line.answers.items() if code not in WHO}
    return line._replace(association="", answers=answers)


def without_who(application: Application) -> Application:
    """Empty the fields that say who it is, in memory: such a row is drawn and never saved."""
    application.name = application.phone = application.email = application.association = ""
    if "answers" not in application.get_deferred_fields():
        answers = application.answers.items()
        application.answers = {code: answer for code, answer in answers if code not in WHO}
    return application
