"""Pages afterwards that need no account: a certificate proved by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.delivery import deliver, protect
from core.doors import asked_too_often, private
from core.language import language_of_page
from workshops.after.certificates import paper_of
from workshops.after.forms import Saying
from workshops.after.keeping import (
    may_show,
    may_take_home,
    next_date,
    shown,
    was_there,
    willing,
)
from workshops.after.quiz import in_force
from workshops.models import AfterWords, Certificate, Material, Opinion, QuizAnswers
from workshops.seats.links import seat_of, seat_url

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from workshops.models import Seat

TRIED = 600  # certificates that one network may verify in an hour


@private
@require_safe
def certificate(request: HttpRequest, key: str) -> HttpResponse:
    """Whether a paper is ours, and what stands on it: no more than the paper itself."""
    if asked_too_often(request, "certificates", per_hour=TRIED):
        return render(request, "429.html", status=429)
    row = Certificate.objects.filter(key=key).first()
    language = language_of_page()
    words = row.words if row else {}
    shown = "ar" if language == "ar" else "fr"
    context = {
        "certificate": row,
        "name": words.get("name"),
        "title": words.get(f"title_{shown}"),
        "when": words.get(f"when_{shown}"),
        "center": words.get(f"center_{shown}"),
        "language": shown,
    }
    return render(request, "workshops/after/proof.html", context, status=200 if row else 404)


@private
@require_safe
def own_certificate(_request: HttpRequest, token: str) -> HttpResponse:
    """The paper of whoever holds the link of a seat; of two who came together, a page each."""
    rows = get_list_or_404(Certificate, arrival__seat=seat_of(token))
    drawn = HttpResponse(paper_of(rows), content_type="application/pdf")
    return protect(drawn, name=f"certificate-{rows[0].key}.pdf", shown=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, token: str) -> HttpResponse:
    """What stays of a workshop, for whoever came or kept a seat; a POST says how it was."""
    seat = seat_of(token)
    if not may_take_home(seat):
        return redirect(seat_url(seat))
    said = Opinion.objects.filter(seat=seat).first()
    form = Saying(request.POST if request.method == "POST" else None, instance=said or Opinion())
    if form.is_bound and form.is_valid() and was_there(seat):
        Opinion.objects.update_or_create(seat=seat, defaults=form.cleaned_data)
        messages.success(request, _("Thank you. Your words reach the team."))
        return redirect(request.path)
    status = 422 if form.is_bound else 200
    return render(request, "workshops/after/after.html", _told(seat, token, form), status=status)


def _told(seat: Seat, token: str, form: Saying) -> dict[str, object]:
    """What the page shows: all there is, the light replay first, and to whom was absent a kit."""
    workshop, materials = seat.workshop, list(shown(seat.workshop))
    came = was_there(seat)
    words = AfterWords.objects.filter(workshop=workshop).first()
    return {
        "token": token,
        "seat": seat,
        "workshop": workshop,
        "stop": workshop.stop,
        "form": form,
        "came": came,
        "sound": next((each for each in materials if each.kind == "audio" and each.file), None),
        "light": [each for each in materials if each.kind in Material.LIGHT],
        "others": [each for each in materials if each.kind not in Material.LIGHT],
        "lines": words.lines if words else "",
        "next": None if came else next_date(workshop),
        "certificate": Certificate.objects.filter(arrival__seat=seat).exists(),
        "willing": willing(seat.participation),
        "quiz": came and in_force(workshop) is not None,
        "answered": came and QuizAnswers.objects.filter(seat=seat).exists(),
    }


@private
@require_safe
def material(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """One file of the workshop, in pieces where a player asks for them."""
    seat = seat_of(token)
    if not may_take_home(seat):
        raise Http404
    row = get_object_or_404(shown(seat.workshop).exclude(file=""), pk=pk)
    name, ending = row.title[:80], str(row.file.name).rpartition(".")[2]
    kind = row.content_type
    file_name = f"{name}.{ending}"
    return deliver(row.file, name=file_name, content_type=kind, shown=True, pieces_of=request)


@private
@require_POST
def showing(request: HttpRequest, token: str) -> HttpResponse:
    """May we show you? Agreed, or taken back."""
    seat = seat_of(token)
    agreed = "yes" in request.POST
    may_show(seat.participation, agreed=agreed)
    thanks, gone = _("Thank you, noted."), _("Noted: pictures with you are no longer shown.")
    messages.success(request, thanks if agreed else gone)
    return redirect("after:after", token)
