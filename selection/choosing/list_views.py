"""The list on which a manager decides: row by row, in a panel with its reasons, or many at once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.writing import plain
from people.access import staff, stop_managed
from selection.choosing.drawing import drawn
from selection.choosing.forms import Deciding, DecidingMany
from selection.choosing.listing import (
    Criteria,
    counted,
    line_of,
    listed,
    looked_for,
    page_of,
    versions_in,
)
from selection.choosing.looked import Looked, Refused, Words, looked_at
from selection.choosing.narrowed import WHICH, Narrowed, sides_in
from selection.decisions import prepare, unprepare
from selection.gauges import gauges, selection_of
from selection.many_decisions import decide_many
from selection.undoing import act_of, this_act

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User
    from programs.models import Stop
    from selection.many_decisions import Together
    from selection.undoing import Act

audit = logging.getLogger("microlabs.audit")


@require_safe
def files(request: HttpRequest, stop: str) -> HttpResponse:
    """The files that were judged, the best first; `?look=` is the one in the panel."""
    at, reference = stop_managed(staff(request), stop), plain(request.GET.get("look", ""))
    narrow = Narrowed.by(request.GET.dict())
    if reference and "HX-Request" in request.headers:
        return _panel(request, at, narrow, reference)
    return _list(request, at, narrow, reference)


def _list(
    request: HttpRequest,
    stop: Stop,
    narrow: Narrowed,
    reference: str = "",
    refused: Refused | None = None,
) -> HttpResponse:
    selection, criteria = selection_of(stop), Criteria.of(stop)
    together, counts = counted(stop, narrow)
    page = page_of(stop, selection, criteria, narrow, together.count)
    stop_gauges = gauges(stop, selection)
    rows = looked_for(listed(stop, selection, criteria)) if reference else None
    context = {
        "stop": stop,
        "gauges": stop_gauges,
        "page": page,
        "whole": together,
        "lines": page.object_list,
        "rows": drawn(page.object_list, narrow.before),
        "criteria": criteria.names,
        "narrow": narrow,
        "parts": [(narrow.part(code), name, counts[code]) for code, name in WHICH.items()],
        "side": narrow.called,
        "of_forms": next((row.points for row in page.object_list if not row.is_judged), ""),
        "looked": looked_at(rows, reference, criteria, refused) if rows is not None else None,
        "refused": refused,
        "act": _act(request, stop),
        "previous_url": page.has_previous() and f"?{narrow.query(page.previous_page_number())}",
        "next_url": page.has_next() and f"?{narrow.query(page.next_page_number())}",
    }
    return render(request, "selection/choosing/files.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, stop: Stop) -> Act | None:
    """What was done just before, by the number in the URL."""
    try:
        code = UUID(request.GET.get("act", ""))
    except ValueError:
        return None
    return act_of(code, stop, staff(request))


def _panel(request: HttpRequest, stop: Stop, narrow: Narrowed, reference: str) -> HttpResponse:
    """The panel alone."""
    criteria = Criteria.of(stop)
    rows = looked_for(listed(stop, selection_of(stop), criteria))
    context = _of_panel(stop, narrow, criteria, looked_at(rows, reference, criteria))
    return render(request, "selection/choosing/parts/panel.html", context)


def _of_panel(stop: Stop, narrow: Narrowed, criteria: Criteria, looked: Looked) -> dict[str, Any]:
    return {"stop": stop, "criteria": criteria.names, "narrow": narrow, "looked": looked}


@require_safe
def strip(request: HttpRequest, stop: str) -> HttpResponse:
    """The gauges alone, as they stand now."""
    at = stop_managed(staff(request), stop)
    return render(
        request, "selection/choosing/parts/gauges.html", {"stop": at, "gauges": gauges(at)}
    )


@require_safe
def sides(request: HttpRequest, stop: str) -> HttpResponse:
    """Who applied, by each side, each leading to its files: the list asks when it is opened."""
    at = stop_managed(staff(request), stop)
    groups = sides_in(gauges(at), Narrowed.by(request.GET.dict()))
    return render(request, "selection/choosing/parts/sides.html", {"stop": at, "groups": groups})


@require_POST
def decision(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Prepare what is to become of a file with all its words, change it, or leave it open again."""
    user = staff(request)
    at = stop_managed(user, stop)
    application = get_object_or_404(_received(at), reference=reference)
    form = Deciding(request.POST, criteria=Criteria.of(at).names)
    sentence = _decided(application, form, user)
    refused = Refused(sentence, Words(**form.typed())) if sentence else None
    return _answer(request, at, application, refused)


