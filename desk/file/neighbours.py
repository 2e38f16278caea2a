"""The files before and after one: of the list its reader came from, else by number at its stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils.http import urlencode

from applications.models import Application
from core.keyset import Keyset
from core.searches import WORDS, words_at
from desk.applications.columns import Sight, key_of
from desk.applications.sorting import MOST, Sorting
from desk.filters import SORT, Filters
from desk.perimeter import Perimeter

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User

LIST = "list"  # of the URL of a file: the query of the list from which it was opened
AT = "at"  # of that query: the stop under whose address the list stands


@dataclass(frozen=True)
class Neighbours:
    """Where the file before and the file after are read, empty at the ends; and the list itself."""

    before: str
    after: str
    suffix: str  # of the URLs of what is done there, so that the list is not lost
    back: str


def neighbours(request: HttpRequest, application: Application, user: User) -> Neighbours:
    """The same for who looks: two statements, three more for a list."""
    suffix = suffix_of(request)
    if not suffix:
        rows = Application.objects.in_charge_of(user).filter(
            stop=application.stop_id, submitted_at__isnull=False
        )
        keyset = Keyset(
            rows.only("reference", "stop", "submitted_at"), ["submitted_at", "pk"], size=1
        )
        slugs = {application.stop_id: application.stop.slug}
        back = reverse("files:list", args=[application.stop.slug])
        return Neighbours(*_around(keyset, application, slugs, ""), "", back)
    query = dict(parse_qsl(request.GET[LIST]))
    query["q"] = words_at(request, query.get(WORDS, ""))
    perimeter = Perimeter.of(user)
    at = [stop for stop in perimeter.stops if stop.slug == query.get(AT)]
    perimeter = Perimeter(at or perimeter.stops, user)
    keyset, row = _list(query, perimeter, application)
    slugs = {stop.pk: stop.slug for stop in perimeter.stops}
    back = reverse("files:list", args=[at[0].slug]) if at else reverse("files:all")
    around = _around(keyset, row, slugs, suffix) if row else ("", "")
    return Neighbours(*around, suffix, f"{back}?{request.GET[LIST]}")


def suffix_of(request: HttpRequest) -> str:
    """The list in the URL that was asked, for another one: `?list=…`, or empty."""
    query = request.GET.get(LIST, "")
    return f"?{urlencode({LIST: query})}" if query else ""


def _list(
    query: dict[str, str], perimeter: Perimeter, application: Application
) -> tuple[Keyset[Any], Any]:
    """The list in its order, and the row of the file there, even if it has left the filters."""
    scope = {"stop": query[AT]} if AT in query else {}
    files = Filters({**query, **scope}, perimeter=perimeter).narrow()
    sight = Sight(perimeter, [])
    sorting = Sorting.asked(query.get(SORT, ""), sight, drafts=False)
    if not sorting.by_index(perimeter) and files.order_by()[: MOST + 1].count() > MOST:
        sorting = Sorting()
    keys = key_of(sorting.code, descending=sorting.descending)
    everywhere = Application.objects.filter(stop__in=[stop.pk for stop in perimeter.stops])
    row = sight.rows(everywhere, sorting.code).filter(pk=application.pk).first()
    return Keyset(sight.rows(files, sorting.code), keys, size=1), row


def _around(keyset: Keyset[Any], row: Any, slugs: dict[int, str], suffix: str) -> tuple[str, str]:
    """The URLs of the rows before and after `row`."""
    cursor = keyset.cursor(row)
    before, after = (keyset.page({way: cursor}).rows for way in ("before", "after"))
    return _url(before, slugs, suffix), _url(after, slugs, suffix)


def _url(rows: list[Any], slugs: dict[int, str], suffix: str) -> str:
    if not rows:
        return ""
    return reverse("file:page", args=[slugs[rows[0].stop_id], rows[0].reference]) + suffix
