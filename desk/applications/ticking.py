"""From ticked files, or from all that match, to what is to be done with them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application
from core.numbers import number
from desk.applications.views import back_to
from desk.broadcasts.actions import draft
from desk.filters import Filters, query_of
from desk.models import Pick
from desk.perimeter import Perimeter
from people.access import staff

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

MOST = 10_000  # files in one act
STEPS = {
    "assignment",
    "labelling",
    "decision",
    "asking",
}  # what asks one thing more, on a page of its own


@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """Keep which files are meant, and go on to what is to be done with them.

    The filters stand in the URL; with `all` every file that they let through is meant. An export
    means them all where nothing is ticked, and is begun at once.
    """
    user, aim = staff(request), request.POST.get("for", "")
    everything = "all" in request.POST
    if aim == "export" and (everything or "file" not in request.POST):
        query = {**request.GET.dict(), "stop": request.GET.get("at") or request.GET.get("stop", "")}
        return _export(query)
    files = _all(request, user) if everything else _ticked(request, user)
    if refusal := _refusal(files):
        messages.warning(request, refusal)
        return redirect(back_to(request, user))
    pick = Pick.objects.create(by=user, files=files)
    if aim == "export":
        return _export({"picked": str(pick.pk)})
    if aim == "writing":
        return _write(request, user, pick)
    step = f"files:{aim if aim in STEPS else 'assignment'}"
    return redirect(f"{reverse(step, args=[pick.pk])}?{request.GET.urlencode()}")


def _export(query: dict[str, str]) -> HttpResponse:
    """The form goes on as it was sent, by POST: the rooms above make the file."""
    url = f"{reverse('reporting:export')}?{urlencode(query)}"
    return HttpResponseRedirect(url, status=HTTPStatus.TEMPORARY_REDIRECT)


def _all(request: HttpRequest, user: User) -> list[int]:
    """Every file of the list, one more than can be taken at most."""
    query = query_of(request)
    if at := request.GET.get("at", ""):
        query["stop"] = at
    filters = Filters(query, perimeter=Perimeter.of(user))
    rows = Application.objects.none() if filters.drafts else filters.narrow()
    return list(rows.order_by("-submitted_at", "-pk").values_list("pk", flat=True)[: MOST + 1])


def _ticked(request: HttpRequest, user: User) -> list[int]:
    keys = {number(text) for text in request.POST.getlist("file")[:MOST]}
    rows = Application.objects.in_charge_of(user).filter(submitted_at__isnull=False, pk__in=keys)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _refusal(files: list[int]) -> str:
    if not files:
        return _("Please tick the files that you mean first.")
    if len(files) > MOST:
        return _("That is too many files at once: please narrow the list.")
    return ""


def _write(request: HttpRequest, user: User, pick: Pick) -> HttpResponse:
    """A message to a group that these files are; they must be of one stop."""
    stops = list(user.stops_in_charge().filter(applications__in=pick.files).distinct()[:2])
    if len(stops) > 1:
        messages.warning(request, _("These files are of several stops: please choose one stop."))
        return redirect(back_to(request, user))
    broadcast = draft(stop=stops[0], filters={"picked": str(pick.pk)}, by=user)
    return redirect("outreach:people", stops[0].slug, broadcast.pk)
