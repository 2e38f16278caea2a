"""A person's own page of what they and the teams of their stops wrote to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.refusals import saying_beside
from messaging.actions.conversations import say, stops_of
from messaging.models import Thread
from messaging.talk import Talk, talk_of_person
from messaging.thread_forms import Writing
from people.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The teams I may write to; with only one, straight to it."""
    stops = list(stops_of(cast("User", request.user)))
    if len(stops) == 1:
        return redirect("messaging:my_thread", stops[0].slug)
    return render(request, "messaging/my_threads.html", {"stops": stops})


@require_http_methods(["GET", "HEAD", "POST"])
def my_thread(request: HttpRequest, stop: str) -> HttpResponse:
    """What we wrote to each other, and a place to write; what is refused stays typed."""
    person = cast("User", request.user)
    at = get_object_or_404(stops_of(person).select_related("center__region"), slug=stop)
    form = Writing(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            say(
                person=person,
                stop=at,
                text=form.cleaned_data["text"],
                key=str(form.cleaned_data["key"]),
            )
            return redirect(f"{request.path}#answer")
    before = request.GET.get("before", "")
    thread = Thread.objects.filter(person=person, stop=at).first()
    context = {
        "stop": at,
        "talk": talk_of_person(thread, before) if thread else Talk([], ""),
        "live": not before,
        "form": form,
    }
    return render(request, "messaging/my_thread.html", context, status=422 if form.errors else 200)
