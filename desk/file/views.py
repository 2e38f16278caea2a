"""The page of one file, and what the team writes there. Looking changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.access import file_in_charge, named_file_in_charge
from applications.models import Application
from core.refusals import saying_beside
from desk.file import actions
from desk.file.forms import AnswerForm, NoteForm, TaskForm
from desk.file.neighbours import neighbours, suffix_of
from desk.file.reading import reading
from desk.file.team import team_of
from desk.models import Task
from desk.models.notes import today
from people.access import staff

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from people.models import User


@require_safe
def page(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """The whole file."""
    user = staff(request)
    return page_of(request, user, file_in_charge(user, stop, reference))


def page_of(
    request: HttpRequest, user: User, application: Application, *, status: int = 200, **typed: Any
) -> HttpResponse:
    """The page, perhaps with a form that was refused; what was typed stays."""
    context = reading(application, user)
    forms = {
        "note": NoteForm(team=context["team"], by=user, prefix="note"),
        "task": TaskForm(team=context["team"], prefix="task", initial={"to": user.pk}),
        "answer": AnswerForm(prefix="answer", initial={"key": uuid4()}),
    }
    context |= {**forms, **typed, "neighbours": neighbours(request, application, user)}
    return render(request, "desk/file/page.html", context, status=status)


@require_POST
def notes(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Write a note for the team; whom it names finds it in their "Today"."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    form = NoteForm(request.POST, team=list(team_of(application)), by=user, prefix="note")
    if form.is_valid():
        to = [form.cleaned_data["to"]] if form.cleaned_data["to"] else []
        with saying_beside(form):
            _note, told = actions.write_note(
                application,
                text=form.cleaned_data["text"],
                to=to,
                by=user,
                key=form.cleaned_data["key"],
            )
            names = {"names": " · ".join(person.name for person in told)}
            messages.success(request, _("Told: %(names)s.") % names if told else _("Noted."))
            return back(request, application, "notes")
    return page_of(request, user, application, status=422, note=form)


@require_POST
def notes_reading(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Say that one has read what names one here."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    actions.read_notes(application, by=user)
    return back(request, application, "notes")


@require_POST
def tasks(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Give somebody of the team something to do until a day."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    form = TaskForm(request.POST, team=list(team_of(application)), prefix="task")
    if form.is_valid():
        with saying_beside(form):
            actions.give_task(application, **form.cleaned_data, by=user)
            names = {"name": form.cleaned_data["to"].name}
            messages.success(request, _("%(name)s finds it in their day.") % names)
            return back(request, application, "tasks")
    return page_of(request, user, application, status=422, task=form)


@require_POST
def completion(request: HttpRequest, stop: str, reference: str, pk: int) -> HttpResponse:
    """Say that a task is done."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    actions.finish(_task(application, pk), by=user)
    messages.success(request, _("Done."))
    return (
        redirect("file:my-tasks") if "mine" in request.POST else back(request, application, "tasks")
    )


@require_POST
def resumption(request: HttpRequest, stop: str, reference: str, pk: int) -> HttpResponse:
    """Say that a task is not done after all."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    actions.reopen(_task(application, pk))
    return back(request, application, "tasks")


@require_POST
def answers(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Write to the person, in the conversation that is there or that begins so."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    form = AnswerForm(request.POST, prefix="answer")
    if form.is_valid():
        text, key = form.cleaned_data["text"], str(form.cleaned_data["key"])
        with saying_beside(form):
            actions.write_to_person(application, text=text, by=user, key=key)
            return back(request, application, "said")
    return page_of(request, user, application, status=422, answer=form)


@require_safe
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What is in the hands of who looks, the oldest day first; what is late stands out."""
    user = staff(request)
    rows = Task.objects.waiting_for(user).select_related("application__stop", "by")
    context = {"tasks": list(rows[:200]), "today": today()}
    return render(request, "desk/file/my_tasks.html", context)


def back(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """To a section of the page of the file, in the list from which it was opened."""
    response = redirect("file:page", application.stop.slug, application.reference)
    response["Location"] += f"{suffix_of(request)}#{section}"
    return response


def _task(application: Application, pk: int) -> Task:
    """A task of the file, or of one joined to it."""
    return get_object_or_404(Task, application__in=whole(application), pk=pk)


def whole(application: Application) -> QuerySet[Application]:
    """The file and those joined to it: what was written about them stands on its page."""
    joined = Application.objects.filter(merged_into__kept=application, merged_into__undone_at=None)
    return Application.objects.filter(Q(pk=application.pk) | Q(pk__in=joined))
