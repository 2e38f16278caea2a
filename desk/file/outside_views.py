"""The page of an institution: what was ticked for it, and its opinion; no account is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.delivery import deliver
from core.doors import private, refuse_in_a_hurry
from core.refusals import saying_beside
from desk.file import actions
from desk.file.forms import GivenForm
from desk.file.links import opinion_by
from desk.file.sharing import is_shown, shown_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What was ticked, and a form for the opinion, taken once; afterwards only thanks."""
    opinion = opinion_by(token)
    context = {"opinion": opinion, "stop": opinion.application.stop, "token": token}
    if not is_shown(opinion):
        return render(request, "desk/file/opinion_over.html", context)
    form = GivenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with saying_beside(form):
            refuse_in_a_hurry(request, "opinion")
            actions.give_opinion(opinion, **form.cleaned_data)
            return redirect("opinion:page", token)
    context |= {"form": form, "shown": shown_to(opinion)}
    return render(request, "desk/file/opinion.html", context, status=422 if form.errors else 200)


@private
@require_safe
def attachment(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:  # noqa: ARG001
    """A file that was ticked, as long as the page shows it."""
    opinion = opinion_by(token)
    shown = shown_to(opinion).attachments if is_shown(opinion) else []
    row = next((each for each in shown if each.pk == pk), None)
    if row is None:
        raise Http404
    return deliver(row.file, name=row.name, content_type=row.content_type)
