"""Five questions with right answers: the trainer's page, and that of whoever was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.doors import private
from core.language import for_reader, language_of_page
from core.numbers import number as key_in
from core.refusals import saying_beside
from core.spoken import LANGUAGES
from questionnaires.compiled_forms import compiled_form
from workshops.after.keeping import may_take_home, was_there
from workshops.after.quiz import (
    PAGE,
    answer,
    answered_before,
    in_force,
    keep_quiz,
    result_of,
    result_of_all,
)
from workshops.after.quiz_form import QuizForm
from workshops.hall.views import led
from workshops.models import QuizAnswers
from workshops.quizzes import read_by
from workshops.seats.links import seat_of
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from questionnaires.models import Version
    from workshops.models import Seat

ASKED = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


@require_http_methods(ASKED)
def quiz(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """The questions of a workshop, as they are written, and what people knew."""
    workshop = led(request, stop, number)
    version = in_force(workshop)
    kept = {code: compiled_form(version.pk, code) for code in LANGUAGES} if version else None
    sent = request.method == "POST"
    form = QuizForm(request.POST if sent else None, workshop=workshop, kept=kept)
    if sent and form.is_valid():
        with saying_beside(form):
            keep_quiz(workshop, form.asked())
            messages.success(request, _("The questions stand on the page after the workshop."))
            return redirect(request.path)
    before = [result_of_all(each, language_of_page()) for each in answered_before(workshop)]
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "tabs": tabs(workshop, "after_desk:quiz", request.user),
        "form": form,
        "result": result_of_all(version, language_of_page()) if version else None,
        "before": [each for each in before if each.people],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "workshops/after/quiz.html", context, status=status)


@private
@require_http_methods(ASKED)
def answers(request: HttpRequest, token: str) -> HttpResponse:
    """The questions, for whoever was there, once; then what is right."""
    seat = seat_of(token)
    version = in_force(seat.workshop)
    if version is None or not (may_take_home(seat) and was_there(seat)):
        return redirect("after:after", token)
    with for_reader(request, seat.participation.person.language):
        given = QuizAnswers.objects.filter(seat=seat).first()
        if given:
            return _answered(request, token, seat, given)
        return _asked(request, token, seat, version)


def _asked(request: HttpRequest, token: str, seat: Seat, version: Version) -> HttpResponse:
    if request.method == "POST":  # somebody wrote others meanwhile: these are what they have read
        read = key_in(request.POST.get("read", ""))
        version = read_by(seat.workshop_id, read) or version
    form = compiled_form(version.pk, language_of_page())
    page = form.page(PAGE)
    errors, raw = {}, None
    if request.method == "POST":
        outcome = form.clean(request.POST)
        if outcome.is_right:
            answer(seat, version, outcome.document)
            return redirect(request.path)
        errors, raw = outcome.errors, request.POST
    context = {
        "seat": seat,
        "workshop": seat.workshop,
        "stop": seat.workshop.stop,
        "token": token,
        "title": page.title,
        "read": version.pk,
        "fields": page.render({}, errors=errors, raw=raw),
        "wrong": [(each.code, each.label) for each in form.questions if each.code in errors],
    }
    status = UNPROCESSABLE if errors else 200
    return render(request, "workshops/after/quiz_asked.html", context, status=status)


def _answered(request: HttpRequest, token: str, seat: Seat, given: QuizAnswers) -> HttpResponse:
    context = {
        "workshop": seat.workshop,
        "stop": seat.workshop.stop,
        "token": token,
        "result": result_of(given, language_of_page()),
    }
    return render(request, "workshops/after/quiz_result.html", context)
