"""For an expert: needs of people whose diagnosis they hold, read and corrected with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from needs.correcting import corrected
from needs.diagnosis.moments import in_hand
from needs.summary import summary
from people.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from needs.models import Diagnosis
    from people.models import User


@require_safe
def everything(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person needs, theme by theme, and what they answered."""
    mine = _mine(request, pk)
    context = {"diagnosis": mine, "file": mine.application, "summary": summary(mine.application)}
    return render(request, "needs/expert.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, pk: int, theme: str) -> HttpResponse:
    """One need: how it came, what became of it; corrected with a reason."""
    mine = _mine(request, pk)
    back = reverse("needs_expert:all", args=[pk])
    by = cast("User", request.user)
    return corrected(request, mine.application, theme, by=by, back=back, base="desk/desk.html")


def _mine(request: HttpRequest, pk: int) -> Diagnosis:
    """A diagnosis in the hands of this expert; for anybody else there is nothing here."""
    person = cast("User", request.user)
    if Role.EXPERT not in person.roles:
        raise Http404
    return get_object_or_404(in_hand(person), pk=pk)
