"""A partner's pages of the people who opened a door to it: what they agreed to, and an answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.keyset import Keyset
from core.refusals import saying_beside
from partners.access import speaker
from partners.doors import actions
from partners.doors.forms import Answer, Note, Refusal
from partners.doors.links import pass_of
from partners.doors.showing import seen_of
from partners.models import Referral, Shown

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")
State = Referral.State
WITH_ALL = (
    *("partner", "theme", "participation__person", "participation__stop__center__region"),
    "text",
)
UNPROCESSABLE = 422


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The open doors, the newest first, by what became of them."""
    user = speaker(request)
    asked = request.GET.get("state", "")
    state = asked if asked in State else ""
    doors = Referral.objects.read_by(user)
    rows = doors.filter(state=state) if state else doors
    page = Keyset(rows.select_related(*WITH_ALL), ["-opened_at", "-pk"]).page(request.GET.dict())
    context = {
        "rows": [(row, _name(row)) for row in page.rows],
        **page.urls({"state": state} if state else {}),
        "states": [("", _("All")), *State.choices],
        "state": state,
    }
    return render(request, "partners/doors/referrals.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person agreed to show; each look is written down for them."""
    referral = _read(request, pk)
    if request.method == "GET":
        actions.log_reading(referral, speaker(request))
    return _page(request, referral)


@require_POST
def taking(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody up."""
    said = _("Noted, and told. Please get in touch with them.")
    return _answered(request, pk, State.TAKEN, Answer(request.POST), said)


@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is not for you, and why."""
    return _answered(
        request, pk, State.REFUSED, Refusal(request.POST), _("Noted, and told kindly.")
    )


@require_POST
def financing(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody is financed."""
    return _answered(request, pk, State.FINANCED, Answer(request.POST), _("Noted, and told."))


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what one notes for oneself and one's colleagues, the next step for instance."""
    referral = _read(request, pk)
    form = Note(request.POST)
    if not form.is_valid():
        return _page(request, referral, note=form)
    if actions.keep_note(referral, form.cleaned_data["note"]):
        messages.success(request, _("It is kept. Only your institution reads it."))
    return redirect("referrals:one", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """The code that somebody shows at a stand: a button first, then what they agreed to, once.

    It opens for their partner alone, and nothing once the door is closed.
    """
    user = speaker(request)
    own = pass_of(token)
    doors = Referral.objects.read_by(user).select_related("partner")
    referral = get_object_or_404(doors, pk=own.referral_id)
    if request.method != "POST":
        return render(request, "partners/doors/shown.html", {"partner": referral.partner})
    if not actions.use_pass(own):
        raise Http404
    audit.info("user %s used the code of referral %s", user.pk, referral.pk)
    return redirect("referrals:one", referral.pk)


def _read(request: HttpRequest, pk: int) -> Referral:
    """One open door of one's institution; any other does not exist."""
    doors = Referral.objects.read_by(speaker(request)).select_related(*WITH_ALL)
    return get_object_or_404(doors, pk=pk)


def _name(referral: Referral) -> str:
    """Who it is, if they agreed to say so."""
    named = Shown.NAME in referral.shows
    return referral.participation.person.name if named else _("Somebody")


def _answered(
    request: HttpRequest, pk: int, to: State, form: forms.Form, said: str
) -> HttpResponse:
    referral = _read(request, pk)
    user = speaker(request)
    if form.is_valid():
        with saying_beside(form):
            actions.answer(referral, to, by=user, **form.cleaned_data)
            audit.info("user %s answered referral %s: %s", user.pk, referral.pk, to)
            messages.success(request, said)
            return redirect("referrals:one", pk)
    return _page(request, _read(request, pk), form=form)


def _page(
    request: HttpRequest,
    referral: Referral,
    *,
    form: forms.Form | None = None,
    note: Note | None = None,
) -> HttpResponse:
    refused = form if isinstance(form, Refusal) else None
    seen = {"version": referral.version}
    context: dict[str, Any] = {
        "referral": referral,
        "stop": referral.participation.stop,
        "lines": seen_of(referral),
        "name": _name(referral),
        "wording": _wording(referral),
        "moves": [str(state) for state in Referral.MOVES[State(referral.state)]],
        "form": form or note,
        "refusal": refused or Refusal(initial={**seen, "reason": referral.reason}),
        "note": note or Note(initial={"note": referral.note}),
    }
    wrong = (form is not None and form.errors) or (note is not None and note.errors)
    status = UNPROCESSABLE if wrong else 200
    return render(request, "partners/doors/referral.html", context, status=status)


def _wording(referral: Referral) -> str:
    text = referral.text
    return text.wording(referral.participation.stop, referral.partner) if text else ""
