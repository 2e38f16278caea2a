"""The pages on which many files are given to a colleague, labelled or decided; and the way back."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from applications.models import Application
from desk.applications import actions
from desk.applications.forms import Assigning, DecidingMany, Labelled
from desk.applications.views import back_to
from desk.models import Act, Pick
from desk.perimeter import Perimeter
from people.access import staff

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from people.models import User

audit = logging.getLogger("microlabs.audit")


@dataclass(frozen=True)
class Ticked:
    """The files that somebody ticked and still works on, and the stops that they are of."""

    user: User
    files: list[int]
    perimeter: Perimeter

    @classmethod
    def of(cls, request: HttpRequest, pk: int) -> Ticked:
        """Those of this pick; another's is not found."""
        user = staff(request)
        pick = get_object_or_404(Pick, pk=pk, by=user)
        rows = Application.objects.in_charge_of(user).filter(
            pk__in=pick.files, submitted_at__isnull=False
        )
        found = dict(rows.order_by("pk").values_list("pk", "stop"))
        if not found:
            raise Http404
        every, of = Perimeter.of(user), set(found.values())
        stops = [stop for stop in every.stops if stop.pk in of]
        return cls(user, list(found), Perimeter(stops, user))

    def asked(self, request: HttpRequest, page: str, *, form: forms.Form) -> HttpResponse:
        """The page that asks; what was refused stays typed."""
        context = {"form": form, "count": len(self.files), "back": back_to(request, self.user)}
        status = 422 if form.errors else 200
        return render(request, f"desk/applications/{page}.html", context, status=status)

    def done(self, request: HttpRequest, act: Act) -> HttpResponse:
        """Back to the list, which says what was done and offers the way back."""
        audit.info("user %s %s %s files", self.user.pk, act.kind, act.count)
        if act.count < len(self.files):
            left = len(self.files) - act.count
            sentence = ngettext(
                "%(count)d file stays as it was.", "%(count)d files stay as they were.", left
            )
            messages.info(request, sentence % {"count": left})
        return redirect(back_to(request, self.user, act=str(act.pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks after the ticked files."""
    ticked = Ticked.of(request, pk)
    colleagues = ticked.perimeter.colleagues
    form = Assigning(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        return ticked.done(request, actions.assign(ticked.files, to=form.chosen, by=ticked.user))
    return ticked.asked(request, "assignment", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: HttpRequest, pk: int) -> HttpResponse:
    """Put labels on the ticked files, a new one too; or take some off."""
    ticked = Ticked.of(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = Labelled(sent, labels=ticked.perimeter.labels)
    if sent is None or not form.is_valid():
        return ticked.asked(request, "labelling", form=form)
    act = actions.take_labels_off if "off" in sent else actions.put_labels
    chosen = form.chosen(ticked.perimeter.stops[0].center_id)
    return ticked.done(request, act(ticked.files, chosen, by=ticked.user))


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare one decision for the ticked files, which are of one stop that this person manages."""
    ticked = Ticked.of(request, pk)
    stops = ticked.perimeter.stops
    if len(stops) > 1:
        messages.warning(request, _("These files are of several stops: please choose one stop."))
        return redirect(back_to(request, ticked.user))
    if not ticked.perimeter.managed:
        raise PermissionDenied
    form = DecidingMany(request.POST if request.method == "POST" else None, stop=stops[0])
    if request.method != "POST" or not form.is_valid():
        return ticked.asked(request, "decision", form=form)
    return ticked.done(
        request, actions.decide(stops[0], ticked.files, by=ticked.user, **form.cleaned_data)
    )


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what an act changed; what somebody changed since stays theirs."""
    user = staff(request)
    act = get_object_or_404(Act, pk=pk, by=user)
    in_time = Act.objects.to_be_undone(user, timezone.now()).filter(pk=pk).exists()
    outcome = actions.undo(act, by=user) if in_time else None
    if outcome is None:
        messages.warning(request, _("It is too late to undo this: please change it by hand."))
        return redirect(back_to(request, user))
    restored, kept = outcome
    if restored:
        sentence = ngettext(
            "Undone: %(count)d file is as it was.",
            "Undone: %(count)d files are as they were.",
            restored,
        )
        messages.success(request, sentence % {"count": restored})
    if kept:
        sentence = ngettext(
            "%(count)d was changed by somebody since, and stays as it is.",
            "%(count)d were changed by somebody since, and stay as they are.",
            kept,
        )
        messages.warning(request, sentence % {"count": kept})
    return redirect(back_to(request, user))
