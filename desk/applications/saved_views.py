"""Views of the list that somebody saved under a name: for themselves, or for the team of a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.fields import WordsField
from core.searches import WORDS
from desk.filters import IN_URL
from desk.models import SavedView
from desk.perimeter import Perimeter
from people.access import staff

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest, HttpResponse

    from people.models import User

LONGEST = 200  # letters of one filter


class Naming(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The name of a view, and whether the team has it too."""

    class Meta:
        model = SavedView
        fields = ("name", "shared")
        field_classes = {"name": WordsField}


class Renaming(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Another name."""

    class Meta:
        model = SavedView
        fields = ("name",)
        field_classes = {"name": WordsField}


@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest) -> HttpResponse:
    """The views that somebody has; a POST saves the list that it is sent from.

    What was looked for is not kept: it may be a name.
    """
    user = staff(request)
    form, perimeter = Naming(request.POST or None), Perimeter.of(user)
    managed, slug = perimeter.managed, request.GET.get("at", "")
    stop = next((each for each in perimeter.stops if each.slug == slug), None)
    query = {
        name: request.GET[name][:LONGEST]
        for name in IN_URL
        if name not in {WORDS, "picked"} and request.GET.get(name)
    }
    if request.method == "POST" and form.is_valid():
        view: SavedView = form.save(commit=False)
        view.owner, view.stop, view.query = user, stop, query
        view.shared = view.shared and stop is not None
        view.save()
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
        return redirect(url_of(view))
    context = {
        "form": form,
        "at": stop,
        "query": urlencode({**query, **({"at": stop.slug} if stop else {})}),
        "rows": [(view, _may_change(view, user, managed)) for view in _views(user)],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/applications/views.html", context, status=status)


def _views(user: User) -> list[SavedView]:
    return list(
        SavedView.objects.visible_to(user).select_related("owner", "stop").order_by("name", "pk")
    )


def url_of(view: SavedView) -> str:
    """The list as the view has it."""
    address = reverse("files:list", args=[view.stop.slug]) if view.stop else reverse("files:all")
    return f"{address}?{urlencode({**view.query, 'view': view.pk})}"


def _may_change(view: SavedView, user: User, managed: Collection[int]) -> bool:
    """Their own; the team's also by a manager of its stop."""
    return view.owner_id == user.pk or view.stop_id in managed


@require_safe
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The link of a view: the list as it is saved today."""
    views = SavedView.objects.visible_to(staff(request)).select_related("stop")
    return redirect(url_of(get_object_or_404(views, pk=pk)))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a view another name."""
    view = _own(request, pk)
    form = Renaming(request.POST, instance=view)
    if form.is_valid():
        form.save()
        messages.success(request, _("The view is called “%(name)s” now.") % {"name": view.name})
    else:
        messages.error(request, _("Please write a name of at most 60 letters."))
    return redirect("files:views")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a view; files and labels stay."""
    view = _own(request, pk)
    view.delete()
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return redirect("files:views")


def _own(request: HttpRequest, pk: int) -> SavedView:
    user = staff(request)
    view = get_object_or_404(SavedView.objects.visible_to(user), pk=pk)
    if not _may_change(view, user, Perimeter.of(user).managed):
        raise PermissionDenied
    return view
