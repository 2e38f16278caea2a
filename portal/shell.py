"""The shell of whoever works here: the chosen stop, and the side menu as it stands on a page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from core.composed import Composed, slots
from core.language import translated
from core.rooms import offered
from people.access import works_here
from people.menu import ICONS, MenuDesk, Section
from people.todo import last_counts
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import HttpRequest
    from django.urls import ResolverMatch
    from django_stubs_ext import StrOrPromise

    from people.menu import Entry
    from people.models import User

CHOSEN = "stop"  # where the session keeps the slug of the stop that was chosen last
NARROWING = {"stop", "stop__id__exact"}  # how lists are narrowed to a stop
OF_ONE_STOP = {  # what a query says of one stop alone: places, rows, what was done
    *("province", "after", "before", "p", "page", "act", "view", "picked"),
}
ROOTS = 3  # strokes in "/desk/fes/": beneath stand the pages of a stop
SAID = ("slug", "state", "center", *translated("name"))  # of a stop
EVERY_STOP = Composed(lambda: Stop.objects.only(*SAID))
STOPS_OF = Composed(lambda: Stop.objects.filter(center__in=slots("centers")).only(*SAID))
FRESH = 30  # seconds after which what waits is counted again


@dataclass(frozen=True)
class Line:
    """A page of the menu: how many wait there; `here` when it is the page one reads."""

    name: StrOrPromise
    page: str
    url: str
    count: int
    here: bool


@dataclass(frozen=True)
class Part:
    """A part of the menu, which leads to its first page; its pages show while one is among them."""

    name: StrOrPromise
    icon: str
    lines: Sequence[Line]
    here: bool

    @property
    def count(self) -> int:
        """How many wait in all."""
        return sum(line.count for line in self.lines)

    @property
    def pages(self) -> str:
        """The names of its pages, by which a script counts again."""
        return " ".join(line.page for line in self.lines)


@dataclass(frozen=True)
class Shell:
    """What stands around a page; `stops` are the others, each with the way to it."""

    parts: Sequence[Part]
    stop: Stop | None
    stops: Sequence[tuple[Stop, str]]
    home: str
    searches: bool
    old: bool  # whether it is time to count again


def shell_of(request: HttpRequest, user: User) -> Shell:
    """The shell of this page, in one statement: the stops."""
    stops = list(_stops_of(user))
    stop = _chosen(request, stops)
    desk = MenuDesk(user, stops, stop)
    found = [entry for entries in offered("menu", "entries") for entry in entries(desk)]
    home = next(entry.url for entry in found if entry.section == Section.TODAY)
    since, counts = last_counts(user)
    return Shell(
        parts=_parts(found, _stands(request, stop), counts),
        stop=stop,
        stops=_ways_to(request, desk, home),
        home=home,
        searches=works_here(user),
        old=since is None or (timezone.now() - since).total_seconds() > FRESH,
    )


def _stops_of(user: User) -> Iterable[Stop]:
    """The stops of the centers in which somebody has a role; every stop for the national staff."""
    if user.is_national:
        return EVERY_STOP.rows({})
    centers = sorted({center for _role, center in user.held if center})
    return STOPS_OF.rows({"centers": centers})


def _chosen(request: HttpRequest, stops: Sequence[Stop]) -> Stop | None:
    """The stop of the address; else the one chosen last; else the newest that is open."""
    by_slug = {stop.slug: stop for stop in stops}
    match = request.resolver_match
    at = match.kwargs if match else {}
    named = by_slug.get(at.get("stop") or at.get("slug") or _asked(request))
    if match and match.url_name == "programs_stop_change":
        named = next((stop for stop in stops if str(stop.pk) == at.get("object_id")), None)
    kept = by_slug.get(request.session.get(CHOSEN, ""))
    usual = next((stop for stop in stops if stop.state == Stop.State.OPEN), None)
    usual = kept or usual or next(iter(stops), None)
    if named and named != usual:
        request.session[CHOSEN] = named.slug
    return named or usual


def _asked(request: HttpRequest) -> str:
    """The stop that the query names: to be looked at, or of the list that one came from."""
    return request.GET.get("stop") or request.GET.get("at", "")


def _ways_to(request: HttpRequest, desk: MenuDesk, home: str) -> list[tuple[Stop, str]]:
    """Each other stop and the same page of it; the first page where that is not theirs."""
    others = [stop for stop in desk.stops if stop != desk.stop]
    same = _same_page(request) if others else None
    return [
        (stop, same(stop) if same and _may_as_much(desk, stop) else f"{home}?stop={stop.slug}")
        for stop in others
    ]


def _may_as_much(desk: MenuDesk, stop: Stop) -> bool:
    """Whether somebody who works at the chosen stop may do at this one what they may there."""
    there = replace(desk, stop=stop)
    at_work = desk.works or desk.user.is_national
    return at_work and there.works >= desk.works and there.manages >= desk.manages


def _same_page(request: HttpRequest) -> Callable[[Stop], str] | None:
    """The address of this page at a stop: by its key, its word or what a list is narrowed to."""
    match = request.resolver_match
    if match is None:
        return None
    if match.url_name == "programs_stop_change":
        name = match.view_name
        return lambda stop: reverse(name, args=[stop.pk])
    if request.GET.keys() & NARROWING:
        kept = {key: value for key, value in request.GET.dict().items() if key not in OF_ONE_STOP}
        return lambda stop: f"{request.path}?{urlencode(_narrowed(kept, stop))}"
    word = match.kwargs.get("stop") or match.kwargs.get("slug", "")
    if not word:
        return _same_of_all(request, match)
    above = _of_every_stop(request.path, word, match)
    return lambda stop: above.replace(f"/{word}/", f"/{stop.slug}/", 1)


def _same_of_all(request: HttpRequest, match: ResolverMatch) -> Callable[[Stop], str] | None:
    """A page of every stop stays where it is; from one row of it, the list above."""
    above = _above(request.path, match)
    query = request.GET.dict() if above == request.path else {}
    kept = {key: value for key, value in query.items() if key not in OF_ONE_STOP}
    if above is None:
        return None
    return lambda stop: f"{above}?{urlencode({**kept, 'stop': stop.slug})}"


def _narrowed(query: dict[str, str], stop: Stop) -> dict[str, str]:
    """The query of a list, narrowed to another stop: by its word, in the admin by its key."""
    to = {"stop": stop.slug, "stop__id__exact": str(stop.pk)}
    return {key: to.get(key, value) for key, value in query.items()}


def _of_every_stop(path: str, word: str, match: ResolverMatch) -> str:
    """This page, or the nearest above it that each stop has: no file is of two stops."""
    return _above(path, match) or reverse("files:list", args=[word])


def _above(path: str, match: ResolverMatch) -> str | None:
    """This page, or the nearest above it whose address names no row; none above the first."""
    own = _rows_in(match)
    while own and path.count("/") > ROOTS:
        path = f"{path.rstrip('/').rpartition('/')[0]}/"
        try:
            own = _rows_in(resolve(path))
        except Resolver404:
            continue
    return None if own else path


def _rows_in(match: ResolverMatch) -> set[str]:
    """What an address names but its stop; an occasion of messages is of every stop."""
    named: dict[str, object] = match.captured_kwargs  # type: ignore[attr-defined]  # not in the stubs
    of_all = {"stop", "slug", *(("code",) if "slug" in named else ())}
    return set(named) - of_all


def _stands(request: HttpRequest, stop: Stop | None) -> str:
    """The address by which the menu says where one is: of the list that files were ticked in."""
    if stop and request.GET.get("at") == stop.slug:
        return reverse("files:list", args=[stop.slug])
    return request.path


def _here(found: Sequence[Entry], path: str) -> Entry | None:
    """The page of the menu at which one stands: whose address fits best; the first one, exactly."""

    def fit(entry: Entry) -> int:
        if entry.section == Section.TODAY:
            return len(path) if path in entry.places else 0
        return max((len(place) for place in entry.places if path.startswith(place)), default=0)

    best = max(found, key=fit)
    return best if fit(best) else None


def _parts(found: Sequence[Entry], path: str, counts: dict[str, int]) -> list[Part]:
    """The parts that have pages, in their order."""
    here, lines = _here(found, path), defaultdict[Section, list[Line]](list)
    for entry in sorted(found, key=attrgetter("position")):
        line = Line(entry.name, entry.page, entry.url, counts.get(entry.page, 0), entry is here)
        lines[entry.section].append(line)
    return [
        Part(
            section.label,
            ICONS[section],
            lines[section],
            here is not None and here.section == section,
        )
        for section in Section
        if section in lines
    ]
