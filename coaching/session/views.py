"""An expert's day, signed in or by the private link of that day; opened without a network too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from coaching.session.cases import looked_after
from coaching.session.day import days_of, sessions, unwritten
from coaching.session.opened import linked_day, own_day
from coaching.session.support import faces_of
from core.doors import private
from core.fields import DayField
from core.language import for_reader

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from coaching.session.opened import Opened


class Chosen(forms.Form):
    """Which day one looks at."""

    day = DayField(required=False)


def _chosen(request: HttpRequest) -> date | None:
    form = Chosen(request.GET)
    return form.cleaned_data["day"] if form.is_valid() else None


@require_safe
@ensure_csrf_cookie
def today(request: HttpRequest) -> HttpResponse:
    """My day: sessions in order, a brief for each, and the way to the next days."""
    return _drawn(request, own_day(request, _chosen(request)))


@require_safe
@ensure_csrf_cookie
def offline(request: HttpRequest) -> HttpResponse:
    """The same as a phone keeps it: today, to be read without a network."""
    return _drawn(request, own_day(request), unplugged=True)


@private
@require_safe
@ensure_csrf_cookie
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """One day, for whoever holds its private link, until it is over."""
    return _linked(request, token)


@private
@require_safe
@ensure_csrf_cookie
def by_link_offline(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a phone keeps it."""
    return _linked(request, token, unplugged=True)


def _linked(request: HttpRequest, token: str, *, unplugged: bool = False) -> HttpResponse:
    opened = linked_day(token)
    user = opened.experts[0].user
    with for_reader(request, user.language if user else "fr"):
        return _drawn(request, opened, unplugged=unplugged)


def _drawn(request: HttpRequest, opened: Opened, *, unplugged: bool = False) -> HttpResponse:
    rows = sessions(opened.rows)
    context = {
        "opened": opened,
        "rows": rows,
        "days": [] if opened.token else days_of(opened.experts),
        "to_write": [] if opened.token else unwritten(opened.experts),
        "unplugged": unplugged,
        "now": timezone.localtime(),
    }
    return render(request, "coaching/session/day.html", context)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Whom an expert looks after, with what is open; and what people thought, in fives."""
    experts = own_day(request).experts
    context = {"people": looked_after(experts), "faces": faces_of(experts)}
    return render(request, "coaching/session/people.html", context)
