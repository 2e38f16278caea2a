"""The private address at which one's own calendar reads one's sessions."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.hours.feeds import calendar_of, make_feed, reader_of
from coaching.models import SessionFeed
from core.delivery import protect
from core.doors import private

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User

audit = logging.getLogger("microlabs.audit")
SHOWN_ONCE = "session_feed"  # in the session: a key is shown on one page


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Whether there is such an address; sent, a new one is made, and an older one ends."""
    user = cast("User", request.user)
    if request.method == "POST":
        request.session[SHOWN_ONCE] = make_feed(user)
        audit.info("user %s made a feed of sessions", user.pk)
        messages.success(request, _("This address is shown once. Add it to your calendar."))
        return redirect("hours:feed-page")
    context = {
        "feed": SessionFeed.objects.filter(user=user).first(),
        "address": request.session.pop(SHOWN_ONCE, ""),
    }
    return render(request, "coaching/hours/feed.html", context)


@require_POST
def deletion(request: HttpRequest) -> HttpResponse:
    """Take the address away: whoever knows it reads nothing any more."""
    SessionFeed.objects.filter(user=cast("User", request.user)).delete()
    messages.success(request, _("The address is taken away."))
    return redirect("hours:feed-page")


@private
@require_safe
def read(_request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file, for whoever was given its address."""
    user = reader_of(key)
    if user is None:
        raise Http404
    with translation.override(user.language):
        whole = calendar_of(user)
    answer = HttpResponse(whole, content_type="text/calendar; charset=utf-8")
    return protect(answer, name="sessions.ics")
