"""What people answer by a signed link, without signing in. A GET, even by a robot, is harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.actions import confirm_place, give_up_place
from applications.links import offered_by, place_url
from core.doors import private
from core.language import for_reader
from core.refusals import saying_why
from selection.applicant_status import applicant_status
from selection.deciding.appeals import ask
from selection.deciding.forms import Asking
from selection.links import appeal_by, appeal_url

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application


@private
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """The place that is kept (GET); confirmed in one tap (POST). Idempotent."""
    application = offered_by(token)
    with for_reader(request, application.language):
        if request.method != "POST":
            return _page(request, "place", application)
        with saying_why(request):
            confirm_place(application)
            messages.success(request, _("Your place is confirmed."))
        return redirect(place_url(application))


@private
@require_POST
def giving_up(request: HttpRequest, token: str) -> HttpResponse:
    """Leave the place to somebody else. Idempotent.

    Who takes part already does that on their private page.
    """
    application = offered_by(token)
    with for_reader(request, application.language):
        with saying_why(request):
            left = give_up_place(application)
            if left:
                messages.success(
                    request, _("Thank you. Somebody on the waiting list is offered this place now.")
                )
        return redirect(place_url(application))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """Why, and what to do instead (GET); ask in one tap for a second look (POST)."""
    application = appeal_by(token)
    with for_reader(request, application.language):
        form = Asking(request.POST if request.method == "POST" else None)
        if request.method != "POST" or not form.is_valid():
            status = 422 if form.errors else 200
            return _page(request, "appeal", application, status=status, form=form)
        with saying_why(request):
            ask(application, words=form.cleaned_data["words"])
        return redirect(appeal_url(application))


def _page(
    request: HttpRequest, name: str, application: Application, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "application": application,
        "stop": application.stop,
        "applicant_status": applicant_status(application),
        **more,
    }
    return render(request, f"selection/deciding/{name}.html", context, status=status)
