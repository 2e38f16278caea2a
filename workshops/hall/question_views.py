"""The wall of questions: for whoever holds the link of a seat, and for trainer and staff."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.doors import private, refuse_in_a_hurry
from core.fields import DayField, WordsField
from core.links import SignedToken
from core.refusals import saying_beside, saying_why
from people.models import Membership, User
from workshops.hall.asking import answer, ask, turn_at, turn_of, vote, wall_of, with_wall
from workshops.hall.views import led
from workshops.models import Question, Seat, Workshop
from workshops.seats.links import SEAT, seat_of
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

UNCHANGED = 204  # htmx swaps nothing then
# Whoever saw a wall may hear that it has not changed, without that their right is asked again.
SEEN = SignedToken(salt="workshops.hall.question_views.seen", lasts=timedelta(hours=12))
NONE = -1  # the version of whoever has no wall yet


class Asking(forms.Form):
    """One question, with a key: what is sent twice is asked once."""

    text = WordsField(label=gettext_lazy("Your question"), max_length=300, min_length=3)
    key = forms.UUIDField(widget=forms.HiddenInput)


class Answering(forms.Form):
    """What became of a question: answered in the room, later by somebody, or in writing."""

    state = forms.ChoiceField(choices=Question.State.choices)
    words = WordsField(max_length=2000, required=False, widget=forms.Textarea)
    owner = forms.ModelChoiceField(User.objects.none(), required=False)
    due_on = DayField(required=False)

    def __init__(self, data: object, *, owners: QuerySet[User]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request posts
        cast("forms.ModelChoiceField[User]", self.fields["owner"]).queryset = owners


def version_of(request: HttpRequest) -> int:
    """The version of the wall that a page shows already."""
    have = request.GET.get("have", "")
    return int(have) if have.isascii() and have.isdigit() and len(have) < 10 else NONE  # noqa: PLR2004


@private
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """What participants ask, the most wanted first; ask, and vote for others."""
    seat = seat_of(token)
    form = Asking(request.POST) if request.method == "POST" else Asking(initial={"key": uuid4()})
    if form.is_bound and form.is_valid():
        with saying_beside(form):
            refuse_in_a_hurry(request, "questions")
            ask(seat, form.cleaned_data["text"], form.cleaned_data["key"])
            messages.success(request, _("Your question is asked: it stands below."))
            return redirect(request.path)
    version, rows = wall_of(_polled(token, NONE))
    context = {"seat": seat, "workshop": seat.workshop, "stop": seat.workshop.stop, "form": form}
    context |= {"token": token, "version": version, "questions": rows}
    status = 422 if form.is_bound else 200
    return render(request, "workshops/hall/questions.html", context, status=status)


def _polled(token: str, have: int) -> Seat:
    """The seat of a link with its wall: one statement."""
    rows = with_wall(Seat.objects.all(), have, workshop="workshop", seat="pk")
    return SEAT.row_or_404(token, rows)


@private
@require_safe
def polled(request: HttpRequest, token: str) -> HttpResponse:
    """The wall as it is now, or nothing when it is as the page has it."""
    keys = SEAT.read(token)
    if keys and turn_at(keys[0]) == version_of(request):
        return HttpResponse(status=UNCHANGED)
    version, rows = wall_of(_polled(token, NONE))
    context = {"token": token, "version": version, "questions": rows}
    return render(request, "workshops/hall/parts/questions.html", context)


@private
@require_POST
def voted(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Want a question answered too, or no longer."""
    seat = seat_of(token)
    question = get_object_or_404(Question, pk=pk, workshop=seat.workshop_id)
    vote(seat, question, wanted="off" not in request.POST)
    return redirect("hall_seat:asked", token)


@require_safe
def questions(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """The same for trainer and staff, who say what became of each."""
    workshop = led(request, stop, number)
    context = _shown(request, _of_staff(request, stop, number, NONE))
    context["tabs"] = tabs(workshop, "hall:questions", request.user)
    return render(request, "workshops/hall/wall.html", context)


@require_safe
def wall(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """The wall as it is now, or nothing when it is as the page has it."""
    known = SEEN.read(request.GET.get("at", ""))
    if known[1:] == (request.user.pk,) and turn_of(known[0]) == version_of(request):
        return HttpResponse(status=UNCHANGED)
    workshop = _of_staff(request, stop, number, NONE)
    return render(request, "workshops/hall/parts/wall.html", _shown(request, workshop))


def _shown(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    """The wall as it is drawn, with what tells its next poll that nothing has changed."""
    version, rows = wall_of(workshop)
    return {
        "workshop": workshop,
        "stop": workshop.stop,
        "version": version,
        "questions": rows,
        "owners": list(owners_of(workshop)),
        "seen": SEEN.make(workshop.pk, request.user.pk or 0),
    }


def _of_staff(request: HttpRequest, stop: str, number: int, have: int) -> Workshop:
    rows = Workshop.objects.visible_to(cast("User", request.user)).select_related("stop")
    found = with_wall(rows, have, workshop="pk").filter(stop__slug=stop, number=number).first()
    if found is None:
        raise Http404
    return found


def owners_of(workshop: Workshop) -> QuerySet[User]:
    """Who may owe an answer: the trainers with an account, and the team of the center."""
    team = Membership.objects.filter(
        center=workshop.stop.center_id, role__in=Membership.CENTER_ROLES
    )
    people = User.objects.filter(is_active=True)
    led_by = people.filter(trains_as__workshops=workshop)
    return people.filter(pk__in=led_by.values("pk")) | people.filter(pk__in=team.values("user"))


@require_POST
def answered(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Say what became of a question."""
    workshop = led(request, stop, number)
    question = get_object_or_404(Question, pk=pk, workshop=workshop)
    form = Answering(request.POST, owners=owners_of(workshop))
    if not form.is_valid():
        messages.error(request, next(str(e) for errors in form.errors.values() for e in errors))
        return redirect("hall:questions", stop, number)
    said = form.cleaned_data
    with saying_why(request):
        owner = said["owner"] or cast("User", request.user)
        how = {"words": said["words"], "owner": owner, "due_on": said["due_on"]}
        if not answer(question, said["state"], **how):
            messages.warning(
                request, _("This has changed meanwhile. Please look at the page again.")
            )
    return redirect("hall:questions", stop, number)
