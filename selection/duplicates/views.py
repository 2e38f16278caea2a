"""The pages on which staff join files of one person, tell two people apart, or take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.access import file_in_charge
from applications.unnamed import for_reader
from core.language import language_of_page
from core.numbers import number
from people.access import manages, staff, stop_in_charge, stop_managed
from selection.duplicates.comparing import choices, lines
from selection.duplicates.finding import SENTENCES, alike
from selection.duplicates.merging import merge, tell_apart, unmerge
from selection.duplicates.pairs import pairs, without_conflict
from selection.models import Distinct, Merge

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User

LAST = 10  # as many of the last ones can be taken back from the page
FURTHEST = 1000  # pages
JOINED = "joined"  # the value of a choice that takes the joined file's answer


@require_safe
def listed(request: HttpRequest, stop: str) -> HttpResponse:
    """The pairs that look like one person, and what was done last, to be taken back."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    page = min(max(number(request.GET.get("page", "")), 1), FURTHEST)
    related = ("kept", "merged", "by")
    joinings = (
        Merge.objects.filter(kept__stop=at, undone_at__isnull=True)
        .select_related(*related)
        .order_by("-at")
    )
    apart = (
        Distinct.objects.filter(first__stop=at)
        .select_related("first", "second", "by")
        .order_by("-at")
    )
    alike_here = without_conflict(pairs(at, page=page), user)
    for_reader([file for pair in alike_here.rows for file in (pair.first, pair.second)], user)
    context = {
        "pairs": alike_here,
        "joinings": joinings[:LAST],
        "apart": apart[:LAST],
        "first_url": "?" if page > 1 else "",
        "next_url": f"?page={alike_here.further}" if alike_here.further else "",
    }
    return render(
        request,
        "selection/duplicates/list.html",
        {**context, "stop": at, "manages": manages(user, at)},
    )


@require_safe
def compared(request: HttpRequest, stop: str, kept: str, joined: str) -> HttpResponse:
    """Two files side by side; the first one named is proposed to stay."""
    user = staff(request)
    staying, joining = _both(user, stop, kept, joined)
    why = [str(SENTENCES[reason]) for reason in alike(staying, joining)]
    for_reader([staying, joining], user)
    context = {
        "stop": staying.stop,
        "kept": staying,
        "joined": joining,
        "lines": lines(staying, joining, language_of_page()),
        "why": why,
        "open": joining.state == joining.State.SUBMITTED,
        "changeable": staying.state == staying.State.SUBMITTED,
        "manages": manages(user, staying.stop),
    }
    return render(request, "selection/duplicates/compare.html", context)


@require_POST
def join(request: HttpRequest, stop: str, kept: str, joined: str) -> HttpResponse:
    """Make one file of two, each answer as it was chosen."""
    user = staff(request)
    stop_managed(user, stop)
    staying, joining = _both(user, stop, kept, joined)
    chosen = {
        code
        for code in choices(staying, joining, language_of_page())
        if request.POST.get(code) == JOINED
    }
    try:
        merge(kept=staying, joined=joining, taken=chosen, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("doubles:compare", stop, kept, joined)
    words = {"joined": joining.reference, "kept": staying.reference}
    messages.success(
        request, _("File %(joined)s is joined to %(kept)s. This can be taken back below.") % words
    )
    return redirect("doubles:list", stop)


@require_POST
def distinguish(request: HttpRequest, stop: str, kept: str, joined: str) -> HttpResponse:
    """They are two people: the pair is not proposed again."""
    user = staff(request)
    try:
        tell_apart(*_both(user, stop, kept, joined), by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Noted: these are two people."))
    return redirect("doubles:list", stop)


@require_POST
def undo_joining(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Make two files of one again."""
    user = staff(request)
    at = stop_managed(user, stop)
    joining = get_object_or_404(
        Merge.objects.select_related("kept__stop", "merged"), pk=pk, kept__stop=at
    )
    try:
        unmerge(joining, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("They are two files again."))
    return redirect("doubles:list", stop)


@require_POST
def undo_distinction(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Propose the pair again."""
    at = stop_in_charge(staff(request), stop)
    Distinct.objects.filter(pk=pk, first__stop=at).delete()
    return redirect("doubles:list", stop)


def _both(user: User, stop: str, kept: str, joined: str) -> tuple[Application, Application]:
    """Both files, of the stop that `user` works for."""
    return file_in_charge(user, stop, kept), file_in_charge(user, stop, joined)
