"""One page of a form: its head, a new one, its place; an empty one may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from questionnaires.builder import actions, ordering
from questionnaires.builder.access import table_to_edit
from questionnaires.builder.page_editing import PageEditing
from questionnaires.builder.screen import back, show
from questionnaires.builder.seen import mark
from questionnaires.models import Section

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from questionnaires.builder.access import Table


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """The head of a page, open in its place; sent, it is kept."""
    found = table_to_edit(request, pk)
    section = _section(found, page)
    if request.method != "POST" and not found.is_open:
        return back(request, found)
    editing = PageEditing(section, request)
    if request.method != "POST" or not editing.form.is_valid():
        return show(request, found, page_editing=editing)
    try:
        actions.keep_page(section, editing.texts, seen=editing.seen)
    except ValidationError as refusal:
        editing.refused = refusal.messages
        stands = Section.objects.filter(pk=section.pk).first()
        if refusal.code == actions.MEANWHILE and stands:
            editing.seen = mark(stands)
        return show(request, found, page_editing=editing)
    messages.success(request, _("The page has been kept."))
    return back(request, found, f"#p{section.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new page at the end."""
    found = table_to_edit(request, pk)
    if found.version is None or not found.is_open:
        return back(request, found)
    editing = PageEditing(None, request)
    if request.method != "POST" or not editing.form.is_valid():
        return show(request, found, page_editing=editing)
    try:
        made = actions.add_page(found.version, editing.texts)
    except ValidationError as refusal:
        editing.refused = refusal.messages
        return show(request, found, page_editing=editing)
    return back(request, found, f"#p{made.pk}")


@require_POST
def removal(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """Take an empty page out."""
    found = table_to_edit(request, pk)
    section = _section(found, page)
    try:
        actions.remove_page(section)
    except ValidationError as refusal:
        return show(request, found, refusal=refusal, at=f"p{section.pk}")
    messages.success(request, _("The page “%(page)s” has been removed.") % {"page": section})
    return back(request, found)


@require_POST
def place(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """Put a page one place up or down."""
    found = table_to_edit(request, pk)
    section = _section(found, page)
    try:
        ordering.step_page(section, request.POST.get("direction", ordering.UP))
    except ValidationError as refusal:
        return show(request, found, refusal=refusal, at=f"p{section.pk}")
    return back(request, found, f"#p{section.pk}")


def _section(found: Table, pk: int) -> Section:
    rows = Section.objects.filter(version__questionnaire=found.form).select_related("version")
    section: Section = get_object_or_404(rows, pk=pk)
    return section
