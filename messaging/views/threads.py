"""The team's conversations: the list, one of them, and its news. Looking changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.numbers import number
from messaging.actions.answers import answers_of, prepared, route_to
from messaging.dossiers import dossiers
from messaging.inbox import inbox, next_waiting
from messaging.models import OptOut, Preference, Thread
from messaging.presence import writers
from messaging.stock import offers
from messaging.talk import news, talk_of_team
from messaging.thread_forms import Answer, Assignment, Pause
from people.access import staff, works_here
from people.models import User
from people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from messaging.presence import Writers
    from messaging.stock import Offer
    from programs.models import Stop


def team(request: HttpRequest) -> User:
    """The member of staff or the expert who asks; anybody else is refused before any look-up."""
    user = request.user
    if isinstance(user, User) and not works_here(user) and Role.EXPERT in user.roles:
        return user
    return staff(request)


def thread_for(user: User, pk: int) -> Thread:
    """A conversation that `user` may read and answer; any other does not exist for them."""
    threads = Thread.objects.visible_to(user).select_related(
        "person", "stop__center", "assigned_to"
    )
    return get_object_or_404(threads, pk=pk)


def chosen_person(request: HttpRequest, user: User) -> tuple[User, Stop]:
    """The person and the stop of theirs that were chosen; only whom `user` may find as staff."""
    stop = get_object_or_404(user.stops_in_charge(), pk=number(request.POST.get("stop", "")))
    person = get_object_or_404(User, pk=number(request.POST.get("person", "")))
    if not dossiers().of(person, stop):
        raise Http404
    return person, stop


@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    """One box of them, the newest first, and how many wait in each."""
    user = team(request)
    return render(
        request, "messaging/threads.html", inbox(user, request.GET, whole=works_here(user))
    )


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written, by both sides, and what may be done."""
    user = team(request)
    return page_of(request, user, thread_for(user, pk))


@require_safe
def thread_news(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page that shows `have` lacks: new entries, states that moved on; else 204."""
    user = team(request)
    conversation = thread_for(user, pk)
    talk = talk_of_team(conversation, whole=works_here(user))
    lacking, changed = news(talk, request.GET.get("have", ""))
    writing = writers(conversation, but=user)
    if not lacking and not changed and request.GET.get("writing", "") == _code(writing):
        return HttpResponse(status=204)
    context = {
        "writing": writing,
        "writing_code": _code(writing),
        "thread": conversation,
        "talk": talk,
        "lacking": lacking,
        "changed": changed,
        "whole": works_here(user),
    }
    return render(request, "messaging/news.html", context)


def page_of(
    request: HttpRequest,
    user: User,
    conversation: Thread,
    *,
    answer: Answer | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a conversation, perhaps with an answer that was refused; what was typed stays."""
    whole = works_here(user)
    route = route_to(conversation)
    before = request.GET.get("before", "")
    about = _about(user, conversation)
    ready = offers(conversation, by=user, files=about.get("dossiers", ()))
    writing = writers(conversation, but=user)
    context = {
        "thread": conversation,
        "whole": whole,
        "talk": talk_of_team(conversation, whole=whole, before=before),
        "live": not before,
        "route": route,
        "answer": answer or Answer(initial={"key": uuid4(), "text": _begun(request, ready)}),
        "after": answers_of(conversation).aggregate(last=Max("pk", default=0))["last"],
        "ready": ready,
        "writing": writing,
        "writing_code": _code(writing),
        "next_thread": next_waiting(user, after=conversation),
        "pause": Pause(),
        "templates": prepared(conversation) if route and route.is_shut else [],
        **about,
        **more,
    }
    return render(request, "messaging/thread.html", context, status=status)


def _begun(request: HttpRequest, ready: Sequence[Offer]) -> str:
    """The ready answer that was chosen by its link; a script puts it in without one."""
    chosen = request.GET.get("ready", "")
    return next((offer.text for offer in ready if str(offer.pk) == chosen), "")


def _code(writing: Writers) -> str:
    """Who is writing, in one word for the URL that asks for news."""
    return ",".join(map(str, sorted(writing)))


def _about(user: User, conversation: Thread) -> dict[str, Any]:
    """For the staff: the person's files and wishes, or who it may be; an expert sees no address."""
    if not works_here(user):
        return {}
    person, stop = conversation.person, conversation.stop
    if person is None or stop is None:
        return {"may_be": dossiers().search(conversation.address, user=user)}
    addresses = [address for address in (person.phone, person.email) if address]
    return {
        "dossiers": dossiers().of(person, stop),
        "refused": OptOut.objects.filter(address__in=addresses, lifted_at__isnull=True).exists(),
        "wish": Preference.objects.filter(person=person).first(),
        "assignment": Assignment(thread=conversation),
    }
