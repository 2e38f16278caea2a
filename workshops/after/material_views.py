"""For staff and trainer: what participants take home, five lines, and what they said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside
from core.spoken import spoken
from workshops.after.forms import Adding, Lines
from workshops.after.keeping import add_file, name_people, shown
from workshops.hall.views import led
from workshops.models import AfterWords, Material, Opinion
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from workshops.models import Workshop

SHOWN = 50  # opinions
MB = 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """What is there already, and one thing more."""
    workshop = led(request, stop, number)
    if request.method != "POST":
        return _drawn(request, workshop, Adding(workshop=workshop))
    form = Adding(request.POST, request.FILES, workshop=workshop)
    if form.is_valid():
        with saying_beside(form, "upload"):
            _add(workshop, form)
            messages.success(request, _("It is on the page."))
            return redirect(request.path)
    return _drawn(request, workshop, form, status=422)


@transaction.atomic  # nobody sees a picture before those on it are named
def _add(workshop: Workshop, form: Adding) -> None:
    said = dict(form.cleaned_data)
    upload, people = said.pop("upload"), said.pop("shows")
    megabytes = said.pop("megabytes")
    del said["nobody"]  # it was asked so that nobody is forgotten
    if upload:
        made = add_file(workshop, upload, **said)
    else:
        made = Material.objects.create(workshop=workshop, size=(megabytes or 0) * MB, **said)
    name_people(made, people)


@require_POST
def lines(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Keep the five lines."""
    workshop = led(request, stop, number)
    words = AfterWords.objects.filter(workshop=workshop).first() or AfterWords(workshop=workshop)
    form = Lines(request.POST, instance=words)
    if form.is_valid():
        AfterWords.objects.update_or_create(workshop=workshop, defaults=form.cleaned_data)
        messages.success(request, _("The five lines have been kept."))
        return redirect("after_desk:materials", stop, number)
    return _drawn(request, workshop, Adding(workshop=workshop), form, status=422)


@require_POST
def removal(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Take something away again, its file too."""
    row = get_object_or_404(Material, pk=pk, workshop=led(request, stop, number))
    file = row.file
    with transaction.atomic():
        row.delete()
        if file:
            transaction.on_commit(partial(file.delete, save=False))
    return redirect("after_desk:materials", stop, number)


def _drawn(
    request: HttpRequest,
    workshop: Workshop,
    form: Adding,
    words: Lines | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    kept = AfterWords.objects.filter(workshop=workshop).first() or AfterWords(workshop=workshop)
    said = Opinion.objects.filter(seat__workshop=workshop)
    faces = dict(said.values_list("face").annotate(count=Count("pk")))
    words = words or Lines(instance=kept)
    spoken(words)
    may = set(shown(workshop).values_list("pk", flat=True))
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "tabs": tabs(workshop, "after_desk:materials", request.user),
        "form": form,
        "words": words,
        "rows": [(row, row.pk in may) for row in workshop.materials.all()],
        "faces": [(label, faces.get(face, 0)) for face, label in Opinion.Face.choices],
        "opinions": said.exclude(used="", missed="").order_by("-at")[:SHOWN],
    }
    return render(request, "workshops/after/materials.html", context, status=status)
