"""The files before and after one: of the list its reader came from, else by number at its stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from applications.models import Application
from core.searches import WORDS, words_at
from desk.filters import Filters
from desk.perimeter import Perimeter

if TYPE_CHECKING:
    from django.http import HttpRequest

    from applications.querysets import ApplicationQuerySet
    from people.models import User

LIST = "list"  # of the URL of a file: the query of the list from which it was opened


@dataclass(frozen=True)
class Neighbours:
    """Where the file before and the file after are read, empty at the ends."""

    before: str
    after: str
    suffix: str  # of the URLs of what is done there, so that the list is not lost


def neighbours(request: HttpRequest, application: Application, user: User) -> Neighbours:
    """The same for who looks: two statements, four more for a list."""
    query = request.GET.get(LIST, "")
    if query:
        chosen = dict(parse_qsl(query))
        words = {"q": words_at(request, chosen.get(WORDS, ""))}
        rows = Filters({**chosen, **words}, perimeter=Perimeter.of(user)).narrow()
    else:
        rows = Application.objects.in_charge_of(user).filter(
            stop=application.stop_id, submitted_at__isnull=False
        )
    newer, older = (_next(rows, application, newer=newer) for newer in (True, False))
    # A list begins with what came last, numbers with what came first.
    before, after = (newer, older) if query else (older, newer)
    suffix = suffix_of(request)
    return Neighbours(_url(before, suffix), _url(after, suffix), suffix)


def suffix_of(request: HttpRequest) -> str:
    """The list in the URL that was asked, for another one: `?list=…`, or empty."""
    query = request.GET.get(LIST, "")
    return f"?{urlencode({LIST: query})}" if query else ""


def _next(
    rows: ApplicationQuerySet, application: Application, *, newer: bool
) -> Application | None:
    """The one of `rows` that was received just after (or before) this one."""
    sign, order = ("gt", ["submitted_at", "pk"]) if newer else ("lt", ["-submitted_at", "-pk"])
    received = application.submitted_at
    beyond = Q(**{f"submitted_at__{sign}": received}) | Q(
        submitted_at=received, **{f"pk__{sign}": application.pk}
    )
    return (
        rows.filter(beyond, **{f"submitted_at__{sign}e": received})
        .select_related("stop")
        .only("reference", "stop__slug")
        .order_by(*order)
        .first()
    )


def _url(application: Application | None, suffix: str) -> str:
    if application is None:
        return ""
    return reverse("file:page", args=[application.stop.slug, application.reference]) + suffix
