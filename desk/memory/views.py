"""The page on which a stop answers what an earlier one proposes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desk.memory.actions import answer, undo
from desk.memory.gathering import groups_of, proposals_of
from desk.memory.proposals import earlier_stop
from desk.models import Lesson
from people.access import manages, staff, stop_in_charge, stop_managed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_safe
def memory(request: HttpRequest, stop: str) -> HttpResponse:
    """What the earlier stop proposes, by kind; a sentence where there was none."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    source = earlier_stop(at)
    context = {
        "stop": at,
        "source": source,
        "groups": groups_of(at, source) if source else [],
        "may_answer": manages(user, at),
    }
    return render(request, "desk/memory/memory.html", context)


@require_POST
def taking(request: HttpRequest, stop: str, kind: str, about: str) -> HttpResponse:
    """Take a proposal over."""
    return _answer(request, stop, kind, about, taken=True)


@require_POST
def dismissal(request: HttpRequest, stop: str, kind: str, about: str) -> HttpResponse:
    """Dismiss a proposal for this region."""
    return _answer(request, stop, kind, about, taken=False)


def _answer(request: HttpRequest, slug: str, kind: str, about: str, *, taken: bool) -> HttpResponse:
    user = staff(request)
    at = stop_managed(user, slug)
    source = earlier_stop(at)
    asked = (
        each
        for each in (proposals_of(at, source) if source else ())
        if (each.kind, each.about) == (kind, about)
    )
    proposal = next(asked, None)
    if source is None or proposal is None:
        raise Http404
    row = answer(at, source, proposal, taken=taken, by=user)
    audit.info("user %s answered lesson %s", user.pk, row.pk)
    done = _("It is taken over. This can be undone below.")
    messages.success(request, done if taken else _("It is dismissed. This can be undone below."))
    return redirect("memory:memory", at.slug)


@require_POST
def undoing(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Let a proposal wait again."""
    at = stop_managed(staff(request), stop)
    row = get_object_or_404(Lesson, stop=at, pk=pk)
    undo(row)
    audit.info("user %s undid lesson %s", request.user.pk, pk)
    messages.success(request, _("It is undone, and waits again."))
    return redirect("memory:memory", at.slug)
