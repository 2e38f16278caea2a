"""The labels of a team: made, renamed, coloured anew, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.applications.forms import LabelForm
from desk.models import Label
from people.access import staff
from programs.models import Center

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: HttpRequest) -> HttpResponse:
    """Every label of one's centers, with how many files bear it; a POST makes a new one."""
    user = staff(request)
    centers = list(_centers(user))
    form = LabelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        chosen = request.POST.get("center", "")
        center = next((each for each in centers if str(each.pk) == chosen), None)
        if center is None:
            raise Http404
        form.instance.center = center
        if form.is_valid() and _kept(request, form):
            return redirect("files:labels")
    rows = Label.objects.visible_to(user).select_related("center")
    context = {
        "form": form,
        "centers": centers,
        "labels": rows.annotate(files=Count("labellings")).order_by("center", "name"),
        "colours": Label.Colour.choices,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/applications/labels.html", context, status=status)


def _centers(user: User) -> list[Center]:
    every = Center.objects.order_by("pk")
    return list(every if user.is_superuser else user.centers().order_by("pk"))


def _kept(request: HttpRequest, form: LabelForm) -> bool:
    """Save what is typed; a name that is taken is refused beside its field."""
    try:
        form.instance.validate_constraints()
        with transaction.atomic():
            form.save()
    except ValidationError as refusal:
        form.add_error("name", refusal.messages[0])
        return False
    except IntegrityError:  # somebody made it in the same instant
        form.add_error("name", _("There is a label of this name already."))
        return False
    messages.success(request, _("The label “%(name)s” is kept.") % {"name": form.instance.name})
    return True


@require_POST
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or colour."""
    rows = Label.objects.visible_to(staff(request))
    form = LabelForm(request.POST, instance=get_object_or_404(rows, pk=pk))
    if not form.is_valid() or not _kept(request, form):
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("files:labels")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a label, from the files that bear it too."""
    gone = get_object_or_404(Label.objects.visible_to(staff(request)), pk=pk)
    gone.delete()
    messages.success(request, _("The label “%(name)s” is removed.") % {"name": gone.name})
    return redirect("files:labels")
