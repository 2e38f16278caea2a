"""The life of an expert at the desk: checked, refused, paused, back, left, handing over."""

from __future__ import annotations

import logging
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.hours import lives
from coaching.hours.access import managed
from coaching.hours.forgetting import forget_expert
from coaching.hours.forms import BesideForm, HandingForm
from coaching.hours.handing import Left, hand_over, hand_overs, has_days, leave
from core.refusals import saying_beside, saying_why
from people.access import staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrPromise

    from coaching.models import Expert, Slot
    from people.models import Participation
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")
ASKED = ["GET", "HEAD", "POST"]
NOON = time(12)


@require_POST
def checking(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Take somebody on: an account, and a letter that leads to the charter."""
    at, expert = managed(request, stop, number)
    if lives.charter_of(at.center) is None:
        messages.error(request, _("Please write the charter first: experts sign it."))
        return redirect("experts:charter", at.slug)

    def take(one: Expert) -> object:
        return lives.check(one, by=staff(request))

    return _done(request, at, expert, take, _("Taken on: a letter tells how to sign in."))


@require_POST
def refusal(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Thank somebody whom the team does not take on."""
    at, expert = managed(request, stop, number)
    reached = expert.user_id or expert.email or expert.phone
    told, alone = _("They are told kindly."), _("No address of theirs is known: please tell them.")
    return _done(request, at, expert, lives.refuse, told if reached else alone)


@require_POST
def resumption(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Somebody comes back: their hours open again."""
    at, expert = managed(request, stop, number)
    return _done(request, at, expert, lives.resume, _("Their hours are open again."))


@require_POST
def beside(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Who sits beside at the first session, and when it was held."""
    at, expert = managed(request, stop, number)
    form = BesideForm(request.POST, expert=expert)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for row in form.errors.values() for each in row))
        return redirect("experts:one", at.slug, expert.pk)
    held = form.cleaned_data["held_on"]
    moment = timezone.make_aware(datetime.combine(held, NOON)) if held else None
    with saying_why(request):
        lives.plan_beside(expert, colleague=form.cleaned_data["colleague"], at=moment)
        audit.info("user %s planned who sits beside expert %s", request.user.pk, expert.pk)
        messages.success(request, _("It is kept."))
    return redirect("experts:one", at.slug, expert.pk)


@require_http_methods(ASKED)
def pause(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """What a pause hits; sent, free slots close and what is booked stands until it is moved."""
    at, expert = managed(request, stop, number)
    if request.method == "POST":
        return _done(request, at, expert, lives.pause, _("They pause: no new session is booked."))
    return _over(request, at, expert, ends=False)


@require_http_methods(ASKED)
def leaving(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Whom a departure leaves behind, each with a next expert; sent, it is over."""
    at, expert = managed(request, stop, number)
    if request.method == "POST":
        with saying_why(request):
            left = leave(expert, by=staff(request))
            audit.info("user %s moved expert %s", request.user.pk, expert.pk)
            messages.success(request, _gone(left))
        return redirect("experts:one", at.slug, expert.pk)
    return _over(request, at, expert, ends=True)


@require_POST
def forgetting(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Somebody who left asks to be forgotten: their name and their hours stay, nothing else."""
    at, expert = managed(request, stop, number)
    said = _("They are forgotten: their name stays, and the hours that they gave.")
    return _done(request, at, expert, forget_expert, said)


@require_http_methods(ASKED)
def handing(request: HttpRequest, stop: str, number: int, participation: int) -> HttpResponse:
    """One person: the next expert, a summary, their first hour; sent, it is handed over."""
    at, expert = managed(request, stop, number)
    each = next((row for row in hand_overs(expert) if row.participation.pk == participation), None)
    if each is None:
        raise Http404
    proposed = each.proposed
    first = {"summary": each.summary, "slot": proposed.pk if proposed else ""}
    first |= {"to": proposed.expert_id if proposed else ""}
    typed = request.POST if request.method == "POST" else None
    form = HandingForm(typed, stop=at, leaving=expert, slots=each.slots, initial=first)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            hand_over(expert, each.participation, by=staff(request), **form.cleaned_data)
            audit.info("user %s handed a case of expert %s over", request.user.pk, expert.pk)
            messages.success(request, _handed(each.participation, form.cleaned_data["slot"]))
            return redirect("experts:leaving", at.slug, expert.pk)
    context = {"stop": at, "expert": expert, "each": each, "form": form}
    status = 422 if form.errors else 200
    return render(request, "coaching/hours/handing.html", context, status=status)


def _over(request: HttpRequest, at: Stop, expert: Expert, *, ends: bool) -> HttpResponse:
    """The page that says whom it hits, before it is sent."""
    context = {"stop": at, "expert": expert, "people": hand_overs(expert), "ends": ends}
    return render(request, "coaching/hours/leaving.html", context)


def _done(
    request: HttpRequest,
    at: Stop,
    expert: Expert,
    act: Callable[[Expert], object],
    said: StrPromise | str,
) -> HttpResponse:
    """Act, and say on the expert's page what happened, or why nothing did."""
    with saying_why(request):
        act(expert)
        audit.info("user %s moved expert %s", request.user.pk, expert.pk)
        messages.success(request, str(said))
    return redirect("experts:one", at.slug, expert.pk)


def _gone(left: Left) -> str:
    """That somebody has left, and what became of their people."""
    said = _("They have left. Thank them well.")
    counts = {"moved": left.sent.moved, "waiting": left.sent.waiting, "asked": left.asked}
    if not any(counts.values()):
        return said
    told = _(
        "Offered another hour: %(moved)s. Waiting for one: %(waiting)s. "
        "Asked to choose an hour: %(asked)s."
    )
    return f"{said} {told % counts}"


def _handed(person: Participation, slot: Slot | None) -> str:
    """What was written: about the hour, or how to choose one where there may be one."""
    if slot is not None:
        return _("It is handed over, and both are told.")
    if not has_days(person.stop):
        return _("It is handed over. The stop is over: only the next expert is told.")
    return _("It is handed over, and both are told: the person is asked to choose an hour.")
