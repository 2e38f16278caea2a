"""The pages on which a manager chooses: the list with decisions and gauges, the shares, what if."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import staff, stop_managed
from selection.choosing import actions
from selection.choosing.forms import Deciding, Preparing, Shares, WhatIf
from selection.choosing.listing import (
    WHICH,
    Criteria,
    Narrowed,
    Refused,
    Words,
    lines_of,
    listed,
    page_of,
    sides_in,
)
from selection.choosing.pool import pool
from selection.choosing.proposal import propose
from selection.decisions import prepare, unprepare
from selection.gauges import gauges, selection_of, targets_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")


@require_safe
def files(request: HttpRequest, stop: str) -> HttpResponse:
    """The files that were judged, the best first; each is decided in its row."""
    return _list(request, stop_managed(staff(request), stop), Narrowed.by(request.GET.dict()))


def _list(
    request: HttpRequest, stop: Stop, narrow: Narrowed, refusals: dict[int, Refused] | None = None
) -> HttpResponse:
    selection, criteria = selection_of(stop), Criteria.of(stop)
    page = page_of(listed(stop, selection, criteria), narrow)
    stop_gauges = gauges(stop, selection)
    context = {
        "stop": stop,
        "gauges": stop_gauges,
        "page": page,
        "lines": lines_of(page, criteria, refusals or {}),
        "criteria": criteria.names,
        "narrow": narrow,
        "which": WHICH,
        "dimensions": sides_in(stop_gauges),
        "previous_url": page.has_previous() and f"?{narrow.query(page.previous_page_number())}",
        "next_url": page.has_next() and f"?{narrow.query(page.next_page_number())}",
    }
    return render(
        request, "selection/choosing/files.html", context, status=422 if refusals else 200
    )


@require_safe
def strip(request: HttpRequest, stop: str) -> HttpResponse:
    """The gauges alone, as they stand now."""
    at = stop_managed(staff(request), stop)
    return render(
        request, "selection/choosing/parts/gauges.html", {"stop": at, "gauges": gauges(at)}
    )


@require_POST
def decision(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Prepare what is to become of a file, change it, or leave it open again."""
    user = staff(request)
    at = stop_managed(user, stop)
    application = get_object_or_404(
        at.applications.filter(submitted_at__isnull=False), reference=reference
    )
    form = Deciding(request.POST, criteria=Criteria.of(at).names)
    refusal = _decided(application, form, user)
    refusals = {application.pk: Refused(refusal, Words(**form.typed()))} if refusal else {}
    narrow = Narrowed.by(request.POST.dict())
    if "HX-Request" in request.headers:
        return _row(request, at, application, refusals)
    if refusals:
        return _list(request, at, narrow, refusals)
    query = f"?{narrow.here}" if narrow.here else ""
    return redirect(f"{reverse('choosing:files', args=[at.slug])}{query}#{reference}")


def _decided(application: Application, form: Deciding, by: User) -> str:
    """Keep it; the sentence that refuses it, if any."""
    if not form.is_valid():
        return _("This was not kept. Please look at what is marked below.")
    cleaned = dict(form.cleaned_data)
    try:
        if cleaned["outcome"]:
            prepare(application, by=by, **cleaned)
        else:
            unprepare(application, by=by, seen=cleaned["seen"] or 0)
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return ""


def _row(
    request: HttpRequest, stop: Stop, application: Application, refusals: dict[int, Refused]
) -> HttpResponse:
    """The row as it stands now, with the gauges; that of a file which went elsewhere says so."""
    selection, criteria = selection_of(stop), Criteria.of(stop)
    rows = listed(stop, selection, criteria).filter(pk=application.pk)
    context = {
        "stop": stop,
        "lines": lines_of(rows, criteria, refusals),
        "criteria": criteria.names,
        "gauges": gauges(stop, selection),
        "narrow": Narrowed.by(request.POST.dict()),
        "refusal": refusals[application.pk].sentence if refusals else "",
    }
    return render(request, "selection/choosing/parts/rows.html", context)


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
    return redirect("choosing:files", at.slug)
