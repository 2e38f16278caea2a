"""An opinion from outside: asked for, taken back, read once it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.access import named_file_in_charge
from core.refusals import saying_why
from desk.file import actions
from desk.file.forms import OpinionForm
from desk.file.sharing import shareable
from desk.file.views import back, whole
from desk.models import Opinion
from people.access import staff

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Tick what an institution is shown, name it and the day; its link then stands on the file."""
    user = staff(request)
    application = named_file_in_charge(user, stop, reference)
    allowed = shareable(application)
    form = OpinionForm(request.POST if request.method == "POST" else None, allowed=allowed)
    if form.is_bound and form.is_valid():
        actions.ask_outside(application, by=user, **form.cleaned_data)
        messages.success(request, _("Now send them the link that stands below."))
        return back(request, application, "opinions")
    context = {
        "file": application,
        "form": form,
        "allowed": allowed,
        "ticked": set(request.POST.getlist("questions")),
        "ticked_files": set(request.POST.getlist("attachments")),
    }
    return render(request, "desk/file/asking.html", context, status=422 if form.errors else 200)


@require_POST
def withdrawal(request: HttpRequest, stop: str, reference: str, pk: int) -> HttpResponse:
    """Take the question back: the link shows nothing any more."""
    application = named_file_in_charge(staff(request), stop, reference)
    opinion = get_object_or_404(Opinion, application__in=whole(application), pk=pk)
    with saying_why(request):
        actions.withdraw(opinion)
        messages.success(request, _("Taken back: the link shows nothing any more."))
    return back(request, application, "opinions")


@require_POST
def reading(request: HttpRequest, stop: str, reference: str, pk: int) -> HttpResponse:
    """Say that an opinion was read; it leaves what waits for the team."""
    application = named_file_in_charge(staff(request), stop, reference)
    actions.read_opinion(get_object_or_404(Opinion, application__in=whole(application), pk=pk))
    return back(request, application, "opinions")
