"""The pages on which staff join files of one person, tell two people apart, or take that back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from applications.access import file_in_charge
from applications.models import Application
from applications.unnamed import for_reader
from core.language import language_of_page
from core.numbers import number
from core.refusals import saying_why
from people.access import manages, staff, stop_in_charge, stop_managed
from selection.duplicates.comparing import lines
from selection.duplicates.drawing import Drawer
from selection.duplicates.finding import SENTENCES, alike
from selection.duplicates.merging import merge, tell_all_apart, unmerge
from selection.duplicates.pairs import MANY, groups
from selection.models import Distinct, Merge

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from programs.models import Stop
    from selection.duplicates.comparing import AnswerPair
    from selection.duplicates.pairs import Groups

LAST, LAST_PAIRS = 10, 200  # acts that can be taken back from the page, and pairs among them
PAIR = 2
PLACE = re.compile(r"[A-Z0-9-]{1,20}")  # the number of a file
FURTHEST = 1000  # pages
JOINED = "joined"  # the value of a choice that takes the joined file's answer


@require_safe
def listed(request: HttpRequest, stop: str) -> HttpResponse:
    """The files that look like one person, and what was done last, to be taken back."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    page = min(max(number(request.GET.get("page", "")), 1), FURTHEST)
    alike_here = groups(at, user, page=page)
    for_reader([file for group in alike_here.rows for file in group.files], user)
    is_managed = manages(user, at)
    drawer = Drawer(at, page=page, manages=is_managed, token=get_token(request))
    nexts = [*[f"#{each.code}" for each in alike_here.rows[1:]], _further(alike_here)]
    context = {
        "groups": alike_here,
        "drawn": drawer.drawn(zip(alike_here.rows, nexts, strict=False)),
        "joinings": _joinings(at),
        "apart": _acts(at),
        "first_url": "?" if page > 1 else "",
        "next_url": _further(alike_here),
        "stop": at,
        "manages": is_managed,
    }
    return render(request, "selection/duplicates/list.html", context)


def _further(page: Groups) -> str:
    return f"?page={page.further}" if page.further else ""


def _joinings(stop: Stop) -> QuerySet[Merge]:
    """The last files that were joined."""
    joinings = Merge.objects.filter(kept__stop=stop, undone_at__isnull=True)
    columns = ("kept__reference", "merged__reference", "by__name", "at")
    return joinings.select_related("kept", "merged", "by").only(*columns).order_by("-at")[:LAST]


def _acts(stop: Stop) -> list[tuple[Distinct, list[str]]]:
    """The last acts that told files apart, each with the numbers of its files."""
    pairs = Distinct.objects.filter(first__stop=stop).select_related("first", "second", "by")
    columns = ("first__reference", "second__reference", "by__name", "at")
    acts: dict[tuple[int, datetime], tuple[Distinct, dict[str, None]]] = {}
    for pair in pairs.only(*columns).order_by("-at", "pk")[:LAST_PAIRS]:
        _pair, files = acts.setdefault((pair.by_id, pair.at), (pair, {}))
        files |= dict.fromkeys(map(str, (pair.first.reference, pair.second.reference)))
    return [(pair, sorted(files)) for pair, files in acts.values()][:LAST]


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
    """Make one file of two, each answer as it was chosen, or as it would be proposed."""
    user = staff(request)
    stop_managed(user, stop)
    staying, joining = _both(user, stop, kept, joined)
    chosen = _chosen(request, lines(staying, joining, language_of_page()))
    if "at_once" in request.POST and staying.state != staying.State.SUBMITTED:
        chosen = set()  # a decided file takes no answers
    with saying_why(request):
        merge(kept=staying, joined=joining, taken=chosen, by=user)
        words = {"joined": joining.reference, "kept": staying.reference}
        messages.success(
            request,
            _("File %(joined)s is joined to %(kept)s. This can be taken back below.") % words,
        )
        return redirect(_after(request, stop))
    return redirect("doubles:compare", stop, kept, joined)


def _chosen(request: HttpRequest, answers: list[AnswerPair]) -> set[str]:
    """The questions whose answer comes from the joined file, or would be proposed to."""
    choosable = [line for line in answers if line.choosable]
    if "at_once" in request.POST:
        return {line.code for line in choosable if line.takes}
    return {line.code for line in choosable if request.POST.get(line.code) == JOINED}


@require_POST
def distinguish(request: HttpRequest, stop: str) -> HttpResponse:
    """They are all different people: none of their pairs is proposed again."""
    user = staff(request)
    files = _ticked(user, stop, request.POST.getlist("file"))
    with saying_why(request):
        tell_all_apart(files, by=user)
        sentence = ngettext(
            "Noted: this is %(count)d person.",
            "Noted: these are %(count)d different people.",
            len(files),
        )
        messages.success(request, sentence % {"count": len(files)})
    return redirect(_after(request, stop))


@require_safe
def chosen(request: HttpRequest, stop: str) -> HttpResponse:
    """From two files that were ticked to the page that compares them."""
    user = staff(request)
    files = _ticked(user, stop, request.GET.getlist("file"))
    if len(files) != PAIR:
        messages.error(request, _("Please tick exactly two files to compare."))
        return redirect("doubles:list", stop)
    return redirect("doubles:compare", stop, *[each.reference for each in files])


def _ticked(user: User, stop: str, references: list[str]) -> list[Application]:
    """The files with these numbers, the older ones first; a stranger's is none of them."""
    at = stop_in_charge(user, stop)
    rows = Application.objects.without_conflict(user).filter(stop=at, submitted_at__isnull=False)
    known = [each for each in references[:MANY] if PLACE.fullmatch(each)]
    return list(rows.filter(reference__in=known).order_by("pk"))


def _after(request: HttpRequest, stop: str) -> str:
    """Back on the list, at the group that came next."""
    page, place = number(request.POST.get("page", "")), request.POST.get("next", "")
    query = f"?page={page}" if page > 1 else ""
    anchor = f"#{place}" if PLACE.fullmatch(place) else ""
    return f"{reverse('doubles:list', args=[stop])}{query}{anchor}"


@require_POST
def undo_joining(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Make two files of one again."""
    user = staff(request)
    at = stop_managed(user, stop)
    joining = get_object_or_404(
        Merge.objects.select_related("kept__stop", "merged"), pk=pk, kept__stop=at
    )
    with saying_why(request):
        unmerge(joining, by=user)
        messages.success(request, _("They are two files again."))
    return redirect("doubles:list", stop)


@require_POST
def undo_distinction(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Propose the files of one act again."""
    at = stop_in_charge(staff(request), stop)
    pair = Distinct.objects.filter(pk=pk, first__stop=at).first()
    if pair:
        Distinct.objects.filter(first__stop=at, by=pair.by_id, at=pair.at).delete()
    return redirect("doubles:list", stop)


def _both(user: User, stop: str, kept: str, joined: str) -> tuple[Application, Application]:
    """Both files, of the stop that `user` works for."""
    return file_in_charge(user, stop, kept), file_in_charge(user, stop, joined)
