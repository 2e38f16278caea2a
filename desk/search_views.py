"""The page of the search.

Words come by POST and stay in the session: no URL holds anybody's name or number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from core.searches import LONGEST, WORDS, keep_words, words_at
from desk.searching import search as search_for
from people.access import staff

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Across files, people and stops."""
    user = staff(request)
    if request.method == "POST":
        words = request.POST.get("q", "").strip()
        query = f"?{urlencode({WORDS: keep_words(request, words)})}" if words else ""
        return redirect(f"{reverse('desk:search')}{query}")
    words = words_at(request, request.GET.get(WORDS, ""))
    context = {
        "words": words,
        "longest": LONGEST,
        "found": search_for(user, words) if words else None,
    }
    return render(request, "desk/search.html", context)
