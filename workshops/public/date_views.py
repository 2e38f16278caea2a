"""The page on which participants tap the date that suits them best."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.numbers import number as key_of
from people.models import User
from people.standing import participation_of
from workshops.models import DateVote, Workshop
from workshops.public.dates import vote, voted_on
from workshops.seats.audience import fits

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The dates that are proposed (GET); the one that suits (POST). Idempotent."""
    workshop = get_object_or_404(
        Workshop.objects.select_related("stop__center__region"), stop__slug=slug, number=number
    )
    participation = participation_of(cast("User", request.user), workshop.stop)
    if participation is None or not fits(workshop, participation):
        raise Http404
    if not voted_on().filter(pk=workshop.pk).exists():
        return redirect("portal:next", slug)
    refused: list[str] = []
    if request.method == "POST":
        try:
            vote(workshop, participation, option=key_of(request.POST.get("option", "")))
        except ValidationError as refusal:
            refused = refusal.messages
        else:
            messages.success(request, _("It is noted. We write to you once the date is fixed."))
            return redirect("agenda:dates", slug, number)
    own = DateVote.objects.filter(workshop=workshop, participation=participation).first()
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "options": workshop.date_options.select_related("workshop"),
        "own": own and own.option_id,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "workshops/public/dates.html", context, status=status)
