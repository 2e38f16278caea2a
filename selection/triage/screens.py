"""One screen of the triage: a card, or the end of the queue, with what was done last above it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from core.language import language_of_page
from people.access import manages
from selection.gauges import gauges
from selection.models import Recusal
from selection.review.criteria import criteria_of
from selection.review.offs import live_recusals
from selection.triage.cards import card_of
from selection.triage.forms import Judging
from selection.triage.queue import Queue, last_abstention, note_reading
from selection.triage.rules import rules_of

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from people.models import User
    from programs.models import Stop
    from selection.models import Criterion

GAUGES = 10  # seconds


def queue_of(stop: Stop, user: User) -> Queue:
    """What waits for `user` at a stop."""
    return Queue(stop, user, rules_of(stop))


def card_url(application: Application) -> str:
    """The page of one card."""
    return reverse("triage:card", args=[application.stop.slug, application.reference])


@dataclass(frozen=True)
class Refused:
    """Why nothing was kept, and what was typed with it, to be copied."""

    sentence: str = ""
    typed: str = ""

    @classmethod
    def by(cls, refusal: ValidationError, typed: str = "") -> Refused:
        """What a rule refused."""
        return cls(" ".join(refusal.messages), typed)


def onward(
    request: HttpRequest,
    stop: Stop,
    user: User,
    *,
    criteria: list[Criterion] | None = None,
    refused: Refused = Refused(),
) -> HttpResponse:
    """The next card: to whoever swaps cards at once, to others by its URL.

    What was typed and refused stands above it.
    """
    swaps = "HX-Request" in request.headers
    if not swaps and not refused.typed:
        if refused.sentence:
            messages.error(request, refused.sentence)
        return redirect("triage:next", stop.slug)
    queue = queue_of(stop, user)
    application = queue.first()
    return show(request, stop, application, user, criteria=criteria, queue=queue, refused=refused)


def show(
    request: HttpRequest,
    stop: Stop,
    application: Application | None,
    user: User,
    *,
    form: Judging | None = None,
    criteria: list[Criterion] | None = None,
    queue: Queue | None = None,
    refused: Refused = Refused(),
) -> HttpResponse:
    """A card, or the end of the queue; what was done last stands above it, with its way back."""
    queue = queue or queue_of(stop, user)
    standing = queue.standing
    last = standing.last
    context: dict[str, Any] = {"stop": stop, "refused": refused.sentence, "typed": refused.typed}
    context |= {"last": last, "left": queue.left(), "gauges": _gauges(stop)}
    if standing.off:
        context["abstention"] = last_abstention(stop, user, last.judged_at if last else None)
    if application:
        criteria = criteria_of(stop) if criteria is None else criteria
        shown_card = card_of(application, user, criteria, queue.rules, pieces=standing.pieces)
        note_reading(application, user)
        context |= {
            "card": shown_card,
            "form": form or Judging(criteria=criteria, review=shown_card.own),
            "reasons": Recusal.Reason.choices,
            "recusals": _recusals(application, user) if application.pk in standing.recused else [],
        }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form or refused.typed else HTTPStatus.OK
    return _drawn(request, context, application, status)


def _drawn(
    request: HttpRequest,
    context: dict[str, Any],
    application: Application | None,
    status: HTTPStatus,
) -> HttpResponse:
    """The whole page, or the screen alone with its address for a script that swaps it."""
    if "HX-Request" not in request.headers:
        return render(request, "selection/triage/card.html", context, status=status)
    response = render(request, "selection/triage/parts/screen.html", context, status=status)
    response.headers["HX-Replace-Url"] = (
        card_url(application)
        if application
        else reverse("triage:next", args=[context["stop"].slug])
    )
    return response


def _recusals(application: Application, user: User) -> list[Recusal]:
    """Who is off a file, for a manager."""
    is_managed = manages(user, application.stop)
    return list(live_recusals().filter(application=application)) if is_managed else []


def _gauges(stop: Stop) -> str:
    """How far the choosing is, drawn anew after ten seconds, for all who judge there."""
    key = f"triage:gauges:{stop.pk}:{language_of_page()}"
    return cache.get_or_set(key, lambda: _gauges_of(stop), GAUGES) or _gauges_of(stop)


def _gauges_of(stop: Stop) -> str:
    return render_to_string("selection/triage/parts/gauges.html", {"gauges": gauges(stop)})
