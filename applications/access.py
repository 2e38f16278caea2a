"""The file that somebody who works here may hold."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import Http404

from applications.models import Application
from applications.unnamed import is_unnamed
from core.composed import Composed, slot
from people.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Callable

    from applications.querysets import ApplicationQuerySet
    from people.models import User

    More = Callable[[ApplicationQuerySet], ApplicationQuerySet]


def file_in_charge(
    user: User, slug: str, reference: str, *also: str, more: More | None = None
) -> Application:
    """A file that was sent to that stop, with what it names `also`, and with `more` beside it."""
    asked = _in_charge(Rights.of(user), also, more)
    for application in asked.rows(_at(slug, reference)):
        return application
    raise Http404


@lru_cache(maxsize=256)  # a reviewer opens one after another: it is composed once for each of them
def _in_charge(rights: Rights, also: tuple[str, ...], more: More | None) -> Composed[Application]:
    rows = Application.objects.in_charge_of(rights.user).filter(submitted_at__isnull=False)
    return _composed(rows, also, more)


@lru_cache(maxsize=256)
def _off_too(
    user: User,
    _is_superuser: bool,  # noqa: FBT001  part of a key
    also: tuple[str, ...],
    more: More | None,
) -> Composed[Application]:
    rows = Application.objects.filter(stop__in=user.stops_in_charge(), submitted_at__isnull=False)
    return _composed(rows, also, more)


def _composed(
    rows: ApplicationQuerySet, also: tuple[str, ...], more: More | None
) -> Composed[Application]:
    beside = rows.select_related("stop__center__region", *also)
    found = more(beside) if more else beside
    return Composed(lambda: found.filter(stop__slug=slot("stop"), reference=slot("reference")))


def _at(slug: str, reference: str) -> dict[str, str]:
    return {"stop": slug, "reference": reference}


def file_or_off(
    user: User, slug: str, reference: str, *also: str, more: More | None = None
) -> Application:
    """The same, and one that `user` is off: to tell them so, where they send what they typed."""
    asked = _off_too(user, user.is_superuser, also, more)
    for application in asked.rows(_at(slug, reference)):
        return application
    raise Http404


def named_file_in_charge(user: User, slug: str, reference: str) -> Application:
    """The same; one that `user` reads without names is not there."""
    application = file_in_charge(user, slug, reference)
    if is_unnamed(application, user):
        raise Http404
    return application
