"""What is missing in many files is asked of their people at once, each by the link that asks it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications.models import Application
from core.language import language_of_page
from desk.applications import actions
from desk.applications.acting import Ticked
from desk.applications.views import back_to
from questionnaires.compiled_forms import compiled_form
from selection.triage.forms import Asking
from selection.triage.information_requests import questions_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from selection.triage.information_requests import Pages

MOST = 200  # people that are asked in one act: each gets a message and a page of their own
audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what is missing in the ticked files; each person gets one link to exactly that."""
    ticked = Ticked.of(request, pk)
    if refusal := _refusal(ticked):
        messages.warning(request, refusal)
        return redirect(back_to(request, ticked.user))
    versions = Application.objects.filter(pk__in=ticked.files).values_list("version", flat=True)
    forms = [
        compiled_form(version, language_of_page())
        for version in versions.order_by("-version").distinct()
    ]
    pages = _once([page for form in forms for page in questions_of(form)])
    codes = {each.code for _title, questions in pages for each in questions}
    sent = request.POST if request.method == "POST" else None
    form = Asking(sent, pages=pages, answered=codes)
    if sent is None or not form.is_valid():
        return ticked.asked(request, "asking", form=form)
    asked = actions.ask_all(ticked.files, by=ticked.user, **form.cleaned_data)
    audit.info("user %s asked for pieces of %s files", ticked.user.pk, asked)
    _tell(request, asked, len(ticked.files) - asked)
    return redirect(back_to(request, ticked.user))


def _refusal(ticked: Ticked) -> str:
    if len(ticked.perimeter.stops) > 1:
        return _("These files are of several stops: please choose one stop.")
    if len(ticked.files) > MOST:
        return _("That is too many files at once: please narrow the list.")
    return ""


def _once(pages: Pages) -> Pages:
    """Each question once, where several versions of the form ask it."""
    seen: set[str] = set()
    found = []
    for title, questions in pages:
        fresh = [each for each in questions if each.code not in seen]
        seen |= {each.code for each in fresh}
        if fresh:
            found.append((title, fresh))
    return found


def _tell(request: HttpRequest, asked: int, left: int) -> None:
    """How many were asked, and how many files stay as they are."""
    if asked:
        sentence = ngettext(
            "Asked: %(count)d person. The file comes back by itself, first, with the answer.",
            "Asked: %(count)d people. The files come back by themselves, first, with the answers.",
            asked,
        )
        messages.success(request, sentence % {"count": asked})
    if left:
        sentence = ngettext(
            "%(count)d file was not asked: it is decided, was asked already, or shows none of "
            "these questions.",
            "%(count)d files were not asked: they are decided, were asked already, or show none "
            "of these questions.",
            left,
        )
        messages.warning(request, sentence % {"count": left})
