"""The needs of a stop: at a glance, by theme, planned for, and corrected in one person's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import file_in_charge
from applications.unnamed import for_reader
from core.keyset import CAP, capped_count
from needs import actions
from needs.correcting import corrected
from needs.forms import Looking, OfTheme, Planning
from needs.listing import needs_on, page_of
from needs.overview import STRONG, demands, overview_of
from needs.progress import courses
from people.access import staff, stop_in_charge
from people.models import Membership
from programs.models import Province, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from needs.overview import Demand
    from people.models import User
    from programs.models import Stop


def _provinces() -> list[Province]:
    return list(Province.objects.all())


@require_safe
def overview(request: HttpRequest, stop: str) -> HttpResponse:
    """Themes by provinces and by kinds, and what has changed since the start."""
    at = stop_in_charge(staff(request), stop)
    looking = Looking(request.GET, provinces=_provinces())
    context = {
        "stop": at,
        "looking": looking,
        "overview": overview_of(at, looking),
        "courses": courses(looking.chosen(at)),
    }
    return render(
        request, "needs/overview.html", context, status=200 if looking.is_valid() else 422
    )


@require_safe
def of_theme(request: HttpRequest, stop: str, theme: str) -> HttpResponse:
    """Who needs support on a theme, the greatest need first."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    about = get_object_or_404(Theme, code=theme)
    looking = OfTheme(request.GET, provinces=_provinces())
    needs = needs_on(about, looking.chosen(at).without_conflict(user), looking.states)
    page, count = page_of(needs, request.GET.dict()), capped_count(needs)
    for_reader([need.application for need in page.rows], user)
    context = {
        "stop": at,
        "theme": about,
        "looking": looking,
        "page": page,
        **page.urls(looking.params()),
        "count": min(count, CAP),
        "more_than": count > CAP,
        "export": looking.query(stop=at.slug, theme=about.code),
    }
    return render(request, "needs/theme.html", context, status=200 if looking.is_valid() else 422)


def _may_plan(user: User, stop: Stop) -> bool:
    return (
        user.is_superuser
        or user.centers(Membership.Role.MANAGER).filter(pk=stop.center_id).exists()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, stop: str) -> HttpResponse:
    """What the needs take and what is planned; a manager of the center writes the plan."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    may_plan = _may_plan(user, at)
    looking = Looking(request.GET, provinces=_provinces())
    sent = request.POST if request.method == "POST" else None
    if sent is not None and not may_plan:
        raise PermissionDenied
    needed = demands(at, looking.chosen(at))
    rows = [(each, Planning(sent, instance=each.plan, prefix=each.theme.code)) for each in needed]
    if sent is not None and _kept(at, rows):
        messages.success(request, _("The plan has been kept."))
        return redirect("needs:plan", at.slug)
    context = {"stop": at, "rows": rows, "looking": looking, "may_plan": may_plan, "strong": STRONG}
    return render(request, "needs/plan.html", context, status=422 if sent is not None else 200)


def _kept(stop: Stop, rows: list[tuple[Demand, Planning]]) -> bool:
    """Keep the whole plan, or nothing of it."""
    valid = [form.is_valid() for _demand, form in rows]  # every form shows its own errors
    if not all(valid):
        return False
    actions.plan(stop, {demand.theme: form.cleaned_data for demand, form in rows})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, stop: str, reference: str, theme: str) -> HttpResponse:
    """One person's need on one theme: how it came, what became of it; corrected with a reason."""
    user = staff(request)
    application = file_in_charge(user, stop, reference)
    for_reader([application], user)
    back = reverse("file:page", args=[application.stop.slug, application.reference])
    context = {"stop": application.stop, "base": "needs/needs.html"}
    return corrected(request, application, theme, by=user, back=back, **context)
