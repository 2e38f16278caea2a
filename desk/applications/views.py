"""The list of candidacies: of one stop, or of all in somebody's charge; and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.numbers import number
from desk.applications.columns import COLUMNS
from desk.applications.listing import Listing
from desk.filters import list_url, query_of
from desk.models import Act, ChosenColumns, SavedView
from desk.perimeter import Perimeter, address_of
from people.access import staff

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from programs.models import Stop


@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request: HttpRequest) -> HttpResponse:
    """All stops in charge; who has one alone is led to its own list."""
    user = staff(request)
    perimeter = Perimeter.of(user)
    if len(perimeter.stops) == 1 and request.method != "POST":
        query = request.META.get("QUERY_STRING", "")
        only = reverse("files:list", args=[perimeter.stops[0].slug])
        return redirect(f"{only}?{query}" if query else only)
    return _list(request, user, perimeter, None)


@require_http_methods(["GET", "HEAD", "POST"])
def at_stop(request: HttpRequest, stop: str) -> HttpResponse:
    """One stop. Filters come by POST, because words may be a name, and lead to a URL without it."""
    user = staff(request)
    at = next((each for each in Perimeter.of(user).stops if each.slug == stop), None)
    if at is None:
        raise Http404
    return _list(request, user, Perimeter([at], user), at)


def _list(request: HttpRequest, user: User, perimeter: Perimeter, at: Stop | None) -> HttpResponse:
    if request.method == "POST" or "q" in request.GET:
        return redirect(list_url(request))
    listing = Listing(user, query_of(request), perimeter, at)
    views = list(SavedView.objects.visible_to(user).among([each.pk for each in perimeter.stops]))
    act = number(request.GET.get("act", ""))
    undoable = Act.objects.to_be_undone(user, timezone.now()).filter(pk=act) if act else None
    context = {
        **listing.page(),
        "views": views,
        "view": next((each for each in views if str(each.pk) == request.GET.get("view")), None),
        "act": undoable.first() if undoable else None,
        "filtering": "filtering" in request.GET,
        "decides": bool(perimeter.managed),
    }
    return render(request, "desk/applications/list.html", context)


@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Keep which columns somebody looks at, and go back to their list."""
    user = staff(request)
    chosen = [code for code in COLUMNS if code in request.POST.getlist("column")]
    ChosenColumns.objects.update_or_create(person=user, defaults={"columns": chosen})
    return redirect(back_to(request, user))


def back_to(request: HttpRequest, user: User, **more: str) -> str:
    """The list that a form of it was sent from: its stop and its query stand in the URL."""
    query = request.GET.copy()
    slug = query.pop("at", [""])[-1]
    for name, value in more.items():
        query[name] = value
    address = address_of(user, slug)
    return f"{address}?{query.urlencode()}" if query else address
