"""Pages of trainers, rooms, equipment and such: a list with a form for one more, and one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import staff, stop_managed
from workshops.planning.kept_lists import LISTS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, stop: str, of: str) -> HttpResponse:
    """The whole list, and a form for one more."""
    at, kept = stop_managed(staff(request), stop), LISTS[of]
    form = kept.form(request.POST if request.method == "POST" else None, stop=at)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("It is kept."))
        return redirect(f"planning:{of}", at.slug)
    context = {"stop": at, "list": kept, "form": form, "rows": list(kept.rows(at))}
    context["one"] = f"planning:{of}-one"
    status = 422 if form.errors else 200
    return render(request, "workshops/planning/kept_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, stop: str, of: str, pk: int) -> HttpResponse:
    """One row, to put it right."""
    at, kept = stop_managed(staff(request), stop), LISTS[of]
    row = get_object_or_404(kept.rows(at), pk=pk)
    title = str(row)
    form = kept.form(request.POST if request.method == "POST" else None, instance=row, stop=at)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("It is kept."))
        return redirect(f"planning:{of}", at.slug)
    context = {"stop": at, "list": kept, "form": form, "title": title, "row": row}
    context |= {"back": f"planning:{of}", "removal": f"planning:{of}-deletion"}
    status = 422 if form.errors else 200
    return render(request, "workshops/planning/kept_one.html", context, status=status)


@require_POST
def deletion(request: HttpRequest, stop: str, of: str, pk: int) -> HttpResponse:
    """Take a row out that no workshop needs."""
    at, kept = stop_managed(staff(request), stop), LISTS[of]
    row = get_object_or_404(kept.rows(at), pk=pk)
    workshops = getattr(row, "workshops", None)  # a day of market has none
    needed = workshops is not None and workshops.exists()
    try:
        if not needed:
            row.delete()
    except ProtectedError:
        needed = True
    if needed:
        messages.error(request, _("A workshop needs it."))
    else:
        messages.success(request, _("It is taken out."))
    return redirect(f"planning:{of}", at.slug)
