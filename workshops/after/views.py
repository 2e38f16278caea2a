"""Pages afterwards that need no account: a certificate proved by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.delivery import protect
from core.doors import asked_too_often, private
from core.language import language_of_page
from workshops.after.certificates import paper_of
from workshops.models import Certificate
from workshops.seats.links import seat_of

if TYPE_CHECKING:
    from django.http import HttpRequest

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
    """The paper of whoever holds the link of a seat."""
    seat = seat_of(token)
    rows = Certificate.objects.filter(arrival__seat=seat, arrival__second=False)
    row = get_object_or_404(rows)
    drawn = HttpResponse(paper_of([row]), content_type="application/pdf")
    return protect(drawn, name=f"certificate-{row.key}.pdf", shown=True)
