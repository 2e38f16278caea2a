"""What is done with a conversation: each move is a noun with its own URL, by POST, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.numbers import number
from core.refusals import saying_why
from messaging.actions import threads as moves
from messaging.actions.answers import answer
from messaging.dossiers import dossiers
from messaging.presence import leave, write_down
from messaging.thread_forms import Answer, Assignment, Pause
from messaging.views.threads import chosen_person, page_of, team, thread_for
from people.access import staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from messaging.models import Thread
    from people.models import User


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer; what was refused stays typed, and beside it stands what may be sent instead."""
    user = team(request)
    conversation = thread_for(user, pk)
    form = Answer(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, user, conversation, form)
    cleaned = form.cleaned_data
    try:
        answer(
            conversation,
            text=cleaned["text"],
            by=user,
            key=str(cleaned["key"]),
            template=cleaned["template"],
            file=cleaned["file"],
            after=cleaned["after"],
            closes_at=number(request.POST.get("seen", "")) if cleaned["then"] else None,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _refused(request, user, conversation, form)
    leave(conversation, user)
    if cleaned["then"]:
        messages.success(request, _("Answered, and the conversation is closed."))
    return redirect("messaging:thread", conversation.pk)


def _refused(request: HttpRequest, user: User, thread: Thread, form: Answer) -> HttpResponse:
    """The page with what was typed; a file must be chosen again, browsers do not send it back."""
    if "file" in request.FILES and "file" not in form.errors:
        form.add_error("file", _("Please choose the file again."))
    return page_of(request, user, thread, answer=form, status=422)


@require_POST
def writing(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the others that one is writing an answer; their pages ask every ten seconds."""
    user = team(request)
    write_down(thread_for(user, pk), user)
    return HttpResponse(status=204)


@require_POST
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read as far as `seen`. The page asks for it as soon as it is looked at."""
    user = team(request)
    conversation = thread_for(user, pk)
    moves.mark_read(conversation, seen=number(request.POST.get("seen", "")), by=user)
    if request.headers.get("HX-Request"):
        return HttpResponse('<div id="reading" hidden></div>')
    return redirect("messaging:thread", conversation.pk)


@require_POST
def unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it unread: somebody should look at it again."""
    user = team(request)
    moves.mark_unread(thread_for(user, pk), by=user)
    return redirect("messaging:threads")


@require_POST
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to somebody of the center, or to nobody."""
    user = staff(request)
    conversation = thread_for(user, pk)
    form = Assignment(request.POST, thread=conversation)
    if not form.is_valid():
        return page_of(request, user, conversation, assignment=form, status=422)
    to = form.cleaned_data["to"]
    sentence = (
        _("It is now in the hands of %(name)s.") % {"name": to.name}
        if to
        else _("It is in nobody's hands now.")
    )
    return _moved(
        request, conversation.pk, lambda: moves.assign(conversation, to=to, by=user), sentence
    )


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it off until a day."""
    user = team(request)
    conversation = thread_for(user, pk)
    form = Pause(request.POST)
    if not form.is_valid():
        return page_of(request, user, conversation, pause=form, status=422)
    until = form.cleaned_data["until"]
    return _moved(
        request,
        conversation.pk,
        lambda: moves.snooze(conversation, until=until, by=user),
        _("It comes back on that day."),
    )


@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it: nothing is left to do."""
    user = team(request)
    conversation = thread_for(user, pk)
    seen = number(request.POST.get("seen", ""))
    return _moved(
        request,
        conversation.pk,
        lambda: moves.close(conversation, seen=seen, by=user),
        _("The conversation is closed."),
    )


@require_POST
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it: there is something to do again."""
    user = team(request)
    conversation = thread_for(user, pk)
    return _moved(
        request,
        conversation.pk,
        lambda: moves.reopen(conversation, by=user),
        _("The conversation is open again."),
    )


@require_POST
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may have written, by name, telephone or file number; these stay out of the URL."""
    user = staff(request)
    conversation = thread_for(user, pk)
    words = request.POST.get("q", "")[:100]
    return page_of(
        request, user, conversation, words=words, people=dossiers().search(words, user=user)
    )


@require_POST
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach it to a person and a stop; only to whom `user` may find as staff."""
    user = staff(request)
    conversation = thread_for(user, pk)
    person, stop = chosen_person(request, user)
    with saying_why(request):
        conversation = moves.attach(conversation, person=person, stop=stop, by=user)
        messages.success(request, _("The conversation now stands with this person."))
        return redirect("messaging:thread", conversation.pk)
    return redirect("messaging:threads")


def _moved(request: HttpRequest, pk: int, move: Callable[[], None], done: str) -> HttpResponse:
    """Make the move and say so, or say why not."""
    with saying_why(request):
        move()
        messages.success(request, done)
    return redirect("messaging:thread", pk)
