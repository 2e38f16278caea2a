"""One session: all that is known, the report of it, a call that nobody answered, its voice note."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.models import SessionOpinion, Step
from coaching.session.access import kept_by, led_by, with_all
from coaching.session.day import sessions
from coaching.session.forms import Reporting, stepping
from coaching.session.history import versions
from coaching.session.mail import mail_address
from coaching.session.opened import linked_session, session_by, written_by
from coaching.session.ready import ready_steps
from coaching.session.reporting import is_unreachable, no_answer, tick, write
from coaching.session.rooms import came_at
from core.delivery import deliver
from core.doors import private
from core.refusals import saying_beside, saying_why
from core.sounds import played_as
from people.access import works_here

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from coaching.models import Booking
    from coaching.session.forms import Stepping
    from coaching.session.opened import Held
    from people.models import User

HEAD = 4096


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: the person, what was said, every version of the report."""
    held = session_by(request, pk)
    [row] = sessions(with_all().filter(pk=held.booking.pk))
    booking = held.booking
    context = {
        "held": held,
        "row": row,
        "versions": versions(booking),
        "done": Step.objects.filter(participation=booking.participation, done_at__isnull=False)
        if booking.participation
        else [],
        "opinion": _opinion(request, booking),
    }
    return render(request, "coaching/session/session.html", context)


def _opinion(request: HttpRequest, booking: Booking) -> SessionOpinion | None:
    """What the person thought of it, for the team; an expert reads sums alone."""
    team = works_here(request.user) and booking.expert.user != request.user
    return SessionOpinion.objects.filter(booking=booking).first() if team else None


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what became of it, or put it right."""
    return _reported(request, written_by(request, pk))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The same by the private link of the day."""
    return _reported(request, linked_session(token, pk))


def _reported(request: HttpRequest, held: Held) -> HttpResponse:
    booking = held.booking
    if request.method != "POST":
        return _form(request, held, Reporting(booking), stepping(booking))
    form, rows = Reporting(booking, request.POST, request.FILES), stepping(booking, request.POST)
    fine = [each.is_valid() for each in (form, *rows)]
    if all(fine):
        steps = [each.step() for each in rows]
        with saying_beside(form):
            write(booking, said=form.said(), steps=steps, voice=form.sound, by=held.by)
            steps_told = _("Kept. The person is told of their steps.")
            messages.success(request, steps_told if asks(booking) else _("It is kept."))
            if "X-Kept" in request.headers:  # from the script, which then leads to the same page
                return HttpResponse(status=204)
            return redirect(held.home)
    return _form(request, held, form, rows, status=422)


def asks(booking: Booking) -> bool:
    """Whether a session left something for its person to do."""
    return Step.objects.open().filter(booking=booking, owner=Step.Owner.PERSON).exists()


def _form(
    request: HttpRequest, held: Held, form: Reporting, rows: list[Stepping], *, status: int = 200
) -> HttpResponse:
    person = held.booking.person
    context = {
        "held": held,
        "booking": held.booking,
        "form": form,
        "rows": rows,
        "mail": mail_address(held.booking),
        "came_at": came_at(held.booking),
        "ready": ready_steps(person.language) if person else [],
    }
    page = render(request, "coaching/session/report.html", context, status=status)
    page.headers["Permissions-Policy"] = "microphone=(self)"
    return page


@require_POST
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody answered a call."""
    return _called(request, written_by(request, pk))


@private
@require_POST
def attempt_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The same by the private link of the day."""
    return _called(request, linked_session(token, pk))


def _called(request: HttpRequest, held: Held) -> HttpResponse:
    with saying_why(request):
        times = no_answer(held.booking, by=held.by)
        told = ngettext(
            "%(times)s call without an answer is noted.",
            "%(times)s calls without an answer are noted.",
            times,
        )
        more = _("The team of the center calls now.") if is_unreachable(held.booking, times) else ""
        messages.success(request, f"{told % {'times': times}} {more}".strip())
        return redirect(f"{held.home}#s{held.booking.pk}")
    return redirect(held.home)


@require_POST
def ticked(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a step of one's people as done, or as still open; who only reads is refused."""
    mine = led_by(request.user).order_by().values("participation")
    step = get_object_or_404(Step, pk=pk, participation__in=mine)
    if not kept_by(request.user).filter(participation=step.participation_id).exists():
        raise PermissionDenied
    tick(step, done="undo" not in request.POST, by=cast("User", request.user))
    seen = led_by(request.user).filter(pk=step.booking_id or 0).exists()
    return redirect("day:session", step.booking_id) if seen else redirect("day:today")


@require_safe
def voice(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The voice note of a report, in pieces where a player asks for them."""
    booking = session_by(request, pk).booking
    if not hasattr(booking, "report") or not booking.report.voice:
        raise Http404
    file = booking.report.voice
    with file.open() as sound:
        played = played_as(sound.read(HEAD))
    kind = played.content_type if played else "application/octet-stream"
    name = f"session-{pk}{played.suffix if played else ''}"
    return deliver(file, name=name, content_type=kind, shown=True, pieces_of=request)
