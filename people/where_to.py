"""Where a form goes that was kept, in words: an address says nothing to whoever typed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from people.models import User

AREAS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {  # by the first word: alone, of a stop
    "account": (_("It goes to your account."), ""),
    "admin": (_("It goes to the administration."), ""),
    "desk": (_("It goes to the desk."), _("It goes to the desk of this stop:")),
    "expert": (_("It goes to your pages as an expert."), ""),
    "partner": (_("It goes to the pages of your institution."), ""),
}
OWN = (_("It goes to one of your own pages."), _("It goes to this stop:"))


@dataclass(frozen=True)
class Place:
    """One sentence, with the name of a stop behind it where there is one."""

    said: StrOrPromise
    stop: Stop | None = None


def places(paths: Sequence[str], user: User) -> list[Place]:
    """Of each of these addresses; one statement. A stop that `user` may not know has no name."""
    words = [[each for each in path.partition("?")[0].split("/") if each][:2] for path in paths]
    slugs = {word for pair in words for word in pair}
    known = Stop.objects.announced() | user.stops_in_charge()
    stops = {stop.slug: stop for stop in known.filter(slug__in=slugs)}
    return [_place(pair, stops) for pair in words]


def _place(words: Sequence[str], stops: dict[str, Stop]) -> Place:
    alone, of_stop = next((AREAS[each] for each in words[:1] if each in AREAS), OWN)
    stop = next((stops[each] for each in words if each in stops), None)
    return Place(of_stop, stop) if stop and of_stop else Place(alone)
