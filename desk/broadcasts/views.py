"""Three steps to a message to a group: for whom, in which words, and one look before it leaves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_why
from desk.broadcasts import actions
from desk.broadcasts.audience import audience
from desk.broadcasts.checking import check as check_of
from desk.broadcasts.filters import Choosing
from desk.broadcasts.forms import Timing, Writing
from desk.broadcasts.listing import lines
from desk.broadcasts.pages import broadcast_of
from desk.broadcasts.saved import save_group
from desk.broadcasts.texts import PLACEHOLDERS, measured, unread, unread_sentences
from desk.models import SavedGroup
from messaging.models import Broadcast
from people.access import staff, stop_in_charge

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, stop: str) -> HttpResponse:
    """For whom: nothing is kept before the text is begun."""
    return _choose(request, stop_in_charge(staff(request), stop), None)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """For whom, once more."""
    at, broadcast = broadcast_of(request, stop, pk)
    return _started(at, broadcast) or _choose(request, at, broadcast)


def _started(at: Stop, broadcast: Broadcast) -> HttpResponse | None:
    """The way to its progress, when it can no longer be changed."""
    if broadcast.state == Broadcast.State.DRAFT:
        return None
    return redirect("outreach:group", at.slug, broadcast.pk)


def _choose(request: HttpRequest, at: Stop, broadcast: Broadcast | None) -> HttpResponse:
    """Count whom the filters choose; `write` among the parameters goes on to the text."""
    saved = list(SavedGroup.objects.filter(stop=at))
    used = next((each for each in saved if str(each.pk) == request.GET.get("saved", "")), None)
    filters = used.filters if used else broadcast.filters if broadcast else {}
    choosing = Choosing(request.POST if request.method == "POST" else filters, at=at)
    if request.method == "POST" and choosing.is_valid():
        if "write" in request.POST:
            return _chosen(request, at, broadcast, choosing)
        if "save" in request.POST and (answer := _save(request, at, choosing)):
            return answer
    group = audience(choosing)
    context = {
        "stop": at,
        "saved": saved,
        "used": used,
        "broadcast": broadcast,
        "filters": choosing,
        "group": group,
        "lines": lines(group, choosing, staff(request)),
    }
    part = "HX-Request" in request.headers
    page = "desk/broadcasts/parts/audience.html" if part else "desk/broadcasts/people.html"
    return render(request, page, context, status=200 if choosing.is_valid() or part else 422)


def _save(request: HttpRequest, at: Stop, choosing: Choosing) -> HttpResponse | None:
    """Save the group by its name and show it so; None when it was refused, in words."""
    name = request.POST.get("saved_name", "")
    with saying_why(request):
        group, new = save_group(stop=at, name=name, filters=choosing.chosen(), by=staff(request))
        sentence = _("The group is saved.") if new else _("The saved group says this now.")
        messages.success(request, sentence)
        return redirect(f"{request.path}?saved={group.pk}")
    return None


def _chosen(
    request: HttpRequest, at: Stop, broadcast: Broadcast | None, choosing: Choosing
) -> HttpResponse:
    if broadcast is None:
        broadcast = actions.draft(stop=at, filters=choosing.chosen(), by=staff(request))
    else:
        with saying_why(request):  # started meanwhile
            actions.change(broadcast, filters=choosing.chosen())
    return redirect("outreach:text", at.slug, broadcast.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """The words. What is right is kept at once; a language with readers and no text is refused."""
    at, broadcast = broadcast_of(request, stop, pk)
    if started := _started(at, broadcast):
        return started
    choosing = Choosing(broadcast.filters, at=at)
    form = Writing(
        request.POST if request.method == "POST" else None,
        broadcast=broadcast,
        drafts=choosing.drafts,
    )
    group = audience(choosing)
    if request.method == "POST" and "HX-Request" in request.headers:
        return render(
            request,
            "desk/broadcasts/parts/measure.html",
            {"measured": measured(form.data, at, group)},
        )
    if request.method == "POST" and form.is_valid():
        missing = {}
        with saying_why(request):
            actions.change(broadcast, **form.cleaned_data)
            missing = unread_sentences(unread(broadcast, group))
        for language, sentence in missing.items():
            form.add_error(f"body_{language}", sentence)
        if not missing:
            return redirect("outreach:check", at.slug, pk)
    typed = {name: form[name].value() or "" for name in form.fields}
    context = {"stop": at, "broadcast": broadcast, "form": form, "group": group}
    context |= {"measured": measured(typed, at, group), "placeholders": PLACEHOLDERS}
    return render(request, "desk/broadcasts/text.html", context, status=422 if form.errors else 200)


@require_safe
def check(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """One look before it leaves."""
    at, broadcast = broadcast_of(request, stop, pk)
    return _started(at, broadcast) or _look(request, at, broadcast, Timing.of(broadcast))


def _look(
    request: HttpRequest, at: Stop, broadcast: Broadcast, form: Timing, *, refused: Any = ()
) -> HttpResponse:
    group = actions.group_of(broadcast, at)
    checked = check_of(broadcast, at, group, staff(request))
    context = {
        "stop": at,
        "broadcast": broadcast,
        "form": form,
        "group": group,
        "check": checked,
        "trial_key": uuid4(),
        "missing": list(unread_sentences(checked.missing).values()),
        "refused": refused,
    }
    status = 422 if refused or form.errors else 200
    return render(request, "desk/broadcasts/check.html", context, status=status)


@require_POST
def timing(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Keep when it leaves and in which waves, and come back with the moment at which it ends."""
    at, broadcast = broadcast_of(request, stop, pk)
    form = Timing(request.POST)
    if started := _started(at, broadcast):
        return started
    if not form.is_valid():
        return _look(request, at, broadcast, form)
    with saying_why(request):
        actions.change(broadcast, **form.timing())
    return redirect("outreach:check", at.slug, pk)


@require_POST
def start(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Send it. A second click shows the progress; a changed group or text asks once more."""
    at, broadcast = broadcast_of(request, stop, pk)
    form = Timing(request.POST)
    if started := _started(at, broadcast):
        return started
    if not form.is_valid():
        return _look(request, at, broadcast, form)
    try:
        actions.change(broadcast, **form.timing())
        count = actions.start(
            broadcast, stop=at, by=staff(request), seen=request.POST.get("seal", "")
        )
    except ValidationError as refusal:
        broadcast.refresh_from_db()
        return _started(at, broadcast) or _look(
            request, at, broadcast, form, refused=refusal.messages
        )
    if count:
        audit.info("user %s started group message %s to %s people", request.user.pk, pk, count)
        sentence = ngettext(
            "%(count)d message is on its way.", "%(count)d messages are on their way.", count
        )
        messages.success(request, sentence % {"count": count})
    return redirect("outreach:group", at.slug, pk)
