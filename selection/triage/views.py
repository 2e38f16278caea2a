"""The triage of a stop: one file a screen, a verdict, the next. A script gets the card alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.access import file_in_charge, file_or_off
from applications.refusals import in_one_go
from core.language import language_of_page
from core.refusals import saying_beside
from people.access import staff, stop_in_charge
from selection.models import InformationRequest, Review
from selection.review.criteria import criteria_from, criteria_of
from selection.triage import actions
from selection.triage.cards import beside, closed
from selection.triage.forms import Asking, Judging
from selection.triage.information_requests import askable
from selection.triage.offs import why_off
from selection.triage.rules import rules_of
from selection.triage.screens import Refused, card_url, onward, queue_of, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User

SHOWN = ("stop__selection", "decision", "prescore")  # what a card says besides


@require_safe
def following(request: HttpRequest, stop: str) -> HttpResponse:
    """To the file that waits first; the end of the queue when none does."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    application = queue_of(at, user).first()
    return redirect(card_url(application)) if application else show(request, at, None, user)


@require_safe
def card(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """One file. Looking at it changes nothing."""
    user = staff(request)
    application = file_in_charge(user, stop, reference, *SHOWN, more=beside)
    queue = queue_of(application.stop, user)
    if application.pk in queue.standing.off and (why := why_off(application, user)):
        return onward(request, application.stop, user, refused=Refused(why))
    return show(request, application.stop, application, user, queue=queue)


@require_POST
def verdict(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Judge it, and go on with the next; who was too late too, with a sentence that says why."""
    user = staff(request)
    try:
        application, form = _judged(request, user, stop, reference)
    except ValidationError as refusal:
        at = stop_in_charge(user, stop)
        typed = Judging(request.POST, criteria=criteria_of(at)).in_words
        return onward(request, at, user, refused=Refused.by(refusal, typed))
    if form.is_valid():
        return onward(request, application.stop, user, criteria=[*form.criteria])
    if why := why_off(application, user):
        return onward(request, application.stop, user, refused=Refused(why, form.in_words))
    return show(request, application.stop, application, user, form=form)


def _judged(
    request: HttpRequest, user: User, stop: str, reference: str
) -> tuple[Application, Judging]:
    """The file, judged as the form says where that is valid: one transaction holds it throughout.

    Raises ValidationError when nothing was kept.
    """
    with in_one_go():
        application = file_or_off(user, stop, reference, *SHOWN, more=actions.to_judge)
        form = Judging(request.POST, criteria=criteria_from(application.read_by))  # type: ignore[attr-defined]
        if form.is_valid():
            cleaned: dict[str, Any] = {
                "verdict": form.cleaned_data["verdict"],
                "comment": form.cleaned_data["comment"],
            }
            actions.judge_locked(application, by=user, scores=form.scores, **cleaned)
    return application, form


@require_POST
def undo(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Take one's verdict back, and read the file again."""
    user = staff(request)
    application = file_or_off(user, stop, reference)
    if why := why_off(application, user):
        return onward(request, application.stop, user, refused=Refused(why))
    review = Review.objects.given().filter(application=application, reviewer=user).first()
    refused = Refused()
    try:
        if review:
            actions.take_back(review, by=user)
    except ValidationError as refusal:
        refused = Refused.by(refusal)
        if refusal.code == "off":  # a moment ago
            return onward(request, application.stop, user, refused=refused)
    if "HX-Request" in request.headers:
        return show(request, application.stop, application, user, refused=refused)
    if refused.sentence:
        messages.error(request, refused.sentence)
    return redirect(card_url(application))


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Choose what is missing; the person gets one link to exactly that."""
    user, sent = staff(request), request.method == "POST"
    application = (file_in_charge if not sent else file_or_off)(user, stop, reference)
    if why := why_off(application, user):
        refused = Refused(why, request.POST.get("words", ""))
        return onward(request, application.stop, user, refused=refused)
    data = request.POST if sent else None
    form = Asking(
        data, pages=askable(application, language_of_page()), answered=application.answers
    )
    if sent and form.is_valid():
        with saying_beside(form):
            actions.ask(application, by=user, **form.cleaned_data)
            messages.success(
                request, _("Asked. The file comes back by itself, first, when the answer is there.")
            )
            return redirect("triage:next", stop)
    context = {
        "application": application,
        "stop": application.stop,
        "form": form,
        "closed": closed(application),
        "blind": rules_of(application.stop).blind,
    }
    return render(
        request, "selection/triage/asking.html", context, status=422 if form.errors else 200
    )


@require_POST
def asked_no_more(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Wait for the piece no longer."""
    application = file_in_charge(staff(request), stop, reference)
    information_request = InformationRequest.objects.filter(
        application=application, closed_at__isnull=True
    ).first()
    if information_request is None:
        raise Http404
    actions.close(information_request)
    messages.success(request, _("The file waits for nothing any more."))
    return redirect(card_url(application))
