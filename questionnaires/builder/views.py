"""The forms of a desk: the list, a new one, one on the table, its draft, its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.language import language_of_page
from core.numbers import number
from core.refusals import saying_why
from questionnaires.actions import discard, draft
from questionnaires.builder import actions
from questionnaires.builder.access import (
    audit,
    may_write,
    reader,
    stops_to_write_for,
    table,
    table_to_edit,
)
from questionnaires.builder.differences import differences, in_force_before
from questionnaires.builder.forms import FormForm
from questionnaires.builder.screen import UNPROCESSABLE, show
from questionnaires.builder.seen import seal
from questionnaires.compiled_forms import compiled_form
from questionnaires.models import Questionnaire
from questionnaires.rules import faults

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LOOKS = {  # the real template of a purpose; the names of templates are no imports
    Questionnaire.Purpose.CANDIDACY: "applications/page.html",
    Questionnaire.Purpose.DIAGNOSIS: "needs/diagnosis/page.html",
}


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Every form that this person may read: for which stop, what is in force, what is drafted."""
    user = reader(request)
    rows = Questionnaire.objects.visible_to(user).select_related("stop").with_versions()
    mine = set(Questionnaire.objects.editable_by(user).values_list("pk", flat=True))
    context = {
        "rows": [(row, row.pk in mine) for row in rows.order_by("purpose", "stop", "pk")],
        "may_write": may_write(user),
    }
    return render(request, "questionnaires/builder/forms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new form, which begins as a copy of the one of every stop."""
    user = reader(request)
    if not may_write(user):
        raise PermissionDenied
    stops = list(stops_to_write_for(user).order_by("-pk"))
    data = request.POST if request.method == "POST" else None
    form = FormForm(data, stops=stops, for_all=user.is_national or user.is_superuser)
    if form.is_bound and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        made = actions.make(purpose=purpose, stop=form.stop, names=form.said("name"))
        audit.info("user %s made the form %s", user.pk, made.pk)
        return redirect("forms:form", made.pk)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "questionnaires/builder/new.html", {"form": form}, status=status)


@require_safe
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as people see it: its draft, else the version in force."""
    return show(request, table(request, pk))


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version, as a copy of the one in force."""
    found = table_to_edit(request, pk)
    draft(found.form)
    return redirect("forms:form", pk)


@require_POST
def disposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away; a form that was never in force goes with it."""
    found = table_to_edit(request, pk)
    if found.version is None:
        return redirect("forms:form", pk)
    with saying_why(request):
        discard(found.version)
        messages.success(request, _("The draft has been thrown away."))
        audit.info("user %s threw away the draft of form %s", request.user.pk, pk)
        if not found.form.versions.exists():
            found.form.delete()
            return redirect("forms:all")
    return redirect("forms:form", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft changes and what it still lacks; sent, it is put in force."""
    found = table_to_edit(request, pk)
    if found.version is None or not found.is_draft:
        return redirect("forms:form", pk)
    refused: list[str] = []
    if request.method == "POST":
        try:
            actions.publish_looked_at(found.version, seen=request.POST.get("seen", ""))
        except ValidationError as refusal:
            refused = refusal.messages
        else:
            audit.info("user %s published version %s", request.user.pk, found.version.pk)
            sentence = _("Version %(number)d is in force.") % {"number": found.version.number}
            messages.success(request, sentence)
            return redirect("forms:form", pk)
    before, lacks = in_force_before(found.version), faults(found.version)
    context = {
        "table": found,
        "before": before,
        "changes": differences(found.version, before, found.region),
        "lacks": lacks,
        "changed": "" if lacks else " ".join(refused),
        "seal": seal(found.version),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "questionnaires/builder/publication.html", context, status=status)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "form-action": [NONE]})  # type: ignore[arg-type]  # its type knows no arguments
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """One page of the form in the template that people get, in a language; nothing is kept."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = table(request, pk)
    if found.version is None:
        raise Http404
    with translation.override(language):
        compiled = compiled_form(found.version.pk, language_of_page(), region=found.region)
        at = min(max(1, number(request.GET.get("page", ""))), max(1, len(compiled.pages)))
        page = next((each for each in compiled.pages if each.number == at), None)
        looks = LOOKS.get(Questionnaire.Purpose(found.form.purpose), "needs/diagnosis/page.html")
        context: dict[str, Any] = {
            "look": looks,
            "wizard": {"total": len(compiled.pages)},
            "page": page,
            "number": at,
            "fields": page.render({}, everything=True) if page else "",
            "stop": found.form.stop,
            "back": f"?page={at - 1}",
            "next": f"?page={at + 1}" if at < len(compiled.pages) else "",
        }
        return render(request, "questionnaires/builder/preview.html", context)
