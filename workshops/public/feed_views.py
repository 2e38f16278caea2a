"""The address at which a participant's own calendar reads their seats: made anew, or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.standing import participation_of
from programs.models import Stop
from workshops.public.calendars import turn_feed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def renewal(request: HttpRequest, slug: str) -> HttpResponse:
    """Another address in place of the old one, which somebody else may know."""
    said = _("This is your new address: the old one shows nothing any more.")
    return _turned(request, slug, is_open=True, said=said)


@require_POST
def removal(request: HttpRequest, slug: str) -> HttpResponse:
    """No address at all, until one is made."""
    return _turned(request, slug, is_open=False, said=_("This address shows nothing any more."))


def _turned(request: HttpRequest, slug: str, *, is_open: bool, said: str) -> HttpResponse:
    stop = get_object_or_404(Stop.objects.announced(), slug=slug)
    participation = participation_of(request.user, stop)
    if participation is None:
        raise Http404
    turn_feed(participation, is_open=is_open)
    messages.success(request, said)
    return redirect("portal:next", stop.slug)
