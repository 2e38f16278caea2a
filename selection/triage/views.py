"""The triage of a stop: one file a screen, a verdict, the next. htmx gets the card alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.access import file_in_charge
from core.language import language_of_page
from people.access import staff, stop_in_charge
from selection.gauges import gauges
from selection.models import InformationRequest, Review
from selection.review.criteria import criteria_of
from selection.triage import actions
from selection.triage.cards import card_of, closed
from selection.triage.forms import Asking, Judging
from selection.triage.information_requests import askable
from selection.triage.queue import Queue, last_given, note_reading
from selection.triage.rules import rules_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User
    from programs.models import Stop
    from selection.models import Criterion

GAUGES = 10  # seconds


@require_safe
def following(request: HttpRequest, stop: str) -> HttpResponse:
    """To the file that waits first; the end of the queue when none does."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    application = _queue(at, user).first()
    return redirect(_card_url(application)) if application else _show(request, at, None, user)


@require_safe
def card(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """One file. Looking at it changes nothing."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    return _show(request, application.stop, application, user)


@require_POST
def verdict(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Judge it, and go on with the next; who was too late too, with a sentence that says why."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    criteria = criteria_of(application.stop)
    form = Judging(request.POST, criteria=criteria)
    if not form.is_valid():
        return _show(request, application.stop, application, user, form=form)
    cleaned: dict[str, Any] = {
        "verdict": form.cleaned_data["verdict"],
        "comment": form.cleaned_data["comment"],
    }
    refused = ""
    try:
        actions.judge(application, by=user, scores=form.scores, **cleaned)
    except ValidationError as refusal:
        refused = " ".join(refusal.messages)
    return _onward(request, application.stop, user, criteria, refused)


@require_POST
def undo(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Take one's verdict back, and read the file again."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    review = Review.objects.given().filter(application=application, reviewer=user).first()
    refused = ""
    try:
        if review:
            actions.take_back(review, by=user)
    except ValidationError as refusal:
        refused = " ".join(refusal.messages)
    if "HX-Request" in request.headers:
        return _show(request, application.stop, application, user, refused=refused)
    if refused:
        messages.error(request, refused)
    return redirect(_card_url(application))


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, stop: str, reference: str) -> HttpResponse:
    """Choose what is missing; the person gets one link to exactly that."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    data = request.POST if request.method == "POST" else None
    form = Asking(
        data, pages=askable(application, language_of_page()), answered=application.answers
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(application, by=user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
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
    return redirect(_card_url(application))


def _queue(stop: Stop, user: User) -> Queue:
    return Queue(stop, user, rules_of(stop))


def _gauges(stop: Stop) -> str:
    """How far the choosing is, drawn anew after ten seconds, for all who judge there."""
    key = f"triage:gauges:{stop.pk}:{language_of_page()}"
    return cache.get_or_set(key, lambda: _drawn(stop), GAUGES) or _drawn(stop)


def _drawn(stop: Stop) -> str:
    return render_to_string("selection/triage/parts/gauges.html", {"gauges": gauges(stop)})


def _card_url(application: Application) -> str:
    return reverse("triage:card", args=[application.stop.slug, application.reference])


def _onward(
    request: HttpRequest, stop: Stop, user: User, criteria: list[Criterion], refused: str
) -> HttpResponse:
    """The next card: to whoever swaps cards at once, to others by its URL."""
    if "HX-Request" not in request.headers:
        if refused:
            messages.error(request, refused)
        return redirect("triage:next", stop.slug)
    queue = _queue(stop, user)
    application = queue.first()
    response = _show(
        request, stop, application, user, refused=refused, criteria=criteria, queue=queue
    )
    response.headers["HX-Replace-Url"] = (
        _card_url(application) if application else reverse("triage:next", args=[stop.slug])
    )
    return response


def _show(
    request: HttpRequest,
    stop: Stop,
    application: Application | None,
    user: User,
    *,
    form: Judging | None = None,
    criteria: list[Criterion] | None = None,
    queue: Queue | None = None,
    refused: str = "",
) -> HttpResponse:
    """A card, or the end of the queue; what was judged last stands above it, with its way back."""
    queue = queue or _queue(stop, user)
    context: dict[str, Any] = {"stop": stop, "refused": refused, "left": queue.left()}
    context |= {"last": last_given(stop, user), "gauges": _gauges(stop)}
    if application:
        criteria = criteria_of(stop) if criteria is None else criteria
        shown_card = card_of(application, user, criteria, queue.rules)
        note_reading(application, user)
        context |= {
            "card": shown_card,
            "form": form or Judging(criteria=criteria, review=shown_card.own),
        }
    part = "HX-Request" in request.headers
    page = "selection/triage/parts/screen.html" if part else "selection/triage/card.html"
    return render(request, page, context, status=422 if form else 200)
