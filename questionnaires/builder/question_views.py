"""One question: written in place, added, taken out, put elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.numbers import number
from questionnaires.actions import draft
from questionnaires.builder import actions, ordering
from questionnaires.builder.access import table_to_edit
from questionnaires.builder.cards import sections_of
from questionnaires.builder.editing import Editing
from questionnaires.builder.screen import back, show
from questionnaires.builder.seen import mark
from questionnaires.builder.transposing import transposed, twin, twin_page
from questionnaires.models import Question, Section

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from questionnaires.builder.access import Table


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """A question open in its place; sent, it is kept, or stays typed beside what is refused."""
    found = table_to_edit(request, pk)
    row = _row(found, question)
    if request.method != "POST":
        if row is None or not found.is_open or row.section.version_id != _version(found):
            return back(request, found)
        return show(request, found, editing=_editing(request, found, row))
    if row is not None:
        found, row = _at_work(request, found, row)
    if row is None:
        return _gone(request, found)
    editing = _editing(request, found, row)
    if editing.wish or not editing.is_right():
        return show(request, found, editing=editing)
    try:
        kept = actions.keep_question(row, editing.written, seen=editing.seen)
    except ValidationError as refusal:
        return _refused(request, found, editing, refusal)
    messages.success(request, _("The question has been kept."))
    return back(request, found, f"#q{kept.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A new question at the end of a page."""
    found = table_to_edit(request, pk)
    if request.method == "POST" and not found.is_draft and "begins" in request.POST:
        found = _begun(found)
    if found.version is None:
        return back(request, found)
    section = twin_page(page, found.version) if request.method == "POST" else None
    section = section or found.version.sections.filter(pk=page).first()
    if section is None or (request.method != "POST" and not found.is_open):
        return back(request, found)
    editing = _editing(request, found, Question(section=section, kind="text"))
    if request.method != "POST" or editing.wish or not editing.is_right():
        return show(request, found, editing=editing)
    try:
        made = actions.add_question(found.version, editing.written)
    except ValidationError as refusal:
        return _refused(request, found, editing, refusal)
    messages.success(request, _("The question has been added."))
    return back(request, found, f"#q{made.pk}")


@require_POST
def removal(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Take a question out, as long as nothing else reads it."""
    found = table_to_edit(request, pk)
    row = _row(found, question)
    if row is None:
        messages.info(request, _("Somebody else removed this meanwhile."))
        return back(request, found)
    try:
        actions.remove_question(row, seen=request.POST.get("seen", ""))
    except ValidationError as refusal:
        return show(request, found, refusal=refusal, at=f"q{row.pk}")
    messages.success(request, _("“%(question)s” has been removed.") % {"question": row})
    return back(request, found, f"#p{row.section_id}")


@require_POST
def place(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Put a question one place up or down, or where it was dropped."""
    found = table_to_edit(request, pk)
    row = _row(found, question)
    if row is None:
        messages.info(request, _("Somebody else removed this meanwhile."))
        return back(request, found)
    direction = request.POST.get("direction", "")
    try:
        if direction in {ordering.UP, ordering.DOWN}:
            ordering.step(row, direction)
        else:
            page, before = (number(request.POST.get(name, "")) for name in ("page", "before"))
            ordering.drop(row, page=page, before=before or None)
    except ValidationError as refusal:
        return show(request, found, refusal=refusal, at=f"q{row.pk}")
    return back(request, found, f"#q{row.pk}")


def _version(found: Table) -> int | None:
    return found.version.pk if found.version else None


def _row(found: Table, pk: int) -> Question | None:
    """The question of this form, in whichever version."""
    rows = Question.objects.filter(section__version__questionnaire=found.form)
    related = rows.select_related("section__version__questionnaire").prefetch_related("options")
    return related.filter(pk=pk).first()


def _editing(request: HttpRequest, found: Table, row: Question) -> Editing:
    return Editing(found, row, sections_of(found), request)


def _begun(found: Table) -> Table:
    return replace(found, version=draft(found.form))


def _at_work(request: HttpRequest, found: Table, row: Question) -> tuple[Table, Question | None]:
    """The same question in the draft, when its version was published since it was opened."""
    if not found.is_draft and "begins" in request.POST:
        found = _begun(found)
    if found.version is None or found.version.pk == row.section.version_id:
        return found, row
    request.POST = transposed(request.POST, row, found.version)  # type: ignore[assignment]
    return found, twin(row, found.version)


def _gone(request: HttpRequest, found: Table) -> HttpResponse:
    """What somebody wrote at a question that is gone stands there as a new one."""
    pages = sections_of(found)
    page = next((each for each in pages if str(each.pk) == request.POST.get("page")), None)
    section: Section | None = page or (pages[0] if pages else None)
    if section is None:
        raise Http404
    editing = _editing(request, found, Question(section=section, kind="text"))
    sentence = _("Somebody else removed this question meanwhile. Keeping what you wrote adds it.")
    editing.refused = [sentence]
    editing.form.is_valid()
    return show(request, found, editing=editing)


def _refused(
    request: HttpRequest, found: Table, editing: Editing, refusal: ValidationError
) -> HttpResponse:
    """What was refused beside what was typed; kept again, it goes on from what stands now."""
    if refusal.code == actions.GONE:
        return _gone(request, found)
    editing.refused = refusal.messages
    editing.begins = refusal.code == actions.PUBLISHED
    if refusal.code == actions.MEANWHILE and (stands := _row(found, editing.question.pk)):
        editing.seen = mark(stands)
    return show(request, found, editing=editing)
