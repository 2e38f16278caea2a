"""Who reads what at a stop: the board of the reviewers, their files, differences, and the rules."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.access import file_in_charge
from applications.models import Application, WaitingList
from core.keyset import Keyset
from core.numbers import number
from core.refusals import saying_why
from people.access import manages, staff, stop_in_charge, stop_managed
from selection.gauges import selection_of
from selection.models import Recusal, Review, Selection
from selection.review import progress
from selection.review.assignment import assign, give, hand_over
from selection.review.criteria import criteria_of
from selection.review.forms import Rules
from selection.review.offs import others_off, recusals_of
from selection.review.readers import readers, reviewers_of
from selection.review.spread import spread

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from people.models import User
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")
NOBODY = "nobody"


@require_safe
def board(request: HttpRequest, stop: str) -> HttpResponse:
    """Each reviewer's files, what nobody has, and where two people differ."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    selection = selection_of(at)
    numbers = progress.board(at, selection)
    chosen = {person.pk for person in readers(at)}
    context = {
        "stop": at,
        "board": numbers,
        "selection": selection,
        "manages": manages(user, at),
        "chosen": chosen,
        "abstentions": _own_abstentions(at, user),
    }
    if context["manages"]:
        page = Keyset(others_off(at, user), ["-at", "-pk"]).page(request.GET)
        context |= {"others_off": page.rows, **page.urls({})}
    alone = None if context["manages"] else user
    people = [line.person for line in numbers.lines]
    context["spread"] = spread(at, people, alone=alone)
    return render(request, "selection/review/board.html", context)


def _own_abstentions(stop: Stop, user: User) -> QuerySet[Recusal]:
    """The files from which `user` abstains, the last one first."""
    own = Recusal.objects.live().abstentions().filter(reader=user, application__stop=stop)
    return own.select_related("application").order_by("-at")[: progress.SIZE]


@require_POST
def assignment(request: HttpRequest, stop: str) -> HttpResponse:
    """Give the files out among those who were ticked."""
    user = staff(request)
    at = stop_managed(user, stop)
    ticked = {number(pk) for pk in request.POST.getlist("among")}
    among = [person for person in reviewers_of(at) if person.pk in ticked]
    if not among:
        messages.error(request, _("Please choose at least one person who reads."))
        return redirect("review:board", at.slug)
    count = assign(at, by=user, among=among)
    audit.info("user %s gave out %s reviews of stop %s", user.pk, count, at.pk)
    sentence = ngettext("%(count)d file was given out.", "%(count)d files were given out.", count)
    messages.success(
        request,
        sentence % {"count": count} if count else _("Everything is given out evenly already."),
    )
    if len(among) < Selection.objects.at(at).reviews:
        messages.warning(
            request, _("Two different people are needed for the second review of each file.")
        )
    return redirect("review:board", at.slug)


@require_safe
def files(request: HttpRequest, stop: str) -> HttpResponse:
    """The files that wait with one reviewer (`?of=`), or those that too few people have."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    of = request.GET.get("of", NOBODY)
    person = get_object_or_404(reviewers_of(at), pk=key) if (key := number(of)) else None
    lines, urls = _lines(at, person, user, request.GET)
    off = recusals_of([application.pk for application, _review in lines])
    context = {
        "stop": at,
        "person": person,
        "of": of,
        "manages": manages(user, at),
        "reasons": Recusal.Reason.choices,
    }
    people = list(reviewers_of(at))
    rows = [_row(application, review, people, off[application.pk]) for application, review in lines]
    return render(request, "selection/review/files.html", {**context, **urls, "lines": rows})


def _row(
    application: Application, review: Review | None, people: list[User], recusals: list[Recusal]
) -> tuple[Application, Review | None, list[User], list[Recusal]]:
    """A file, who has it, who may have it, and who is off it."""
    off = {recusal.reader_id for recusal in recusals}
    return application, review, [each for each in people if each.pk not in off], recusals


def _lines(
    stop: Stop, person: User | None, user: User, params: QueryDict
) -> tuple[list[tuple[Application, Review | None]], dict[str, str]]:
    """A page of files, each with the review that waits with `person`; the pages beside it."""
    query = {"of": params.get("of", NOBODY)}
    if person is None:
        rows = progress.in_too_few_hands(stop, selection_of(stop)).without_conflict(user)
        rows = rows.select_related("province", "sector", "prescore")
        unassigned = Keyset(rows, ["pk"]).page(params)
        return [(application, None) for application in unassigned.rows], unassigned.urls(query)
    shown = Application.objects.filter(stop=stop).without_conflict(user)
    waiting = Review.objects.waiting().filter(reviewer=person, application__in=shown)
    related = ("reviewer", "application__province", "application__sector", "application__prescore")
    page = Keyset(waiting.select_related(*related), ["application_id"]).page(params)
    return [(review.application, review) for review in page.rows], page.urls(query)


@require_POST
def hands(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Give one file to somebody, from whoever has it or from nobody, for good if `locked`."""
    user = staff(request)
    at = stop_managed(user, stop)
    application = file_in_charge(user, at.slug, reference)
    to, pk = request.POST.get("to", ""), request.POST.get("review", "")
    person = get_object_or_404(reviewers_of(at), pk=number(to))
    locked = request.POST.get("locked") == "yes"
    with saying_why(request):
        if review := number(pk):
            hand_over(
                get_object_or_404(
                    application.reviews.select_related("application__stop"), pk=review
                ),
                to=person,
                by=user,
                locked=locked,
            )
        else:
            give(application, to=person, by=user, locked=locked)
        audit.info("user %s gave file %s to user %s", user.pk, application.pk, person.pk)
        params = {"file": application.reference, "person": person.name}
        messages.success(request, _("File %(file)s is in the hands of %(person)s.") % params)
    of = request.POST.get("of", NOBODY)
    response = redirect("review:files", at.slug)
    response["Location"] += f"?of={number(of) or NOBODY}"
    return response


@require_safe
def differences(request: HttpRequest, stop: str) -> HttpResponse:
    """The files on which two people differ; whoever prepares the decision settles it."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    after = request.GET.get("after", "")
    rows = progress.differences(at, criteria_of(at), number(after), user=user)
    next_url = f"?after={rows[-1].application.pk}" if len(rows) == progress.SIZE else ""
    context = {
        "stop": at,
        "differences": rows,
        "next_url": next_url,
        "manages": manages(user, at),
    }
    return render(request, "selection/review/differences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, stop: str) -> HttpResponse:
    """The rules of the selection, for managers."""
    user = staff(request)
    at = stop_managed(user, stop)
    waiting_list = WaitingList.objects.of(at)
    if request.method != "POST":
        form = Rules(instance=selection_of(at), waiting_list=waiting_list)
        return render(request, "selection/review/rules.html", {"stop": at, "form": form})
    form = Rules(request.POST, instance=Selection.objects.at(at), waiting_list=waiting_list)
    if not form.is_valid():
        return render(
            request, "selection/review/rules.html", {"stop": at, "form": form}, status=422
        )
    form.keep()
    audit.info("user %s changed the rules of stop %s", user.pk, at.pk)
    messages.success(request, _("The rules are kept."))
    return redirect("review:rules", at.slug)
