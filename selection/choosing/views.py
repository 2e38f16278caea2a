"""The pages on which a manager weighs: the least shares, what if, and a proposal that is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import staff, stop_managed
from selection.choosing import actions
from selection.choosing.drawing import people, picks
from selection.choosing.forms import Preparing, Shares, WhatIf
from selection.choosing.list_views import back_to
from selection.choosing.narrowed import Narrowed
from selection.choosing.pool import pool
from selection.choosing.proposal import propose
from selection.gauges import gauges, selection_of, targets_of
from selection.undoing import this_act

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MANY = 100  # names in a list of those who come in or go out
audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, stop: str) -> HttpResponse:
    """The least shares that the stop wants to reach."""
    user = staff(request)
    at = stop_managed(user, stop)
    form = Shares(
        request.POST if request.method == "POST" else None,
        stop=at,
        kept=targets_of(selection_of(at)),
    )
    if request.method == "POST" and form.is_valid():
        actions.set_targets(at, form.shares())
        audit.info("user %s set the targets of stop %s", user.pk, at.pk)
        messages.success(request, _("The shares are kept."))
        return redirect("choosing:targets", at.slug)
    context = {"stop": at, "form": form, "gauges": gauges(at)}
    return render(
        request, "selection/choosing/targets.html", context, status=422 if form.errors else 200
    )


@require_safe
def what_if(request: HttpRequest, stop: str) -> HttpResponse:
    """Who would come in and go out if the threshold or a share were another. Nothing is kept."""
    at = stop_managed(staff(request), stop)
    selection = selection_of(at)
    form = WhatIf(
        request.GET if "asked" in request.GET else None, stop=at, kept=targets_of(selection)
    )
    status = 422 if form.errors else 200
    proposal = propose(pool(at, selection), form.conditions())
    context: dict[str, Any] = {
        "stop": at,
        "form": form,
        "proposal": proposal,
        "drawn": {
            "offered": picks(proposal.offered, checked=True),
            "following": picks(proposal.following, checked=False),
            "coming": people(proposal.coming[:MANY]),
            "going": people(proposal.going[:MANY]),
        },
        "preparing": Preparing(),
    }
    return render(request, "selection/choosing/what_if.html", context, status=status)


@require_POST
def preparation(request: HttpRequest, stop: str) -> HttpResponse:
    """Prepare a proposal as somebody left it; nobody outside hears of it yet."""
    user = staff(request)
    at = stop_managed(user, stop)
    keys = [candidate.pk for candidate in pool(at, selection_of(at))]
    form = Preparing(request.POST, keys=keys)
    if not form.is_valid():
        messages.error(
            request,
            _("One of these files can no longer be chosen. Please look at the proposal again."),
        )
        return redirect("choosing:what-if", at.slug)
    cleaned = form.cleaned_data
    counts = actions.prepare_selection(
        at, by=user, accepted=cleaned["accept"], rest=cleaned["rest"]
    )
    audit.info("user %s prepared %s decisions of stop %s", user.pk, counts.total(), at.pk)
    sentence = ngettext(
        "%(count)d decision is prepared.", "%(count)d decisions are prepared.", counts.total()
    )
    messages.success(request, sentence % {"count": counts.total()})
    return redirect(back_to(at, Narrowed(), this_act()))
