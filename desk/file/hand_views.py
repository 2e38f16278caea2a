"""Which labels a file bears, and who of the team looks after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.access import file_in_charge
from core.numbers import number
from desk.applications import actions
from desk.file.team import team_of
from desk.file.views import back
from desk.models import Label, Labelling
from people.access import staff

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def labels(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Let the file bear the labels that are ticked, of those of its center, and no other."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    ticked = {number(pk) for pk in request.POST.getlist("labels")}
    known = list(Label.objects.filter(center=application.stop.center_id))
    borne = {label.pk for label in _borne(application.pk)}
    for act, keys in (
        (actions.put_labels, ticked - borne),
        (actions.take_labels_off, borne - ticked),
    ):
        if chosen := [each for each in known if each.pk in keys]:
            act([application.pk], chosen, by=user)
    return back(request, application, "content")


@require_POST
def charge(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Let somebody of the team look after the file, or nobody."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    key = number(request.POST.get("to", ""))
    to = get_object_or_404(team_of(application), pk=key) if key else None
    actions.assign([application.pk], to=to, by=user)
    sentence = _("%(name)s looks after this file now.") if to else _("Nobody looks after it now.")
    messages.success(request, sentence % {"name": to.name if to else ""})
    return back(request, application, "content")


def _borne(application: int) -> list[Label]:
    return Labelling.objects.by_file([application]).get(application, [])
