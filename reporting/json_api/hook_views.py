"""The pages of the addresses that are told what happens, for the managers of their center."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_beside
from people.access import staff
from people.roles import Role
from reporting.json_api.forms import HookForm
from reporting.json_api.hook_actions import add_hook, remove, resume, tell_again, try_out
from reporting.models import Hook

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from people.models import User

SHOWN = 50


def _manager(request: HttpRequest) -> User:
    """Who asks, if they manage a center. Raises PermissionDenied."""
    user = staff(request)
    if not user.is_superuser and Role.MANAGER not in user.roles:
        raise PermissionDenied
    return user


def _hook(request: HttpRequest, pk: int) -> tuple[User, Hook]:
    user = _manager(request)
    return user, get_object_or_404(Hook.objects.managed_by(user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: HttpRequest) -> HttpResponse:
    """The addresses of one's centers. A POST adds one."""
    user, status = _manager(request), 200
    form = HookForm(request.POST or None, user=user)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with saying_beside(form, "url"):
                return redirect("reporting:hook", add_hook(**form.cleaned_data, by=user).pk)
    rows = Hook.objects.managed_by(user).select_related("center")
    return render(
        request, "reporting/hooks/page.html", {"form": form, "hooks": rows}, status=status
    )


@require_safe
def hook(request: HttpRequest, pk: int) -> HttpResponse:
    """One address: its secret, and what it was told lately."""
    _user, row = _hook(request, pk)
    context = {"hook": row, "deliveries": row.deliveries.all()[:SHOWN]}
    return render(request, "reporting/hooks/hook.html", context)


@require_POST
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell it something that did not happen."""
    user, row = _hook(request, pk)
    try_out(row, by=user)
    return redirect("reporting:hook", pk)


@require_POST
def repetition(request: HttpRequest, pk: int, delivery: UUID) -> HttpResponse:
    """Tell it again."""
    user, row = _hook(request, pk)
    tell_again(get_object_or_404(row.deliveries, pk=delivery), by=user)
    return redirect("reporting:hook", pk)


@require_POST
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on after too many failures."""
    user, row = _hook(request, pk)
    resume(row, by=user)
    return redirect("reporting:hook", pk)


@require_POST
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell it nothing more."""
    user, row = _hook(request, pk)
    remove(row, by=user)
    return redirect("reporting:hooks")