def _received(stop: Stop) -> Any:
    return stop.applications.filter(submitted_at__isnull=False)


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


def _answer(
    request: HttpRequest, stop: Stop, application: Application, refused: Refused | None
) -> HttpResponse:
    """For a script the row, the panel and the gauges; else the list at the row."""
    narrow, reference = Narrowed.by(request.POST.dict()), str(application.reference)
    if "HX-Request" in request.headers:
        selection, criteria = selection_of(stop), Criteria.of(stop)
        rows = looked_for(listed(stop, selection, criteria))
        looked = looked_at(rows, reference, criteria, refused)
        context = {
            **_of_panel(stop, narrow, criteria, looked),
            "rows": drawn(line_of(stop, selection, criteria, reference), narrow.before, swap=True),
            "gauges": gauges(stop, selection),
            "act": act_of(this_act(), stop, staff(request)),
        }
        return render(request, "selection/choosing/parts/decided.html", context)
    if refused:
        return _list(request, stop, narrow, reference, refused)
    return redirect(f"{back_to(stop, narrow, this_act())}#{reference}")


def back_to(stop: Stop, narrow: Narrowed, act: UUID | None = None) -> str:
    """The list as it was looked at; with what was just done, to be taken back."""
    query = narrow.before + (f"act={act}" if act else "")
    return f"{reverse('choosing:files', args=[stop.slug])}{query.rstrip('?&')}"


@require_POST
def decisions(request: HttpRequest, stop: str) -> HttpResponse:
    """One decision about one row that was pressed, the rows that were ticked, or the whole list."""
    user = staff(request)
    at = stop_managed(user, stop)
    narrow = Narrowed.by(request.POST.dict())
    form = DecidingMany(request.POST, criteria=Criteria.of(at).names)
    if not form.is_valid():
        return _list(request, at, narrow, refused=Refused(form.sentence()))
    if form.cleaned_data["one"]:
        return _one(request, at, form, user)
    seen = form.cleaned_data["file"]
    if form.cleaned_data["whole"]:
        if counted(at, narrow)[0].seal != form.cleaned_data["seal"]:
            sentence = _("The list has changed meanwhile. Please look once more.")
            return _list(request, at, narrow, refused=Refused(sentence))
        seen = versions_in(at, narrow)
    if not seen:
        return _list(request, at, narrow, refused=Refused(_("Please tick some files first.")))
    together = decide_many(at, seen, form.said(), by=user)
    audit.info("user %s decided about %s files of stop %s", user.pk, together.done, at.pk)
    _tell(request, together, opened=not form.said().outcome)
    answer = redirect(back_to(at, narrow, this_act()))
    if "HX-Request" in request.headers:
        answer.status_code = 204
        answer.headers["HX-Redirect"] = answer.headers["Location"]
    return answer


def _one(request: HttpRequest, stop: Stop, form: DecidingMany, by: User) -> HttpResponse:
    """The row that was pressed: what was said of it before stays."""
    (key, seen), said = form.cleaned_data["one"], form.said()
    application = get_object_or_404(_received(stop), pk=key)
    standing = getattr(application, "decision", None)
    sentence = ""
    if not (standing and (standing.version, standing.outcome) == (seen, said.outcome)):
        note = standing.note if standing else ""
        words = {"outcome": said.outcome, "note": note, "seen": seen}
        sentence = _decided(application, Deciding(words, criteria={}), by)
    return _answer(request, stop, application, Refused(sentence) if sentence else None)


def _tell(request: HttpRequest, together: Together, *, opened: bool) -> None:
    """How many were decided, and how many stay as they are."""
    done, left = together.done, together.left
    if opened:
        sentence = ngettext(
            "%(count)d file is open again.", "%(count)d files are open again.", done
        )
    else:
        sentence = ngettext(
            "%(count)d decision is prepared.", "%(count)d decisions are prepared.", done
        )
    messages.success(request, sentence % {"count": done})
    if left:
        sentence = ngettext(
            "%(count)d file was left as it is: somebody decided about it meanwhile, "
            "it went elsewhere, or no reason for a refusal is known.",
            "%(count)d files were left as they are: somebody decided about them meanwhile, "
            "they went elsewhere, or no reason for a refusal is known.",
            left,
        )
        messages.warning(request, sentence % {"count": left})
