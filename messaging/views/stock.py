"""The ready answers of a center: the team reads the list, its managers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from messaging.forms.stock import StockForm
from messaging.models import StockAnswer
from messaging.stock import PLACEHOLDERS
from people.access import staff
from people.roles import Role
from programs.models import Center

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from people.models import User


@require_safe
def stock(request: HttpRequest) -> HttpResponse:
    """All of the centers where one works."""
    user = staff(request)
    context = {
        "rows": StockAnswer.objects.usable_by(user).select_related("center"),
        "managed": set(_managed(user).values_list("pk", flat=True)),
    }
    return render(request, "messaging/stock.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new one, for a center that one manages."""
    user = staff(request)
    if not _managed(user).exists():
        raise PermissionDenied
    return _write(request, user, None)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, read and changed; what was refused stays typed."""
    user = staff(request)
    return _write(request, user, get_object_or_404(StockAnswer.objects.managed_by(user), pk=pk))


@require_POST
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete it; what was answered with it stays."""
    user = staff(request)
    get_object_or_404(StockAnswer.objects.managed_by(user), pk=pk).delete()
    messages.success(request, _("The ready answer is deleted."))
    return redirect("messaging:stock")


def _managed(user: User) -> QuerySet[Center]:
    return Center.objects.all() if user.is_superuser else user.centers(Role.MANAGER)


def _write(request: HttpRequest, user: User, row: StockAnswer | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    centers = _managed(user)
    first = {"center": centers.first()} if row is None else {}
    form = StockForm(data, instance=row, initial=first, centers=centers)
    if data is not None and form.is_valid():
        form.save()
        messages.success(request, _("The ready answer is kept."))
        return redirect("messaging:stock")
    context = {"form": form, "row": row, "placeholders": PLACEHOLDERS}
    return render(request, "messaging/stock_one.html", context, status=422 if form.errors else 200)
