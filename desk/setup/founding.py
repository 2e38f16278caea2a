"""How a stop begins: with a name and its days, and with all that an earlier stop has."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside, saying_why
from desk.setup.actions import found
from desk.setup.forms import NewStop
from desk.setup.house import begin_with_house
from desk.setup.views import stop_here
from people.access import staff
from people.roles import Role
from programs.copying import copy_stop, take_back
from programs.models import Center, Program, Stop

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from people.models import User

audit = logging.getLogger("microlabs.audit")


class Earlier(forms.Form):
    """The stop from which everything but the days is taken over."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Earlier stop"), queryset=Stop.objects.none(), empty_label=None
    )

    def __init__(self, *args: object, stops: QuerySet[Stop]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["source"].queryset = stops  # type: ignore[attr-defined]


def managed_by(user: User) -> QuerySet[Center]:
    """The centers of which somebody is a manager; all for the superuser."""
    return Center.objects.all() if user.is_superuser else user.centers(Role.MANAGER)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new stop, which nobody else sees until it is announced or opens."""
    user = staff(request)
    centers = managed_by(user)
    if not centers.exists():
        raise PermissionDenied
    form = NewStop(
        request.POST if request.method == "POST" else None,
        instance=Stop(program=Program.objects.earliest("pk")),
        centers=centers,
        stops=Stop.objects.filter(center__in=centers),
    )
    stop = _founded(form) if request.method == "POST" and form.is_valid() else None
    if stop:
        audit.info("user %s founded stop %s", user.pk, stop.pk)
        messages.success(request, _("The stop is there. Nobody outside the center sees it yet."))
        return redirect("setup:assistant", stop.slug)
    return render(
        request, "desk/setup/new.html", {"form": form}, status=422 if form.errors else 200
    )


def _founded(form: NewStop) -> Stop | None:
    """The stop; nothing where the form says why not."""
    try:
        return found(form.save(commit=False), source=form.cleaned_data["source"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@require_POST
def house(request: HttpRequest, stop: str) -> HttpResponse:
    """Fill what is empty with the texts, themes and criteria of the house, in one act."""
    at = stop_here(request, stop)
    with saying_why(request):
        begin_with_house(at)
        audit.info("user %s took what the house has for stop %s", request.user.pk, at.pk)
        sentence = _(
            "Texts, themes and criteria that were empty are filled. Please read and change them."
        )
        messages.success(request, sentence)
    return redirect("setup:assistant", at.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, stop: str) -> HttpResponse:
    """Ask from which stop; then bring everything but the days, in one act."""
    at = stop_here(request, stop)
    stops = Stop.objects.filter(center__in=managed_by(staff(request))).exclude(pk=at.pk)
    form = Earlier(request.POST if request.method == "POST" else None, stops=stops)
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"]
        with saying_beside(form):
            said = copy_stop(source, at)
            audit.info("user %s copied stop %s into %s", request.user.pk, source.pk, at.pk)
            sentence = _("Everything but the days is now as at “%(stop)s”.")
            messages.success(request, sentence % {"stop": source})
            for each in said:
                messages.warning(request, each)
            return redirect("setup:assistant", at.slug)
    context = {"stop": at, "form": form, "others": stops}
    return render(request, "desk/setup/copy.html", context, status=422 if form.errors else 200)


@require_POST
def copy_taken_back(request: HttpRequest, stop: str) -> HttpResponse:
    """Everything is again as it stood before the last copy."""
    at = stop_here(request, stop)
    with saying_why(request):
        take_back(at)
        audit.info("user %s took a copy into stop %s back", request.user.pk, at.pk)
        messages.success(request, _("Everything is again as it was before."))
    return redirect("setup:assistant", at.slug)
