"""For an expert: whom to call and ask what they need, and the page to write it down on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from needs.diagnosis.moments import in_hand
from needs.diagnosis.one_page import OnePage
from needs.diagnosis.summary import result_context
from people.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from needs.models import Diagnosis
    from people.models import User

LAST = 20


@require_safe
def in_hands(request: HttpRequest) -> HttpResponse:
    """Whom I am to call, and whom I have called; a telephone is there until the call is made."""
    mine = in_hand(_expert(request))
    context = {
        "waiting": mine.filter(finished_at=None).order_by("begun_at"),
        "done": mine.filter(finished_at__isnull=False).order_by("-finished_at")[:LAST],
    }
    return render(request, "needs/diagnosis/in_hand.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions on one page, kept as far as they were answered; when all are, what came out."""
    diagnosis = _mine(request, pk)
    if diagnosis.finished_at:
        return render(request, "needs/diagnosis/called.html", result_context(diagnosis))
    one_page = OnePage.of(diagnosis.application, diagnosis.moment)
    if request.method == "POST" and one_page.take(
        request.POST, by=_expert(request), complete=False
    ):
        messages.success(request, _("Kept. You may go on later."))
        return redirect("diagnosis:call", pk)
    return _drawn(request, diagnosis, one_page)


@require_POST
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    """The call is over: every question has its answer."""
    diagnosis = _mine(request, pk)
    one_page = OnePage.of(diagnosis.application, diagnosis.moment)
    if diagnosis.finished_at or one_page.take(request.POST, by=_expert(request), complete=True):
        return redirect("diagnosis:call", pk)
    return _drawn(request, diagnosis, one_page)


def _drawn(request: HttpRequest, diagnosis: Diagnosis, one_page: OnePage) -> HttpResponse:
    context = {"diagnosis": diagnosis, "application": diagnosis.application, "one_page": one_page}
    return render(request, "needs/diagnosis/call.html", context, status=one_page.status)


def _expert(request: HttpRequest) -> User:
    """Whoever is an expert somewhere; for anybody else there is nothing here."""
    person = cast("User", request.user)
    if Role.EXPERT not in person.roles:
        raise Http404
    return person


def _mine(request: HttpRequest, pk: int) -> Diagnosis:
    return get_object_or_404(in_hand(_expert(request)), pk=pk)
